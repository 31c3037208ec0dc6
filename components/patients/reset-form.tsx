import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { showResetAction } from '#lib/patients/actions.ts'
import { ResetLink } from './reset-link.tsx'

/** For a patient who stands there and has forgotten her password, where no mail server sends her a link. */
export function ResetForm({ patientId, className = '' }: { patientId: string; className?: string }) {
  return (
    <ActionForm action={showResetAction} idPrefix="reset" label="New password" className={className}>
      <input type="hidden" name="patientId" value={patientId} />
      <p className="text-dense text-ink-2">
        A forgotten password? Show a link to a new one while the patient is with you. The record tells them
        that you made it.
      </p>
      <ResetLink />
      <div>
        <SubmitButton variant="plain" pendingLabel="Making it">
          Show a link
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
