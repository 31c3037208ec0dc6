import { Section } from '#components/ui/section.tsx'
import { StateMark } from '#components/ui/tag.tsx'
import type { PatientDetail } from '#lib/patients/queries.ts'
import { InviteForm } from './invite-form.tsx'
import { AccountMark } from './patient-state.tsx'
import { ResetForm } from './reset-form.tsx'

/** The patient's own account: for the program, the log and the progress. The form needs none. */
export function AccountSection({
  patient,
}: {
  patient: Pick<PatientDetail, 'id' | 'email' | 'account' | 'showsReset'>
}) {
  const { status, email } = patient.account
  const may = status === 'none' || status === 'invited'
  const moved = status === 'invited' && email !== (patient.email?.toLowerCase() ?? null)
  return (
    <Section title="Account" note="For the program, the daily log and the own progress" className="no-print">
      <div className="text-dense">
        {moved ? <StateMark state="off">Invitation taken back</StateMark> : <AccountMark account={status} />}
        {email && !moved ? <span className="mt-0.5 block break-all text-ink-2">{email}</span> : null}
        {email && moved ? (
          <span className="mt-0.5 block text-ink-2">
            It went to <span className="break-all">{email}</span>, which is not the address any more. Its link
            does not work.
          </span>
        ) : null}
      </div>
      {may && patient.email ? (
        <InviteForm patientId={patient.id} again={status === 'invited' && !moved} className="mt-3" />
      ) : null}
      {may && !patient.email ? (
        <p className="mt-2 text-dense text-ink-2">Add an e-mail address to invite this patient.</p>
      ) : null}
      {patient.showsReset ? <ResetForm patientId={patient.id} className="mt-3" /> : null}
    </Section>
  )
}
