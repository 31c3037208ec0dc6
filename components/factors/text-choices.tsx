'use client'

import { useContext } from 'react'
import { CheckboxGroup, type Choice } from '#components/forms/choices.tsx'
import { FormContext } from '#components/forms/form-context.ts'

/** `seen`: names the words of its label. */
type TextChoice = Choice & { seen: string }

type TextChoicesProps = { name: string; label: string; choices: readonly TextChoice[] }

/**
 * Texts to tick, which post with them what was read. When the form was refused because a text reads differently now, the new
 * words are marked, and what was ticked stays ticked.
 */
export function TextChoices({ name, label, choices }: TextChoicesProps) {
  const { result } = useContext(FormContext)
  const read = result.status === 'error' ? result.values?.seen : undefined
  return (
    <>
      {choices.map(({ seen }) => (
        <input key={seen} type="hidden" name="seen" value={seen} />
      ))}
      <CheckboxGroup
        name={name}
        label={label}
        optional
        choices={choices.map(({ seen, ...choice }) =>
          read === undefined || [read].flat().includes(seen) ? choice : { ...choice, hint: 'New words' },
        )}
      />
    </>
  )
}
