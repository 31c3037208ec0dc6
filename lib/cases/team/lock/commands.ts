import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import type { CaseStatus } from '#lib/cases/schema.ts'
import { type Day, dayIn } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'

export type TeamCase = {
  caseId: string
  patientId: string
  status: CaseStatus
  /** In which the patient's days are counted. */
  zone: string
  today: Day
  openedOn: Day
}

/** The case for its team, closed or not: what a note or a letter is written in. Throws NotFound for everybody else. */
export async function teamCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  now: Date,
): Promise<{ target: TeamCase; by: AccountActor }> {
  const row = await tx.case.findFirst({
    where: { AND: [{ id: caseId }, teamCases(actor)] },
    select: { patientId: true, status: true, openedAt: true, patient: { select: { timeZone: true } } },
  })
  if (!row || actor.kind !== 'account') throw new NotFound('case')
  const zone = row.patient.timeZone ?? actor.timeZone
  const days = { today: dayIn(zone, now), openedOn: dayIn(zone, row.openedAt) }
  return { target: { caseId, patientId: row.patientId, status: row.status, zone, ...days }, by: actor }
}
