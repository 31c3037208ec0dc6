import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { Conflict } from '#lib/errors.ts'
import { recordAsked } from '#lib/intake/review-form/commands.ts'
import { visiblePatients } from '#lib/patients/policy.ts'
import { given, without } from './rules.ts'
import { sexId, type VisitFormInput, visitSection, visitSections } from './schema.ts'

/** Records what was asked at the visit; as `recordReviewForm`. Throws Invalid when nothing is answered. */
export const recordVisitForm = (
  actor: AccountActor,
  { id, caseId, ask, posted }: VisitFormInput,
  now = new Date(),
): Promise<string> =>
  recordAsked(
    actor,
    { id, caseId, posted },
    {
      kind: 'visit_form',
      section: visitSection(ask),
      sections: visitSections(ask).map((one) => one.id),
      around: (before) => without(before, ask),
      kept: given,
      also: (tx, patientId, sent) => putSexRight(tx, actor, patientId, sent[sexId]),
    },
    now,
  )

/** The record says what the newest form says; where a measure depends on the sex it is read from the record. */
async function putSexRight(tx: Tx, actor: AccountActor, patientId: string, sex: unknown): Promise<void> {
  if (typeof sex !== 'string') return
  const where = { ...visiblePatients(actor), id: patientId }
  const patient = await tx.patient.findFirst({ where, select: { sexAtBirth: true, version: true } })
  if (!patient || patient.sexAtBirth === sex) return
  const { count } = await tx.patient.updateMany({
    where: { AND: [where, { version: patient.version }] },
    data: { sexAtBirth: sex, version: { increment: 1 } },
  })
  if (count === 0) throw new Conflict('The patient was changed meanwhile. Please send this again.')
  await recordAudit(tx, actor, { type: 'patient.changed', patientId, data: { fields: ['sexAtBirth'] } })
}
