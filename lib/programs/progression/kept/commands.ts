import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { toDbDate } from '#lib/dates.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import type { PrescribedCase } from '#lib/programs/record/queries.ts'
import type { ProgramPhase } from '#lib/programs/schema.ts'
import type { Decision } from '../schema.ts'
import { adviceRow, pastSubjects } from './rules.ts'

/**
 * What was advised of exercises that the phase does not have any more stops waiting, in the transaction of the change. The caller
 * has checked the case.
 */
export const supersedePast = (
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
  phase: Pick<ProgramPhase, 'items'>,
  now: Date,
): Promise<unknown> =>
  onSafetyDuty(tx, () =>
    tx.suggestion.updateMany({
      where: { clinicId, caseId, state: { in: ['open', 'noted'] }, subject: pastSubjects(phase) },
      data: { state: 'superseded', supersededAt: now },
    }),
  )

/** `id`: from the page on which it is answered; `subject`: what it is about. */
type Advised = { id: string; subject: string; decision: Decision; versionId: string }

/**
 * Keeps what a page advised as it is read today, waiting, so that it is answered as any other suggestion. False when the id is taken.
 * The caller has checked the case.
 */
export async function keepAdvised(
  tx: Tx,
  actor: Actor,
  { clinicId, caseId, patientId, today }: PrescribedCase,
  { id, subject, decision, versionId }: Advised,
  now: Date,
): Promise<boolean> {
  const of = {
    id,
    clinicId,
    caseId,
    patientId,
    subject,
    sourceId: versionId,
    day: toDbDate(today),
    createdAt: now,
  }
  const row = { ...of, ...adviceRow(decision, versionId), state: 'open' as const }
  const { count } = await onSafetyDuty(tx, () =>
    tx.suggestion.createMany({ data: [row], skipDuplicates: true }),
  )
  if (count === 0) return false
  const { ruleId } = decision
  await recordAudit(tx, actor, {
    type: 'suggestion.made',
    patientId,
    caseId,
    subjectId: id,
    data: { ruleId },
  })
  return true
}
