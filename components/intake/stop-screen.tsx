import type { ReactNode } from 'react'
import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { OctagonAlertIcon, PhoneIcon, SirenIcon } from '#components/ui/icons.tsx'
import { telOf, WithPhones } from '#components/ui/phone-links.tsx'
import type { PatientMessages } from '#lib/flags/messages/rules.ts'
import type { FormAction } from '#lib/forms/result.ts'
import type { FormFrame } from '#lib/intake/drafts/queries.ts'
import type { Unsaved } from '#lib/intake/drafts/rules.ts'
import { allNumbers, headAndRest, SafetyLines } from './safety-words.tsx'

type StopScreenProps = {
  frame: FormFrame
  messages: PatientMessages
  base: string
  /** The part to go on with. */
  to: string
  /** The answer came in a save that was refused. */
  unsaved: Unsaved | null
  goOn: FormAction<{ to: string }>
  /** Of a form that was opened with a link. */
  close?: ReactNode
}

const whyUnsaved: Readonly<Record<Unsaved, string>> = {
  newer: 'This answer is not saved: newer answers from another tab or device are kept.',
  fault: 'This answer is not saved: something went wrong on our side. Please answer it again afterwards.',
}

/** What has become of the answers, below what has to be done now. */
function savedWords({ kind, sent, closed }: FormFrame, unsaved: Unsaved | null): string {
  const over = sent || closed !== null
  if (!unsaved && over) return 'Your answers are saved.'
  if (!unsaved)
    return `Your answers are saved. You can finish the form later${kind === 'intake' ? ' with the same link' : ''}.`
  const why = over ? 'The form takes no more answers, so this one is not in it.' : whyUnsaved[unsaved]
  return `${why} The clinic can see that it was given.`
}

/** What somebody has to do now, before the form goes on. The words are those of the specification. */
export function StopScreen({ frame, messages, base, to, unsaved, goOn, close }: StopScreenProps) {
  const { numbers, call } = frame
  const emergency = messages.level === 'emergency'
  const [head, rest] = headAndRest(messages.message ?? '')
  const Mark = emergency ? OctagonAlertIcon : SirenIcon
  const column = 'mx-auto w-full max-w-[30rem] px-5'
  const Page = frame.onBehalf ? 'div' : 'main'
  return (
    <Page
      {...(frame.onBehalf ? {} : { id: 'main', tabIndex: -1 })}
      className="flex min-h-dvh flex-col bg-base-100 outline-none"
    >
      <div className={emergency ? 'bg-error text-error-content' : 'border-b border-red-line bg-red-soft'}>
        <div className={`${column} pt-9 pb-7`}>
          <p
            className={`flex items-center gap-2 text-label font-semibold ${emergency ? '' : 'text-red-ink'}`}
          >
            <Mark size={22} strokeWidth={2} />
            {frame.onBehalf ? `Please tell ${frame.patientName} now` : 'Please stop here'}
          </p>
          <h1 className="mt-3 text-display font-semibold">{head}</h1>
        </div>
      </div>
      <div className={`${column} grid gap-6 pt-6`}>
        <p className="text-read">
          <WithPhones text={rest} numbers={allNumbers(numbers)} />
        </p>
        <SafetyLines messages={messages} numbers={numbers} />
        {call ? (
          <a
            href={telOf(call)}
            className={`btn h-14 w-full rounded-[1rem] text-read ${emergency ? 'btn-error' : 'btn-plain'}`}
          >
            <PhoneIcon size={20} />
            {call === numbers.clinicPhone ? `Call the clinic, ${call}` : `Call ${call}`}
          </a>
        ) : null}
      </div>
      <div className={`${column} mt-auto pt-8 pb-6`}>
        <div className="border-t border-line pt-4">
          <p className="text-label text-ink-2">{savedWords(frame, unsaved)}</p>
          <div className="mt-3 grid grid-cols-1 gap-2 min-[22rem]:grid-cols-2">
            {emergency && numbers.clinicPhone ? (
              <a
                href={telOf(numbers.clinicPhone)}
                className="btn btn-plain h-12 rounded-[0.875rem] text-label"
              >
                Call the clinic
              </a>
            ) : null}
            {frame.sent || frame.closed ? null : (
              <a
                href={`${base}/${frame.correct}`}
                className={`btn btn-plain h-12 rounded-[0.875rem] text-label ${emergency ? '' : 'col-span-full'}`}
              >
                Correct an answer
              </a>
            )}
          </div>
          <ActionForm action={goOn} size="phone" className="mt-2" label="Go on">
            <input type="hidden" name="base" value={base} />
            <input type="hidden" name="to" value={to} />
            <input type="hidden" name="intakeId" value={frame.intakeId} />
            <SubmitButton variant="ghost" size="phone" className="w-full" pendingLabel="Going on">
              I understand, continue
            </SubmitButton>
          </ActionForm>
          {close}
        </div>
      </div>
    </Page>
  )
}
