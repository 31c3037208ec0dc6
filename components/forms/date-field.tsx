'use client'

import { useContext } from 'react'
import { cx } from '#components/ui/cx.ts'
import { boxClass, Field, type FieldProps } from './field.tsx'
import { FieldGroup } from './field-group.tsx'
import { FormContext, typedText } from './form-context.ts'
import { splitField } from './text-field.tsx'

type DateFieldProps = FieldProps & {
  /** `YYYY-MM-DD`, as are the limits. */
  defaultValue?: string | undefined
  min?: string
  max?: string
}

/** A day near today, with the calendar of the device. Posts `YYYY-MM-DD`. */
export function DateField(props: DateFieldProps) {
  const [frame, { defaultValue, min, max }] = splitField(props)
  return (
    <Field {...frame}>
      {(control, { wrong, phone, typed }) => (
        <input
          type="date"
          className={cx(boxClass(wrong, phone), 'num')}
          defaultValue={typed ?? defaultValue}
          min={min}
          max={max}
          {...control}
        />
      )}
    </Field>
  )
}

const parts = [
  { key: 'day', label: 'Day', digits: 2, from: 8, to: 10, complete: 'bday-day', width: 'w-16' },
  { key: 'month', label: 'Month', digits: 2, from: 5, to: 7, complete: 'bday-month', width: 'w-16' },
  { key: 'year', label: 'Year', digits: 4, from: 0, to: 4, complete: 'bday-year', width: 'w-24' },
] as const

/**
 * A day that a person knows by heart, such as a birth date: three fields that need no calendar. Posts `name.day`,
 * `name.month` and `name.year`; the schema of the form puts them together.
 */
export function DatePartsField(props: DateFieldProps & { birthday?: boolean }) {
  const [frame, { defaultValue = '', birthday = false }] = splitField(props)
  const { result, mended } = useContext(FormContext)
  const failed = result.status === 'error' ? result : undefined
  const errorOf = (key: string) => {
    const name = `${frame.name}.${key}`
    return mended?.has(name) ? undefined : failed?.fieldErrors[name]?.[0]
  }
  // Each field may have words of its own; what is wrong is said once, below the three.
  const own = parts.map(({ key }) => errorOf(key)).find((text) => text !== undefined)
  return (
    <FieldGroup {...frame} {...(own ? { error: own } : {})}>
      {({ id, phone, wrong }) => (
        <div className="flex gap-2.5">
          {parts.map((part) => {
            const partWrong = own ? errorOf(part.key) !== undefined : wrong
            return (
              <label key={part.key} className={part.width}>
                <span className="mb-0.5 block text-caption text-ink-3">{part.label}</span>
                <input
                  type="text"
                  inputMode="numeric"
                  id={`${id}-${part.key}`}
                  name={`${frame.name}.${part.key}`}
                  maxLength={part.digits}
                  autoComplete={birthday ? part.complete : 'off'}
                  required={!frame.optional}
                  aria-invalid={partWrong || undefined}
                  aria-describedby={partWrong ? `${id}-error` : undefined}
                  className={cx(boxClass(partWrong, phone), 'num')}
                  defaultValue={
                    typedText(failed?.values?.[`${frame.name}.${part.key}`]) ??
                    defaultValue.slice(part.from, part.to)
                  }
                />
              </label>
            )
          })}
        </div>
      )}
    </FieldGroup>
  )
}
