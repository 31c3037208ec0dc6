import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { lockAssessment } from '../draft/commands.ts'
import { actOnWithdrawal } from '../findings/commands.ts'
import { examinableCases, withdrawableAssessment } from '../policy.ts'
import { examinedCase } from '../record/queries.ts'
import type { WithdrawInput } from './schema.ts'

/**
 * Takes an assessment out of everything that rules read, and evaluates the case anew: a draft is discarded, a signed one was
 * entered in error. It is kept with the reason, also in a closed case, and does not come back. Doing it twice is doing it once.
 * Throws NotFound off the team, and for a signed one for all but who signed it and who leads the case; Conflict when it changed since
 * it was looked at.
 */
export function withdrawAssessment(
  actor: Actor,
  input: WithdrawInput,
  now: Date = new Date(),
): Promise<{ caseId: string; assessmentId: string }> {
  return asActor(actor, async (tx) => {
    const target = await examinedCase(tx, input.caseId, examinableCases(actor), now)
    if (actor.kind !== 'account') throw new NotFound('case')
    const { caseId, assessmentId, reason } = input
    const where = withdrawableAssessment(actor, caseId, assessmentId)
    const one = await lockAssessment(tx, actor, where)
    if (one.withdrawnAt) return { caseId, assessmentId }
    if (one.version !== input.version)
      throw new Conflict(
        'This assessment was saved or signed since you looked at it. Load the page again and look.',
      )
    await tx.assessment.updateMany({
      where: { ...where, withdrawnAt: null },
      data: { withdrawnAt: now, withdrawnById: actor.accountId, withdrawReason: reason },
    })
    const about = { patientId: target.patientId, caseId, subjectId: assessmentId }
    await recordAudit(tx, actor, {
      type: 'assessment.withdrawn',
      ...about,
      data: { signed: one.signedAt !== null },
    })
    await actOnWithdrawal(tx, actor, target, assessmentId, now)
    return { caseId, assessmentId }
  })
}
