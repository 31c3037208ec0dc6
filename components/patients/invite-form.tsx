import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { invitePatientAction } from '#lib/patients/actions.ts'
import { InvitationAddress } from './invitation-address.tsx'

type InviteFormProps = {
  patientId: string /** She was invited before. */
  again: boolean
  className?: string
}

/** One button: the patient gets a mail with which she makes her account. */
export function InviteForm({ patientId, again, className = '' }: InviteFormProps) {
  return (
    <ActionForm
      action={invitePatientAction}
      idPrefix="account"
      label="Invite the patient"
      className={className}
    >
      <input type="hidden" name="patientId" value={patientId} />
      <InvitationAddress />
      <div>
        <SubmitButton variant="plain" pendingLabel="Sending">
          {again ? 'Send invitation again' : 'Send invitation'}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
