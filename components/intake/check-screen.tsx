import type { ReactNode } from 'react'
import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { OfKnee } from '#components/tracking/of-knee.tsx'
import { CircleAlertIcon, CircleQuestionMarkIcon } from '#components/ui/icons.tsx'
import { countText } from '#lib/dates.ts'
import type { FormAction } from '#lib/forms/result.ts'
import type { CheckView } from '#lib/intake/drafts/queries.ts'
import { IntakeFrame } from './intake-frame.tsx'
import { StillUrgent } from './safety-words.tsx'

type CheckScreenProps = {
  view: CheckView
  base: string
  send: FormAction<{ to: string }>
  /** Of a form that was opened with a link. */
  close?: ReactNode
}

const link = 'font-medium text-primary underline-offset-2 hover:underline'

function Disagreements({ view, base }: { view: CheckView; base: string }) {
  if (view.disagreements.length === 0) return null
  return (
    <section aria-label="Please confirm" className="rounded-box border-2 border-base-content p-4">
      <h2 className="flex items-center gap-2 text-read font-semibold">
        <CircleQuestionMarkIcon size={20} />
        Please confirm
      </h2>
      <ul className="mt-2 grid gap-3">
        {view.disagreements.map((one) => (
          <li key={one.text} className="text-read">
            {one.text}{' '}
            <span className="flex flex-wrap gap-x-4 text-label">
              {one.sections.map((section) => (
                <a
                  key={section.slug}
                  href={`${base}/${section.slug}`}
                  className={`${link} inline-flex min-h-11 items-center`}
                >
                  Change: {section.title}
                </a>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-label text-ink-2">If it is right, you can send the form as it is.</p>
    </section>
  )
}

function Part({ part, base }: { part: CheckView['sections'][number]; base: string }) {
  const open = part.answers.length === 0 || part.left > 0
  return (
    <section aria-label={part.title} className="border-t border-line pt-4">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="text-read font-semibold">{part.title}</h2>
        <a
          href={`${base}/${part.slug}`}
          className={`${link} -my-2 inline-flex min-h-11 items-center text-label`}
          aria-label={`${open ? 'Answer' : 'Change'}: ${part.title}`}
        >
          {open ? 'Answer' : 'Change'}
        </a>
      </div>
      {open ? (
        <p className="mt-1 flex items-center gap-2 text-label font-semibold">
          <CircleAlertIcon size={17} strokeWidth={2} />
          {part.answers.length === 0
            ? (part.again ?? 'Not answered yet')
            : `${countText(part.left, 'answer')} ${part.left === 1 ? 'needs' : 'need'} another look`}
        </p>
      ) : null}
      <dl className="mt-2 grid gap-2">
        {part.answers.map((row) => (
          <div key={row.id} className="sm:grid sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] sm:gap-4">
            <dt className="text-label text-ink-2">{row.question}</dt>
            <dd className="text-label font-medium break-words whitespace-pre-wrap">
              {row.answer ?? (row.problem ? null : <span className="font-normal text-ink-3">No answer</span>)}
              {row.problem ? <span className="block font-semibold">{row.problem}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Everything that was answered, to look over before it is sent; first, what somebody has to do before that. */
export function CheckScreen({ view, base, send, close }: CheckScreenProps) {
  return (
    <IntakeFrame clinic={view.clinicName} onBehalfOf={view.onBehalf ? view.patientName : undefined}>
      <StillUrgent frame={view} />
      <h1 className="mt-3 text-ask font-semibold">
        Check your answers
        <OfKnee knee={view.knee} />
      </h1>
      <p className="mt-1 text-read text-ink-2">
        {view.canSend
          ? 'Everything is answered. Look it over, then send it.'
          : 'Some parts are not finished yet. You can send the form when they are.'}
      </p>
      <div className="mt-6 grid gap-6">
        <Disagreements view={view} base={base} />
        {view.sections.map((part) => (
          <Part key={part.slug} part={part} base={base} />
        ))}
      </div>
      <ActionForm action={send} size="phone" className="mt-8" label="Send the form">
        <input type="hidden" name="base" value={base} />
        <input type="hidden" name="intakeId" value={view.intakeId} />
        {view.canSend ? (
          <>
            <SubmitButton pendingLabel="Sending">
              {view.disagreements.length > 0 ? 'My answers are right, send them' : 'Send my answers'}
            </SubmitButton>
            <p className="text-center text-label text-ink-2">
              After sending, answers cannot be changed here.
            </p>
          </>
        ) : (
          <a href={`${base}/${view.resume}`} className="btn btn-primary h-14 w-full rounded-[1rem] text-read">
            Go on with the form
          </a>
        )}
      </ActionForm>
      {close}
    </IntakeFrame>
  )
}
