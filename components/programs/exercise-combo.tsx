'use client'

import { useState } from 'react'
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { PlusIcon } from '#components/ui/icons.tsx'
import type { ExerciseChoice } from './add-exercise.tsx'

const SHOWN = 40
const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Every word must be found in the name, the region or what it works on; names that begin with it come first. */
function found(choices: readonly ExerciseChoice[], text: string): readonly ExerciseChoice[] {
  const words = folded(text).split(/\s+/).filter(Boolean)
  const first = words[0] ?? ''
  return choices
    .filter((choice) => {
      const all = folded(`${choice.name} ${choice.region} ${choice.targets}`)
      return words.every((word) => all.includes(word))
    })
    .sort((a, b) => Number(folded(b.name).startsWith(first)) - Number(folded(a.name).startsWith(first)))
    .slice(0, SHOWN)
}

export type ExerciseComboProps = {
  choices: readonly ExerciseChoice[]
  /** One was picked just now: the keyboard stays here. */
  again: boolean
  onPick: (id: string) => void
}

/** Type, choose, added: the field is empty again for the next one. */
export function ExerciseCombo({ choices, again, onPick }: ExerciseComboProps) {
  const [text, setText] = useState('')
  return (
    <ComboBox
      items={found(choices, text)}
      inputValue={text}
      onInputChange={setText}
      selectedKey={null}
      onSelectionChange={(id) => {
        if (id !== null) onPick(String(id))
      }}
      className="block w-full max-w-80"
    >
      <Label className="sr-only">Add exercise</Label>
      <span className="input input-sm flex h-8 w-full items-center gap-2 border-line-strong text-dense pointer-coarse:h-11">
        <PlusIcon size={15} className="text-ink-3" />
        <Input
          autoFocus={again}
          placeholder="Add exercise"
          data-quiet="yes"
          className="min-w-0 grow outline-none placeholder:text-ink-3"
        />
      </span>
      <Popover className="w-(--trigger-width) min-w-80 overflow-hidden rounded-box border border-line-strong bg-base-100 shadow-lg">
        <ListBox<ExerciseChoice>
          className="max-h-80 overflow-y-auto p-1 outline-none"
          renderEmptyState={() => (
            <p className="px-2.5 py-2 text-dense text-ink-2">No exercise has these words.</p>
          )}
        >
          {(choice) => (
            <ListBoxItem
              id={choice.id}
              textValue={choice.name}
              className="cursor-pointer rounded-field px-2.5 py-1.5 outline-none data-focused:bg-teal-soft"
            >
              <span className="block text-dense font-medium">{choice.name}</span>
              <span className="block text-caption text-ink-3">
                {[choice.region, choice.targets, choice.lacking && `needs ${choice.lacking}`]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
