import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { entersOnBehalf, loggableCases } from '../policy.ts'
import type { WithdrawOutcome } from './schema.ts'

/**
 * Takes an entry back: it stops counting and stays readable in the database. Only the care team does so; a patient
 * completes a form within 3 days or fills it anew. Throws NotFound for an entry that is not of this case.
 */
export function withdrawOutcome(
  actor: Actor,
  input: WithdrawOutcome,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const row = await tx.outcomeMeasure.findFirst({
      where: { id: input.entryId, caseId: input.caseId, case: loggableCases(actor) },
      select: { patientId: true, measure: true, supersededAt: true, withdrawnAt: true },
    })
    if (!row || !entersOnBehalf(actor, row.patientId)) throw new NotFound('entry')
    if (row.supersededAt)
      throw new Conflict('This entry was corrected meanwhile. Load the page again and look.')
    if (row.withdrawnAt) return { caseId: input.caseId }
    await tx.outcomeMeasure.updateMany({
      where: { id: input.entryId, caseId: input.caseId, supersededAt: null, withdrawnAt: null },
      data: { withdrawnAt: now, withdrawReason: input.reason },
    })
    await recordAudit(tx, actor, {
      type: 'outcome.withdrawn',
      ...{ patientId: row.patientId, caseId: input.caseId, subjectId: input.entryId },
      data: { measure: row.measure },
    })
    return { caseId: input.caseId }
  })
}
