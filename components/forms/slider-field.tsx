'use client'

import { useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Field, type FieldProps } from './field.tsx'
import { splitField } from './text-field.tsx'

type SliderFieldProps = FieldProps & {
  min: number
  max: number
  step?: number
  unit?: string
  /** What the two ends mean. */
  anchors?: readonly [string, string]
  /** Where the thumb stands before anybody moves it; that value is posted, so choose it with care. */
  defaultValue: number
}

/** A slider with its number. The number is a field too: for whoever cannot drag, and for an exact value. */
export function SliderField(props: SliderFieldProps) {
  const [frame, { min, max, step = 1, unit, anchors, defaultValue }] = splitField(props)
  const [value, setValue] = useState<string>()
  return (
    <Field {...frame}>
      {(control, { wrong, phone, typed }) => {
        const now = value ?? typed ?? `${defaultValue}`
        return (
          <>
            <div className="flex items-center gap-4">
              <input
                type="range"
                min={min}
                max={max}
                step={step}
                value={now}
                onChange={(event) => setValue(event.target.value)}
                className="range range-primary range-sm grow"
                {...control}
              />
              <span
                className={cx(
                  'input num w-24 shrink-0',
                  phone ? 'h-12 text-base' : 'h-10',
                  wrong && 'field-wrong',
                )}
              >
                <input
                  type="text"
                  inputMode="decimal"
                  aria-label={`${frame.label}, as a number`}
                  value={now}
                  onChange={(event) => setValue(event.target.value)}
                />
                {unit ? <span className="text-ink-2">{unit}</span> : null}
              </span>
            </div>
            {anchors ? (
              <div
                className="mt-1 flex justify-between gap-4 pr-28 text-caption text-ink-3"
                aria-hidden="true"
              >
                <span>{anchors[0]}</span>
                <span className="text-right">{anchors[1]}</span>
              </div>
            ) : null}
          </>
        )
      }}
    </Field>
  )
}
