import type { ReactNode } from 'react'
import { CircleCheckIcon } from '#components/ui/icons.tsx'
import { PhoneLink } from '#components/ui/phone-links.tsx'
import { meantBy } from '#lib/flags/messages/rules.ts'
import type { FormFrame } from '#lib/intake/drafts/queries.ts'
import { IntakeFrame } from './intake-frame.tsx'
import { DangerFirst, SafetyWords } from './safety-words.tsx'

const titleOf = ({ unfinished, onBehalf }: FormFrame, alarming: boolean): string => {
  if (alarming && !unfinished && !onBehalf) return 'Your answers have been sent'
  if (unfinished) return 'We have read your answers. You do not need to finish this form'
  return onBehalf ? 'The form is sent' : 'Thank you. Your answers have been sent'
}

const readers: Readonly<Record<FormFrame['readBy'], (clinic: string) => string>> = {
  clinic: (clinic) => `A physiotherapist of ${clinic} reads your answers.`,
  colleague: () => 'A colleague of yours reads your answers: nobody treats herself.',
  nobody: (clinic) =>
    `You are the only physio of ${clinic}, and nobody treats herself: nobody there can read your answers. Please see a physio elsewhere.`,
}

/** `alarming`: who has to be seen first packs nothing. */
const firstVisit = (clinic: string, readBy: FormFrame['readBy'], alarming: boolean): readonly string[] => [
  readers[readBy](clinic),
  ...(readBy === 'nobody'
    ? []
    : [
        'We contact you to arrange your first visit.',
        ...(alarming ? [] : ['Bring the running shoes that you use most, and shorts.']),
      ]),
]
const sentOn = (clinic: string): readonly string[] => [
  `A physiotherapist of ${clinic} has looked at your answers and thinks that somebody else should see you.`,
  'If you have not heard from us where to go, please call.',
]

type SentScreenProps = {
  frame: FormFrame
  after?: { href: string; label: string }
  /** Of a form that was opened with a link. */
  close?: ReactNode
}

/** After sending: what the answers ask of the patient first, then what happens next. */
export function SentScreen({ frame, after, close }: SentScreenProps) {
  const { messages, numbers } = frame
  const alarming = messages?.level === 'emergency' || messages?.level === 'same_day'
  return (
    <IntakeFrame clinic={frame.clinicName} onBehalfOf={frame.onBehalf ? frame.patientName : undefined}>
      <div className="my-auto grid gap-6 py-8">
        {alarming ? (
          <DangerFirst frame={frame} />
        ) : (
          <div>
            <CircleCheckIcon size={36} className="text-primary" />
            <h1 className="mt-3 text-ask font-semibold">{titleOf(frame, alarming)}</h1>
          </div>
        )}
        {messages && !alarming ? <SafetyWords messages={messages} numbers={numbers} /> : null}
        <div>
          {alarming ? <p className="mb-4 text-read">{titleOf(frame, alarming)}.</p> : null}
          <h2 className="text-read font-semibold">What happens next</h2>
          <ol className="mt-2 grid list-decimal gap-1 pl-5 text-read text-ink-2">
            {alarming ? <li>We have marked your form. Do what stands above; do not wait for us.</li> : null}
            {frame.kind === 'review_form' ? (
              <li>
                Your physio reads your answers
                {frame.reviewText ? ` before your review on ${frame.reviewText}` : ''}.
              </li>
            ) : (
              (frame.unfinished
                ? sentOn(frame.clinicName)
                : firstVisit(frame.clinicName, frame.readBy, alarming)
              ).map((text) => <li key={text}>{text}</li>)
            )}
          </ol>
        </div>
        <p className="text-label text-ink-2">
          Something changed or was wrong? Call{' '}
          <PhoneLink number={numbers.clinicPhone} meant={meantBy.clinicPhone} />.
        </p>
        {after ? (
          <a href={after.href} className="btn btn-plain h-12 w-fit rounded-[0.875rem] px-5 text-label">
            {after.label}
          </a>
        ) : null}
        {close}
      </div>
    </IntakeFrame>
  )
}
