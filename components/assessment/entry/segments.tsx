'use client'

import { FieldError } from '#components/forms/field.tsx'
import { isChosen, useField } from '#components/forms/form-context.ts'
import { cx } from '#components/ui/cx.ts'
import type { Option } from '#lib/content/assessment/types.ts'

type SegmentFieldProps = {
  name: string
  label: string
  options: readonly Option[]
  /** Several may be ticked. */
  many?: boolean
  values: readonly (string | number)[]
  /** The letter of the side. */
  mark?: string
}

/** What was found is ink; what was not found, or not looked at, is calm. */
const tone = (value: string) =>
  value === 'positive' || value === 'marked' || value === 'poor' || value === 'unable_to_walk'
    ? 'has-checked:border-base-content has-checked:bg-base-content has-checked:text-base-100'
    : value === 'not_tested' || value === 'unclear' || value === 'unable'
      ? 'has-checked:border-control has-checked:bg-base-300'
      : 'has-checked:border-primary has-checked:bg-teal-soft has-checked:text-teal-ink'

/** One of a few, or any of several, each one press away. Letters and digits choose as well; see `keys.ts`. */
export function SegmentField({ name, label, options, many = false, values, mark }: SegmentFieldProps) {
  const { id, error, errorId, typed } = useField(name)
  return (
    <div className="min-w-0">
      <fieldset
        aria-describedby={error ? errorId : undefined}
        className={cx('flex flex-wrap gap-[3px]', error && 'field-wrong-group')}
      >
        <legend className="sr-only">{label}</legend>
        {mark ? (
          <span aria-hidden="true" className="w-3.5 self-center text-caption text-ink-3">
            {mark}
          </span>
        ) : null}
        {options.map((option, index) => (
          <label
            key={option.value}
            className={cx(
              'flex h-8 grow cursor-pointer items-center justify-center rounded-selector border border-line-strong px-1.5 text-center text-caption font-medium hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-primary pointer-coarse:h-11 xl:grow-0',
              tone(option.value),
            )}
          >
            <input
              id={index === 0 ? id : undefined}
              type={many ? 'checkbox' : 'radio'}
              name={name}
              value={option.value}
              defaultChecked={isChosen(option.value, typed, values.map(String))}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </fieldset>
      {error ? <FieldError id={errorId} text={error} phone={false} /> : null}
    </div>
  )
}
