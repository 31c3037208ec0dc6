import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { withdrawAssessmentAction } from '#lib/assessment/withdrawal/actions.ts'

type WithdrawFormProps = { caseId: string; one: { id: string; version: number; signedText: string | null } }

const words = {
  draft: {
    summary: 'Discard this draft',
    about:
      'What is recorded stays readable, crossed out. No rule reads it any more, and a new one can be started.',
    reason: 'Why it is discarded',
    pending: 'Discarding',
  },
  signed: {
    summary: 'Entered in error',
    about:
      'It stays readable, crossed out, with your name and reason. No rule reads it any more, and the factors of this case are worked out again. This cannot be undone.',
    reason: 'What is wrong with it',
    pending: 'Marking',
  },
} as const

/** Takes an assessment out of everything that rules read. */
export function WithdrawForm({ caseId, one }: WithdrawFormProps) {
  const { summary, about, reason, pending } = words[one.signedText ? 'signed' : 'draft']
  return (
    <Disclosure summary={summary} className="no-print">
      <ActionForm
        action={withdrawAssessmentAction}
        idPrefix="withdraw"
        label={summary}
        className="max-w-xl gap-2 py-1"
      >
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="assessmentId" value={one.id} />
        <input type="hidden" name="version" value={one.version} />
        <p className="text-dense text-ink-2">{about}</p>
        <TextField name="reason" label={reason} maxLength={500} autoComplete="off" />
        <div>
          <SubmitButton variant="plain" pendingLabel={pending}>
            {one.signedText ? 'Mark as entered in error' : summary}
          </SubmitButton>
        </div>
      </ActionForm>
    </Disclosure>
  )
}
