'use client'

import { type ComponentType, type MouseEvent, useEffect, useRef, useState } from 'react'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { PlusIcon, RefreshCwIcon } from '#components/ui/icons.tsx'
import { useBuilder } from './builder-context.ts'
import type { ExerciseComboProps } from './exercise-combo.tsx'

export type ExerciseChoice = { id: string; name: string; region: string; targets: string; lacking: string }

/** The search comes after the page, in a file of its own. */
type Search = ComponentType<ExerciseComboProps> | 'coming' | 'missing' | 'coming again'

const groups = (choices: readonly ExerciseChoice[]) => [...new Set(choices.map(({ region }) => region))]

/**
 * A pick list without script, a searchable one with it. The library's list of names comes with the page, and the search by
 * itself afterwards: one that does not come takes nothing away of what stands here.
 */
export function AddExercise({ choices }: { choices: readonly ExerciseChoice[] }) {
  const [search, setSearch] = useState<Search>('coming')
  const [added, setAdded] = useState(0)
  const [here, setHere] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLSelectElement>(null)
  const send = useBuilder()

  function load() {
    import('./exercise-combo.tsx').then(
      ({ ExerciseCombo }) => {
        // The control that the keyboard is in goes: it moves on to the search.
        setHere(root.current?.contains(document.activeElement) ?? false)
        setSearch(() => ExerciseCombo)
      },
      () => setSearch('missing'),
    )
  }
  // Once, when the page has come alive.
  useEffect(load, [])

  function pick(id: string) {
    send('add', { add: id })
    setAdded(added + 1)
  }
  function pickFromList(event: MouseEvent) {
    event.preventDefault()
    const chosen = list.current
    if (!chosen?.value) return chosen?.focus()
    pick(chosen.value)
    chosen.value = ''
  }
  if (typeof search === 'function') {
    const Combo = search
    // A new field after each pick: empty, closed, and with the keyboard still in it.
    return <Combo key={added} choices={choices} again={added > 0 || here} onPick={pick} />
  }
  return (
    <div ref={root} className="flex flex-wrap items-end gap-2">
      <label className="block">
        <span className="mb-0.5 block text-caption text-ink-3">Add exercise</span>
        <select
          ref={list}
          name="add"
          defaultValue=""
          data-quiet="yes"
          className="select select-sm h-8 w-64 text-dense pointer-coarse:h-11"
        >
          <option value="">Choose</option>
          {groups(choices).map((region) => (
            <optgroup key={region} label={region}>
              {choices
                .filter((choice) => choice.region === region)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <button type="submit" name="intent" value="add" onClick={pickFromList} className={buttonClass('plain')}>
        <PlusIcon size={14} />
        Add
      </button>
      <p role="status" className="basis-full text-dense text-ink-2 empty:sr-only">
        {search === 'missing'
          ? 'The search for exercises could not be loaded. Nothing you wrote is lost, and the list works without it.'
          : search === 'coming again'
            ? 'Loading the search.'
            : null}
      </p>
      {search === 'coming' ? null : (
        <Button
          onClick={() => {
            setSearch('coming again')
            load()
          }}
        >
          <RefreshCwIcon size={14} />
          Try again
        </Button>
      )}
    </div>
  )
}
