import type { ReactNode } from 'react'
import { InfoIcon } from '#components/ui/icons.tsx'
import { WithPhones } from '#components/ui/phone-links.tsx'
import type { FormFrame } from '#lib/intake/drafts/queries.ts'
import { IntakeFrame } from './intake-frame.tsx'
import { allNumbers, headAndRest } from './safety-words.tsx'

/** Under 16 the form ends here (clinical/intake.md 2). */
export function UnderAgeScreen(props: { frame: FormFrame; base: string; close?: ReactNode }) {
  const { frame, base, close } = props
  const [head, rest] = headAndRest(frame.underAgeText)
  return (
    <IntakeFrame clinic={frame.clinicName} onBehalfOf={frame.onBehalf ? frame.patientName : undefined}>
      <div className="my-auto grid gap-4 py-8">
        <InfoIcon size={32} className="text-ink-2" />
        <h1 className="text-ask font-semibold">
          <WithPhones text={`${head}.`} numbers={allNumbers(frame.numbers)} />
        </h1>
        <p className="text-read">
          <WithPhones text={rest} numbers={allNumbers(frame.numbers)} />
        </p>
        <p className="mt-4 border-t border-line pt-4 text-label text-ink-2">
          This form is for people of 16 and over. Was the date of birth wrong?{' '}
          <a href={`${base}/identity`} className="font-semibold underline underline-offset-2">
            Correct it
          </a>
        </p>
        {close}
      </div>
    </IntakeFrame>
  )
}
