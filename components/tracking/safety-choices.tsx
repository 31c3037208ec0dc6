'use client'

import type { ChangeEvent } from 'react'
import type { Choice } from '#components/forms/choices.tsx'
import { FieldGroup } from '#components/forms/field-group.tsx'
import { isChosen } from '#components/forms/form-context.ts'
import { cx } from '#components/ui/cx.ts'

/** What stands alone and the others clear each other in the browser; without a script the server asks to choose one. */
function clearOthers({ currentTarget: chosen }: ChangeEvent<HTMLInputElement>, alone: readonly string[]) {
  if (!chosen.checked) return
  for (const box of chosen.closest('fieldset')?.querySelectorAll<HTMLInputElement>('input') ?? [])
    if (box !== chosen && (alone.includes(box.value) || alone.includes(chosen.value))) box.checked = false
}

/**
 * The boxes of the safety question: the one for "none" first and larger than the rest, none chosen beforehand. `alone`: what is
 * chosen with nothing else.
 */
export function SafetyChoices(props: {
  name: string
  label: string
  none: string
  alone: readonly string[]
  choices: readonly Choice[]
  defaultValue?: readonly string[]
}) {
  const { name, label, none, alone, choices, defaultValue = [] } = props
  return (
    <FieldGroup name={name} label={label}>
      {({ ticked }) => (
        <div className="grid gap-1">
          {choices.map(({ value, label: words }) => (
            <label
              key={value}
              className={cx(
                'flex cursor-pointer items-center gap-4',
                value === none
                  ? 'choice-card mb-2 min-h-16 rounded-[1rem] border px-5 py-3 font-semibold'
                  : 'min-h-11 px-5 py-1.5',
              )}
            >
              <input
                type="checkbox"
                name={name}
                value={value}
                defaultChecked={isChosen(value, ticked, defaultValue)}
                onChange={(event) => clearOthers(event, alone)}
                className="checkbox checkbox-primary shrink-0"
              />
              <span className="text-read">{words}</span>
            </label>
          ))}
        </div>
      )}
    </FieldGroup>
  )
}
