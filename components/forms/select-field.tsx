'use client'

import type { ComponentProps } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Field, type FieldProps } from './field.tsx'
import { splitField } from './text-field.tsx'

export type Option = { value: string; label: string }

type SelectFieldProps = FieldProps &
  Pick<ComponentProps<'select'>, 'onChange' | 'onBlur' | 'autoFocus'> & {
    options: readonly (Option | { group: string; options: readonly Option[] })[]
    /** The first, empty choice: "Choose", "Any side". Without it the first option is chosen. */
    empty?: string
    defaultValue?: string | undefined
  }

const asOption = ({ value, label }: Option) => (
  <option key={value} value={value}>
    {label}
  </option>
)

/** For more than about seven choices; fewer are a radio group. */
export function SelectField(props: SelectFieldProps) {
  const [frame, { options, empty, defaultValue, ...native }] = splitField(props)
  return (
    <Field {...frame}>
      {(control, { wrong, phone, typed }) => (
        <select
          className={cx('select w-full', phone ? 'h-12 text-base' : 'h-10 text-body', wrong && 'field-wrong')}
          defaultValue={typed ?? defaultValue}
          {...native}
          {...control}
        >
          {empty !== undefined ? <option value="">{empty}</option> : null}
          {options.map((entry) =>
            'group' in entry ? (
              <optgroup key={entry.group} label={entry.group}>
                {entry.options.map(asOption)}
              </optgroup>
            ) : (
              asOption(entry)
            ),
          )}
        </select>
      )}
    </Field>
  )
}
