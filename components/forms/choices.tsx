'use client'

import type { ChangeEvent, ReactNode } from 'react'
import { cx } from '#components/ui/cx.ts'
import type { FieldProps } from './field.tsx'
import { FieldError } from './field.tsx'
import { FieldGroup } from './field-group.tsx'
import { isChosen, useField } from './form-context.ts'
import { splitField } from './text-field.tsx'

export type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean }

type ChoiceProps = {
  type: 'radio' | 'checkbox'
  name: string
  choice: Choice
  card: boolean
  phone: boolean
  defaultChecked: boolean
  id?: string
  describedBy?: string | undefined
  onChange?: ((event: ChangeEvent<HTMLInputElement>) => void) | undefined
}

/** One box with its words; the whole row is the target. A chosen card is teal by `:has(:checked)`, without script. */
function ChoiceRow({
  type,
  name,
  choice,
  card,
  phone,
  defaultChecked,
  id,
  describedBy,
  onChange,
}: ChoiceProps) {
  const control = type === 'radio' ? 'radio radio-primary' : 'checkbox checkbox-primary'
  return (
    <label
      className={cx(
        'flex cursor-pointer has-disabled:cursor-default has-disabled:opacity-60',
        card && 'choice-card border',
        card && (phone ? 'min-h-16 items-center gap-4 rounded-[1rem] px-5 py-3' : 'gap-3 rounded-field p-3'),
        choice.hint == null && 'items-center',
        !card && (phone ? 'min-h-11 items-center gap-3 py-1.5' : 'gap-2.5 py-1 pointer-coarse:min-h-11'),
      )}
    >
      <input
        type={type}
        name={name}
        value={choice.value}
        id={id}
        defaultChecked={defaultChecked}
        disabled={choice.disabled}
        aria-describedby={describedBy}
        aria-invalid={describedBy ? true : undefined}
        onChange={onChange}
        className={cx(
          control,
          'shrink-0',
          !phone && (type === 'radio' ? 'radio-sm' : 'checkbox-sm'),
          !phone && choice.hint != null && 'mt-px',
        )}
      />
      <span className="min-w-0">
        <span
          className={cx(
            'block',
            phone ? (card ? 'text-read font-semibold' : 'text-read') : 'text-dense',
            card && !phone && 'font-semibold',
          )}
        >
          {choice.label}
        </span>
        {choice.hint != null ? (
          <span className={cx('block text-ink-2', phone ? 'text-label' : 'text-caption')}>{choice.hint}</span>
        ) : null}
      </span>
    </label>
  )
}

type GroupProps = FieldProps & {
  /** The question as it stands above, when it is more than the label (a heading on a phone). */
  legend?: ReactNode
  choices: readonly Choice[]
  look?: 'plain' | 'cards'
  /** Beside each other where there is room. */
  inline?: boolean
  onChange?: (event: ChangeEvent<HTMLInputElement>) => void
}

const arrange = (look: 'plain' | 'cards', inline: boolean, phone: boolean) =>
  cx(
    look === 'cards' && (phone ? 'gap-3' : 'gap-2'),
    inline ? 'flex flex-wrap gap-x-5' : 'grid',
    inline && look === 'cards' && '*:grow *:basis-40',
  )

/** One of a few. Nothing is chosen beforehand unless `defaultValue` says so. */
export function RadioGroup(props: GroupProps & { defaultValue?: string | undefined }) {
  const [frame, { legend, choices, look = 'plain', inline = false, defaultValue, onChange }] =
    splitField(props)
  return (
    <FieldGroup {...frame} legend={legend} role="radiogroup">
      {({ phone, typed }) => (
        <div className={arrange(look, inline, phone)}>
          {choices.map((choice) => (
            <ChoiceRow
              key={choice.value}
              type="radio"
              name={frame.name}
              choice={choice}
              card={look === 'cards'}
              phone={phone}
              defaultChecked={isChosen(choice.value, typed, defaultValue === undefined ? [] : [defaultValue])}
              onChange={onChange}
            />
          ))}
        </div>
      )}
    </FieldGroup>
  )
}

/** Any of several. Posts the name once for each ticked box. */
export function CheckboxGroup(props: GroupProps & { defaultValue?: readonly string[] }) {
  const [frame, { legend, choices, look = 'plain', inline = false, defaultValue = [], onChange }] =
    splitField(props)
  return (
    <FieldGroup {...frame} legend={legend}>
      {({ phone, ticked }) => (
        <div className={arrange(look, inline, phone)}>
          {choices.map((choice) => (
            <ChoiceRow
              key={choice.value}
              type="checkbox"
              name={frame.name}
              choice={choice}
              card={look === 'cards'}
              phone={phone}
              defaultChecked={isChosen(choice.value, ticked, defaultValue)}
              onChange={onChange}
            />
          ))}
        </div>
      )}
    </FieldGroup>
  )
}

/** One box with one sentence, such as a consent. Posts `value` (default `yes`) or nothing. */
export function Checkbox(
  props: FieldProps & { value?: string; look?: 'plain' | 'cards'; defaultChecked?: boolean },
) {
  const [frame, { value = 'yes', look = 'plain', defaultChecked = false }] = splitField(props)
  const field = useField(frame.name)
  const error = frame.error ?? field.error
  return (
    <div className={frame.className}>
      <ChoiceRow
        type="checkbox"
        name={frame.name}
        id={field.id}
        describedBy={error ? field.errorId : undefined}
        choice={{ value, label: frame.label, ...(frame.hint == null ? {} : { hint: frame.hint }) }}
        card={look === 'cards'}
        phone={field.size === 'phone'}
        defaultChecked={isChosen(value, field.ticked, defaultChecked ? [value] : [])}
      />
      {error ? <FieldError id={field.errorId} text={error} phone={field.size === 'phone'} /> : null}
    </div>
  )
}
