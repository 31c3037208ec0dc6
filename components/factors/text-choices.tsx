'use client'

import { CheckboxGroup, type Choice } from '#components/forms/choices.tsx'
import { SeenWords, useIsNew } from '#components/forms/seen-words.tsx'

/** `seen`: names the words of its label. */
type TextChoice = Choice & { seen: string }

type TextChoicesProps = { name: string; label: string; choices: readonly TextChoice[] }

/**
 * Texts to tick, which post with them what was read. When the form was refused because a text reads differently now, the new
 * words are marked, and what was ticked stays ticked.
 */
export function TextChoices({ name, label, choices }: TextChoicesProps) {
  const isNew = useIsNew()
  return (
    <>
      <SeenWords seen={choices.map(({ seen }) => seen)} />
      <CheckboxGroup
        name={name}
        label={label}
        optional
        choices={choices.map(({ seen, ...choice }) =>
          isNew(seen) ? { ...choice, hint: 'New words' } : choice,
        )}
      />
    </>
  )
}
