'use client'

import type { FieldProps } from '#components/forms/field.tsx'
import { FieldGroup } from '#components/forms/field-group.tsx'
import { isChosen } from '#components/forms/form-context.ts'
import { splitField } from '#components/forms/text-field.tsx'

const steps = Array.from({ length: 11 }, (_, step) => `${step}`)

type ScaleProps = FieldProps & { anchors?: readonly [string, string]; defaultValue?: number | undefined }

/** 0 to 10 of something that is not pain: no colour, because plum is what the patient feels. */
export function ScaleQuestion(props: ScaleProps) {
  const [frame, { anchors, defaultValue }] = splitField(props)
  const chosen = defaultValue === undefined ? [] : [`${defaultValue}`]
  return (
    <FieldGroup {...frame} role="radiogroup">
      {({ typed }) => (
        <>
          <div className="grid max-w-[26rem] grid-cols-6 gap-1.5">
            {steps.map((step) => (
              <label
                key={step}
                className="choice-card num relative grid h-11 cursor-pointer place-items-center rounded-[0.75rem] border text-label font-semibold"
              >
                <input
                  type="radio"
                  name={frame.name}
                  value={step}
                  defaultChecked={isChosen(step, typed, chosen)}
                  className="absolute inset-0 h-full w-full cursor-pointer appearance-none opacity-0"
                />
                {step}
                {anchors && step === '0' ? <span className="sr-only">, {anchors[0]}</span> : null}
                {anchors && step === '10' ? <span className="sr-only">, {anchors[1]}</span> : null}
              </label>
            ))}
          </div>
          {anchors ? (
            <div
              className="mt-1.5 flex max-w-[26rem] justify-between gap-4 text-caption text-ink-3"
              aria-hidden="true"
            >
              <span>0 {anchors[0].toLowerCase()}</span>
              <span className="text-right">10 {anchors[1].toLowerCase()}</span>
            </div>
          ) : null}
        </>
      )}
    </FieldGroup>
  )
}
