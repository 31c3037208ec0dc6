import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { loggableCases } from '#lib/access/cases.ts'
import { alertsAfterMeasure } from '#lib/alerts/measures/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { counting, entersOnBehalf } from '#lib/tracking/entries/policy.ts'
import type { WithdrawOutcome } from './schema.ts'

const corrected = () => new Conflict('This entry was corrected meanwhile. Load the page again and look.')

/**
 * Takes an entry back: it stops counting, stays readable in the database, and the alerts are asked again. Only the care team
 * does so; a patient completes a form within 3 days or fills it anew. Throws NotFound for an entry that is not of this case.
 */
export function withdrawOutcome(
  actor: Actor,
  input: WithdrawOutcome,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const read = () =>
      tx.outcomeMeasure.findFirst({
        where: { id: input.entryId, caseId: input.caseId, case: loggableCases(actor) },
        select: {
          patientId: true,
          measure: true,
          supersededAt: true,
          withdrawnAt: true,
          case: { select: { status: true } },
        },
      })
    const row = await read()
    if (!row || actor.kind !== 'account' || !entersOnBehalf(actor, row.patientId)) throw new NotFound('entry')
    if (row.supersededAt) throw corrected()
    if (row.withdrawnAt) return { caseId: input.caseId }
    const { count } = await tx.outcomeMeasure.updateMany({
      where: { id: input.entryId, caseId: input.caseId, ...counting },
      data: { withdrawnAt: now, withdrawReason: input.reason, withdrawnById: actor.accountId },
    })
    if (count === 0) {
      if ((await read())?.supersededAt) throw corrected()
      return { caseId: input.caseId }
    }
    await recordAudit(tx, actor, {
      type: 'outcome.withdrawn',
      patientId: row.patientId,
      caseId: input.caseId,
      subjectId: input.entryId,
      data: { measure: row.measure },
    })
    const { caseId } = input
    const of = { clinicId: actor.clinicId, caseId, patientId: row.patientId, status: row.case.status }
    await alertsAfterMeasure(tx, actor, of, now)
    return { caseId: input.caseId }
  })
}
