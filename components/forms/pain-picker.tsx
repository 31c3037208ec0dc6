'use client'

import type { ChangeEvent, CSSProperties, ReactNode } from 'react'
import { cx } from '#components/ui/cx.ts'
import { CheckIcon } from '#components/ui/icons.tsx'
import type { FieldProps } from './field.tsx'
import { FieldGroup } from './field-group.tsx'
import { isChosen } from './form-context.ts'
import { splitField } from './text-field.tsx'

const steps = Array.from({ length: 11 }, (_, step) => step)

const inkOn = (step: number) => (step < 5 ? 'low' : step === 5 ? '5' : 'high')
const color = (step: number): CSSProperties => ({
  background: `var(--pain-${step})`,
  color: `var(--pain-ink-${inkOn(step)})`,
})

type PainPickerProps = FieldProps & {
  legend?: ReactNode
  /** `stairs`: one question on a phone. `grid`: where a page asks several, rows of 6 and 5, of 4 on the narrowest phones. */
  look?: 'stairs' | 'grid'
  /** What 0 and 10 mean: the wording of the specification. */
  anchors?: readonly [string, string]
  defaultValue?: number | undefined
  onChange?: (event: ChangeEvent<HTMLInputElement>) => void
}

type StepProps = {
  name: string
  step: number
  anchor: string | undefined
  checked: boolean
  onChange: ((event: ChangeEvent<HTMLInputElement>) => void) | undefined
}

const overAll =
  'absolute inset-0 z-10 h-full w-full cursor-pointer appearance-none rounded-[0.75rem] opacity-0'

function Stair({ name, step, anchor, checked, onChange }: StepProps) {
  const { background, color: ink } = color(step)
  // The anchor of 0 stands beside its short step, that of 10 on its full one.
  return (
    <label className="pain-step group relative flex h-11 items-center rounded-[0.75rem]">
      <input
        type="radio"
        name={name}
        value={step}
        defaultChecked={checked}
        onChange={onChange}
        className={overAll}
      />
      <span
        className="pain-ink absolute inset-y-0 left-0 rounded-[0.75rem]"
        style={{ width: `${(17 + step * 8.3).toFixed(1)}%`, background }}
      />
      <span className="num relative w-[17%] text-center text-read font-semibold" style={{ color: ink }}>
        {step}
      </span>
      {anchor ? (
        <span
          className={cx('relative text-label', step === 0 ? 'ml-[3%]' : 'pr-8 pl-1')}
          style={step === 0 ? undefined : { color: ink }}
        >
          {anchor}
        </span>
      ) : null}
      <CheckIcon
        size={20}
        strokeWidth={2.6}
        className={cx('absolute right-3 hidden group-has-checked:block', step < 10 && 'text-primary')}
      />
    </label>
  )
}

function Cell({ name, step, anchor, checked, onChange }: StepProps) {
  return (
    <label
      className="pain-step pain-ink relative grid h-11 place-items-center rounded-[0.75rem] text-label font-semibold"
      style={color(step)}
    >
      <input
        type="radio"
        name={name}
        value={step}
        defaultChecked={checked}
        onChange={onChange}
        className={overAll}
      />
      <span className="num">{step}</span>
      {anchor ? <span className="sr-only">, {anchor}</span> : null}
    </label>
  )
}

/**
 * Pain from 0 to 10. A group of native radios, so it works without JavaScript and the arrow keys move it; each step is
 * 44 px high and nothing is chosen beforehand.
 */
export function PainPicker(props: PainPickerProps) {
  const [frame, rest] = splitField(props)
  const { legend, look = 'stairs', defaultValue, onChange } = rest
  const [none, worst] = rest.anchors ?? ['No pain', 'The worst pain you can imagine']
  const StepOf = look === 'stairs' ? Stair : Cell
  const chosen = defaultValue === undefined ? [] : [`${defaultValue}`]
  return (
    <FieldGroup {...frame} legend={legend} role="radiogroup">
      {({ typed }) => (
        <>
          <div
            className={
              look === 'stairs' ? 'grid gap-1' : 'grid grid-cols-4 gap-1.5 min-[22.5rem]:grid-cols-6'
            }
          >
            {steps.map((step) => (
              <StepOf
                key={step}
                name={frame.name}
                step={step}
                anchor={step === 0 ? none : step === 10 ? worst : undefined}
                checked={isChosen(`${step}`, typed, chosen)}
                onChange={onChange}
              />
            ))}
          </div>
          {look === 'grid' ? (
            <div className="mt-2 flex justify-between gap-4 text-caption text-ink-3" aria-hidden="true">
              <span>0 {none.toLowerCase()}</span>
              <span className="text-right">10 {worst.toLowerCase()}</span>
            </div>
          ) : null}
        </>
      )}
    </FieldGroup>
  )
}
