import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { requestRecordAction, takeBackRequestAction } from '#lib/patients/record/actions.ts'
import {
  type OwnRecord,
  type OwnRequest,
  type RequestKind,
  requestWords,
} from '#lib/patients/record/schema.ts'

type Form = { kind: RequestKind; label: string; hint: string; asks?: string }

const forms: readonly Form[] = [
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
    asks: 'Are you sure? Once we have erased your data, nobody can bring it back. Until then you can take this back.',
  },
]

/** `asks`: what cannot be undone is asked for once more, behind its name. */
function RequestForm({ kind, label, hint, asks }: Form) {
  const form = (
    <ActionForm action={requestRecordAction} idPrefix={kind} size="phone" label={label}>
      <input type="hidden" name="kind" value={kind} />
      <p className="text-label text-ink-2">{asks ?? hint}</p>
      <div>
        <SubmitButton variant="plain" size="phone" pendingLabel="Asking">
          {asks ? `Yes, ${label.toLowerCase()}` : label}
        </SubmitButton>
      </div>
    </ActionForm>
  )
  if (!asks) return form
  return (
    <div>
      <p className="text-label text-ink-2">{hint}</p>
      <Disclosure summary={label} phone>
        {form}
      </Disclosure>
    </div>
  )
}

function TakeBack({ id, kind }: OwnRequest) {
  return (
    <ActionForm action={takeBackRequestAction} idPrefix={`back-${id}`} size="phone" label="Take back">
      <input type="hidden" name="requestId" value={id} />
      <div>
        <SubmitButton variant="plain" size="phone" pendingLabel="Taking back">
          Take back<span className="sr-only">: {requestWords[kind]}</span>
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

function Asked({ request }: { request: OwnRequest }) {
  const { kind, when, done, answer, takenBack } = request
  return (
    <li className="num">
      {when}: you asked for {requestWords[kind]}.{' '}
      {done ? (
        <span className="font-semibold text-base-content">
          {takenBack ? 'You took it back' : 'Done'}: {done}
        </span>
      ) : (
        'Not done yet'
      )}
      {answer ? <p className="break-words whitespace-pre-line text-base-content">{answer}</p> : null}
      {done ? null : <TakeBack {...request} />}
    </li>
  )
}

/** Requests that reach the clinic; what was asked before stands below. */
export function RequestForms({ requests, phone }: { requests: OwnRecord['requests']; phone: string }) {
  return (
    <div className="grid gap-4">
      {forms.map((form) => (
        <RequestForm key={form.kind} {...form} />
      ))}
      {requests.length > 0 ? (
        <ul className="grid gap-1 border-t border-line pt-3 text-label text-ink-2">
          {requests.map((request) => (
            <Asked key={request.id} request={request} />
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
