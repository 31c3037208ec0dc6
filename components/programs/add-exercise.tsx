'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import { PlusIcon } from '#components/ui/icons.tsx'
import { useBuilder } from './builder-context.ts'

export type ExerciseChoice = { id: string; name: string; region: string; targets: string; lacking: string }

const ExerciseCombo = dynamic(() => import('./exercise-combo.tsx').then((module) => module.ExerciseCombo), {
  ssr: false,
  loading: () => <p className="h-8 text-dense text-ink-3">Loading the library</p>,
})

const groups = (choices: readonly ExerciseChoice[]) => [...new Set(choices.map(({ region }) => region))]

/** A pick list without script, a searchable one with it. The library's list of names comes with the page. */
export function AddExercise({ choices }: { choices: readonly ExerciseChoice[] }) {
  const [searchable, setSearchable] = useState(false)
  const [added, setAdded] = useState(0)
  const send = useBuilder()
  useEffect(() => setSearchable(true), [])
  function pick(id: string) {
    send('add', { add: id })
    setAdded(added + 1)
  }
  // A new field after each pick: empty, closed, and with the keyboard still in it.
  if (searchable) return <ExerciseCombo key={added} choices={choices} again={added > 0} onPick={pick} />
  return (
    <div className="flex flex-wrap items-end gap-2">
      <label className="block">
        <span className="mb-0.5 block text-caption text-ink-3">Add exercise</span>
        <select
          name="add"
          defaultValue=""
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
      <button type="submit" name="intent" value="add" className={buttonClass('plain')}>
        <PlusIcon size={14} />
        Add
      </button>
    </div>
  )
}
