import { OpenTeamSheet, TeamSheet } from '#components/cases/team-sheet.tsx'
import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import { KeyRoundIcon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { breakGlassAction } from '#lib/cases/glass/actions.ts'
import type { PatientCase } from '#lib/patients/cases/queries.ts'
import type { PatientDetail } from '#lib/patients/queries.ts'
import { caseStateText } from './patient-state.tsx'

function BreakGlass({ patientId, of }: { patientId: string; of: PatientCase }) {
  const id = `glass-${of.caseId}`
  return (
    <>
      <OpenSheet opens={id}>
        <KeyRoundIcon />
        Open with a reason
      </OpenSheet>
      <Sheet id={id} title="Open without being on the care team">
        <p className="text-dense text-ink-2">
          The record opens for one hour. {of.leadName ?? 'The lead'} is told at once, your reason is kept, and
          the patient can see that you opened it.
        </p>
        <ActionForm action={breakGlassAction} idPrefix={id} label="Open with a reason" className="mt-3">
          <input type="hidden" name="caseId" value={of.caseId} />
          <input type="hidden" name="patientId" value={patientId} />
          <TextArea
            name="reason"
            label="Reason"
            rows={3}
            maxLength={500}
            hint="For example: covering today, the patient called"
          />
          <div className="flex justify-end gap-2">
            <CloseSheet closes={id}>Cancel</CloseSheet>
            <SubmitButton pendingLabel="Opening">Open for one hour</SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </>
  )
}

type CasesSectionProps = { patientId: string } & Pick<PatientDetail, 'cases' | 'physios'>

/** Who leads, and for whoever may change it the whole team. */
function Team({ of }: { of: PatientCase }) {
  const members = of.team?.members.filter(({ role }) => role === 'member').map(({ name }) => name) ?? []
  return (
    <span className="block text-caption text-ink-3">
      Lead: {of.leadName ?? 'nobody'}
      {members.length > 0 ? `. Also on the team: ${members.join(', ')}` : ''}
    </span>
  )
}

/** Which cases there are and who leads them; what is in them opens for the team, or with a reason. */
export function CasesSection({ patientId, cases, physios }: CasesSectionProps) {
  return (
    <Section title="Cases" id="cases" className="no-print">
      {cases.length === 0 ? (
        <p className="text-dense text-ink-2">None yet. A case is opened when a physio accepts the form.</p>
      ) : (
        <ul className="divide-y divide-line">
          {cases.map((c) => (
            <li
              key={c.caseId}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2 text-dense"
            >
              <span>
                <span className="font-semibold">{caseStateText(c.status)}</span>
                <span className="num ml-2 text-ink-2">since {c.opened}</span>
                <Team of={c} />
              </span>
              <span className="flex flex-wrap items-center gap-2">
                {c.team ? <OpenTeamSheet caseId={c.caseId} label="Change the team" /> : null}
                {c.access === 'open' ? <LinkButton href={`/cases/${c.caseId}`}>Open</LinkButton> : null}
                {c.access === 'glass' ? <BreakGlass patientId={patientId} of={c} /> : null}
              </span>
              {c.team ? (
                <TeamSheet caseId={c.caseId} team={c.team.members} token={c.team.token} physios={physios} />
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
