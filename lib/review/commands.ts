import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { teamCases } from '#lib/cases/policy.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { dayIn, toDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { reviewSnapshot } from './queries.ts'
import type { ReviewInput } from './schema.ts'

type Signed = { reviewId: string; caseId: string; decision: ReviewInput['decision'] }

/**
 * Signs a review: what was decided and why, with the numbers of this moment. It never changes afterwards; the case gets
 * its next review day. Throws NotFound off the team, Conflict in a closed case, Invalid for a day that is over. Signing
 * the same review twice signs one.
 */
export function signReview(actor: Actor, input: ReviewInput, now: Date = new Date()): Promise<Signed> {
  return asActor(actor, async (tx) => {
    const target = await tx.case.findFirst({
      where: { id: input.caseId, ...teamCases(actor) },
      select: { id: true, patientId: true, status: true, patient: { select: { timeZone: true } } },
    })
    if (!target || actor.kind !== 'account') throw new NotFound('case')
    assertOpen(target)
    const today = dayIn(target.patient.timeZone ?? actor.timeZone, now)
    if (input.nextReviewOn !== null && input.nextReviewOn <= today) {
      throw new Invalid({ nextReviewOn: ['The next review must be after today.'] })
    }
    const signed = { reviewId: input.id, caseId: target.id, decision: input.decision }
    const snapshot = await reviewSnapshot(tx, { clinicId: actor.clinicId, caseId: target.id }, today)
    const nextReviewOn = input.nextReviewOn ? toDbDate(input.nextReviewOn) : null
    const { count } = await tx.review.createMany({
      data: {
        id: input.id,
        clinicId: actor.clinicId,
        patientId: target.patientId,
        caseId: target.id,
        on: toDbDate(today),
        indicators: { ...snapshot },
        ruleSetVersion,
        decision: input.decision,
        text: input.text,
        nextReviewOn,
        signedById: actor.accountId,
        signedAt: now,
      },
      skipDuplicates: true,
    })
    if (count === 0) {
      const same = await tx.review.count({
        where: {
          id: input.id,
          clinicId: actor.clinicId,
          caseId: target.id,
          decision: input.decision,
          text: input.text,
        },
      })
      if (same === 0)
        throw new Conflict('This review was already signed with other words. Load the page again and look.')
      return signed
    }
    await tx.case.updateMany({
      where: { id: target.id, ...teamCases(actor) },
      data: { nextReviewOn, version: { increment: 1 } },
    })
    await recordAudit(tx, actor, {
      type: 'review.signed',
      patientId: target.patientId,
      caseId: target.id,
      subjectId: input.id,
      data: { decision: input.decision },
    })
    return signed
  })
}
