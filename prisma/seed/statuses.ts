import type { Day } from '#lib/dates.ts'
import type { CaseInput } from './cases.ts'
import { at } from './course.ts'
import type { PatientInput } from './patients.ts'

type Ends = { heldOn: Day | null; closedOn: Day | null }

/** When it was put on hold or ended, and why. */
export function writeStatus(input: PatientInput, of: CaseInput, { heldOn, closedOn }: Ends): void {
  const { rows, random, clinicId, person, leadId } = input
  const { patientId, caseId, audit } = of
  const change = (on: Day, to: string, reason: string, note: string) => {
    rows.add('CaseStatusChange', {
      id: random.id(at(on, '15:00')),
      clinicId,
      patientId,
      caseId,
      from: 'open',
      to,
      reason,
      note,
      byId: leadId,
      at: at(on, '15:00'),
    })
    audit(at(on, '15:00'), 'case.status_changed', { caseId, data: { from: 'open', to } })
  }
  if (heldOn) change(heldOn, 'on_hold', 'Away for several weeks; the program waits.', '')
  if (closedOn && person.story === 'discharged')
    change(
      closedOn,
      'discharged',
      'goals_reached',
      'Runs the wanted distance without pain. Goes on with two strength sessions a week.',
    )
  if (closedOn && person.story === 'referred')
    change(
      closedOn,
      'referred',
      'referred',
      'No important change after twelve weeks. Sent to the orthopedic specialist with a question about imaging.',
    )
}
