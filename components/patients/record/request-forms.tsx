import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { requestRecordAction } from '#lib/patients/record/actions.ts'
import { type OwnRecord, type RequestKind, requestWords } from '#lib/patients/record/schema.ts'

const forms: readonly { kind: RequestKind; label: string; hint: string }[] = [
  {
    kind: 'export',
    label: 'Ask for a copy',
    hint: 'All that we have about you, also what your physio wrote.',
  },
  {
    kind: 'correction',
    label: 'Ask for a correction',
    hint: 'We call you to hear what is wrong. What you entered yourself you can correct under Today.',
  },
  {
    kind: 'erasure',
    label: 'Ask to erase my data',
    hint: 'We erase what we may. The law asks us to keep the record of a treatment for years. We write to you what was done and what stays.',
  },
]

/** Requests that reach the clinic; what was asked before stands below. */
export function RequestForms({ requests, phone }: { requests: OwnRecord['requests']; phone: string }) {
  return (
    <div className="grid gap-4">
      {forms.map(({ kind, label, hint }) => (
        <ActionForm key={kind} action={requestRecordAction} idPrefix={kind} size="phone" label={label}>
          <input type="hidden" name="kind" value={kind} />
          <p className="text-label text-ink-2">{hint}</p>
          <div>
            <SubmitButton variant="plain" size="phone" pendingLabel="Asking">
              {label}
            </SubmitButton>
          </div>
        </ActionForm>
      ))}
      {requests.length > 0 ? (
        <ul className="grid gap-1 border-t border-line pt-3 text-label text-ink-2">
          {requests.map(({ id, kind, when, done, answer }) => (
            <li key={id} className="num">
              {when}: you asked for {requestWords[kind]}.{' '}
              {done ? <span className="font-semibold text-base-content">Done: {done}</span> : 'Not done yet'}
              {answer ? <p className="break-words whitespace-pre-line text-base-content">{answer}</p> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {phone ? (
        <a
          className="inline-flex min-h-11 items-center text-label font-semibold underline"
          href={`tel:${phone.replace(/[^\d+]/g, '')}`}
        >
          Or call {phone}
        </a>
      ) : null}
    </div>
  )
}
