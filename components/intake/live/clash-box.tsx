'use client'

import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { GitCompareArrowsIcon } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Clash } from '#lib/intake/drafts/schema.ts'

function Choice({ id, value, title, text }: { id: string; value: string; title: string; text: string }) {
  return (
    <label className="choice-card flex min-h-11 cursor-pointer items-start gap-3 rounded-field border p-3">
      <input type="radio" name={`keep.${id}`} value={value} className="radio radio-primary mt-0.5 shrink-0" />
      <span className="min-w-0">
        <span className="block text-label font-semibold">{title}</span>
        <span className="block text-read break-words whitespace-pre-line">
          {text.trim() === '' ? 'No answer' : text}
        </span>
      </span>
    </label>
  )
}

/** One question with both of its answers. */
function Both({ clash: { id, question, saved, mine } }: { clash: Clash }) {
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 text-label">{question}</legend>
      <input type="hidden" name="clash" value={id} />
      <Choice id={id} value="saved" title="The one from there" text={saved} />
      <Choice id={id} value="mine" title="The one on this page" text={mine} />
    </fieldset>
  )
}

function Box({ clashes, danger }: { clashes: readonly Clash[]; danger: string | null }) {
  return (
    <div role="alert" className="mt-3 grid gap-4 rounded-box border-2 border-base-content p-4">
      {danger ? <Notice tone="alarm">{danger}</Notice> : null}
      <h2 className="flex items-start gap-2 text-label font-semibold">
        <GitCompareArrowsIcon className="mt-px" />
        Changed in another tab or on another device, too. Which answer is right?
      </h2>
      {clashes.map((clash) => (
        <Both key={clash.id} clash={clash} />
      ))}
    </div>
  )
}

/** The questions of the page, where they are asked. */
function usePlaces(clashes: readonly Clash[]): ReadonlyMap<string, Element> {
  const [places, setPlaces] = useState<ReadonlyMap<string, Element>>(new Map())
  const ids = clashes.map(({ id }) => id).join(' ')
  useEffect(() => {
    const found = ids.split(' ').flatMap((id): [string, Element][] => {
      const place = id ? document.querySelector<HTMLElement>(`[data-question="${id}"]`) : null
      return place && !place.hidden ? [[id, place]] : []
    })
    setPlaces(new Map(found))
  }, [ids])
  return places
}

/**
 * Answers that were changed here and elsewhere: both, and a choice, at the question itself; without a script, and of a question that is
 * closed, below the others. Neither is lost until somebody has chosen.
 */
export function ClashBox({ clashes, danger }: { clashes: readonly Clash[]; danger: string | null }) {
  const places = usePlaces(clashes)
  const below = clashes.filter(({ id }) => !places.has(id))
  const dangerAt = clashes.find(({ id }) => places.has(id))?.id
  return (
    <>
      {clashes.flatMap((clash) => {
        const place = places.get(clash.id)
        const box = <Box key={clash.id} clashes={[clash]} danger={clash.id === dangerAt ? danger : null} />
        return place ? [createPortal(box, place, clash.id)] : []
      })}
      {below.length > 0 ? <Box clashes={below} danger={dangerAt ? null : danger} /> : null}
    </>
  )
}
