'use client'

import { useEffect, useRef, useState } from 'react'
import { RadioGroup } from '#components/forms/choices.tsx'

/** `left:zone_shin`, as the map posts it, as the stored `zone_shin:left`. */
const stored = (posted: string) => posted.split(':').reverse().join(':')

type MainSpotProps = {
  name: string
  label: string
  /** Words of every place by its stored name. */
  places: Readonly<Record<string, string>>
  chosen: readonly string[]
  defaultValue?: string | undefined
}

/** The places that were marked on the map, to choose one from. It follows the map; without a script, the saved map. */
export function MainSpot({ name, label, places, chosen, defaultValue }: MainSpotProps) {
  const [marked, setMarked] = useState(chosen)
  const here = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const form = here.current?.closest('form')
    if (!form) return
    const read = () =>
      setMarked(new FormData(form).getAll('pain_zones').map((value) => stored(String(value))))
    const follow = (event: Event) => {
      if (event.target instanceof HTMLInputElement && event.target.name === 'pain_zones') read()
    }
    // Places that were marked before the script came.
    if (form.elements.namedItem('pain_zones')) read()
    form.addEventListener('change', follow)
    return () => form.removeEventListener('change', follow)
  }, [])
  return (
    <div ref={here}>
      {marked.length > 1 ? (
        <RadioGroup
          name={name}
          label={label}
          look="cards"
          choices={marked.map((value) => ({ value, label: places[value] ?? value }))}
          defaultValue={defaultValue}
        />
      ) : (
        <p className="text-read text-ink-2">
          {marked[0] ? `Main spot: ${places[marked[0]] ?? marked[0]}` : 'Mark the places that hurt first.'}
        </p>
      )}
    </div>
  )
}
