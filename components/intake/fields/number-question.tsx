'use client'

import { boxClass, Field, type FieldProps } from '#components/forms/field.tsx'
import { typedText, useField } from '#components/forms/form-context.ts'
import { splitField } from '#components/forms/text-field.tsx'
import { cx } from '#components/ui/cx.ts'

type UnitChoice = readonly { value: string; label: string }[]

const units: Readonly<Record<'distance' | 'weight', UnitChoice>> = {
  distance: [
    { value: 'km', label: 'km' },
    { value: 'mi', label: 'miles' },
  ],
  weight: [
    { value: 'kg', label: 'kg' },
    { value: 'lb', label: 'pounds' },
  ],
}

/** Kilometers or miles, kilograms or pounds: beside the number, so that no script is needed to know what was meant. */
export function UnitSelect(props: {
  name: string
  of: keyof typeof units
  label: string
  className?: string
  defaultValue?: string | undefined
}) {
  const { typed, size } = useField(props.name)
  return (
    <select
      name={props.name}
      aria-label={props.label}
      defaultValue={typedText(typed) ?? props.defaultValue}
      className={cx(
        'select w-28 shrink-0',
        size === 'phone' ? 'h-12 text-base' : 'h-10 text-body',
        props.className,
      )}
    >
      {units[props.of].map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  )
}

type NumberQuestionProps = FieldProps & {
  whole: boolean
  unit: string | null
  /** The patient chooses the unit. */
  choice?: keyof typeof units | undefined
  /** What is chosen at first. */
  choose?: string | undefined
  orUnknown?: boolean
  defaultValue?: number | undefined
  /** The answer that the value was made from, where that is another unit. */
  was?: number | undefined
  unknown?: boolean
}

/** A number; a number pad on a phone, a text field for the rest, so that a wheel cannot change it. */
export function NumberQuestion(props: NumberQuestionProps) {
  const [frame, { whole, unit, choice, choose, orUnknown, defaultValue, was, unknown }] = splitField(props)
  const unknownField = useField(`${frame.name}__unknown`)
  const ticked = unknownField.typed === undefined ? unknown : true
  return (
    <div>
      {was === undefined ? null : <input type="hidden" name={`${frame.name}__was`} value={was} />}
      <Field {...frame}>
        {(control, { wrong, phone, typed }) => (
          <span className="flex gap-2">
            <span className={cx(boxClass(wrong, phone), 'max-w-52')}>
              <input
                type="text"
                inputMode={whole ? 'numeric' : 'decimal'}
                autoComplete="off"
                maxLength={12}
                className="num"
                defaultValue={typed ?? defaultValue}
                {...control}
              />
              {unit && !choice ? <span className="shrink-0 text-ink-2">{unit}</span> : null}
            </span>
            {choice ? (
              <UnitSelect
                name={`${frame.name}__unit`}
                of={choice}
                label={`Unit of: ${frame.label}`}
                defaultValue={choose}
              />
            ) : null}
          </span>
        )}
      </Field>
      {orUnknown ? (
        <label className="mt-1 flex min-h-11 w-fit cursor-pointer items-center gap-3 text-read">
          <input
            type="checkbox"
            name={`${frame.name}__unknown`}
            value="yes"
            defaultChecked={ticked}
            className="checkbox checkbox-primary"
          />
          I don’t know
        </label>
      ) : null}
    </div>
  )
}
