import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { toDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { ownCaseSql } from '#lib/tracking/progress/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { readAskings } from '../asked/queries.ts'
import { isAsked } from '../asked/rules.ts'
import type { BeginInput } from './schema.ts'

/**
 * Begins the form before the planned review of an own case, or finds the one that was begun: there is one for each review.
 * Throws NotFound for another's case, Conflict while no form is asked for.
 */
export function beginReviewForm(
  actor: AccountActor,
  { caseId }: BeginInput,
  now = new Date(),
): Promise<{ intakeId: string }> {
  return asActor(actor, async (tx) => {
    const only = Prisma.sql`${ownCaseSql(actor)} AND c.id = ${caseId}::uuid`
    const [one] = await readAskings(tx, actor, only, now)
    if (!one) throw new NotFound('case')
    if (!isAsked(one) || one.reviewOn === null)
      throw new Conflict('This form is not asked for now. It appears under Forms before your next review.')
    const { clinicId } = actor
    const { patientId } = one
    const reviewOn = toDbDate(one.reviewOn)
    const id = newId()
    const made = await tx.intake.createMany({
      data: [
        {
          ...{ id, clinicId, patientId, caseId, reviewOn, createdById: actor.accountId },
          ...{ kind: 'review_form', status: 'draft' },
        },
      ],
      skipDuplicates: true,
    })
    if (made.count === 0) {
      const begun = await tx.intake.findFirstOrThrow({
        where: { clinicId, patientId, caseId, reviewOn },
        select: { id: true },
      })
      return { intakeId: begun.id }
    }
    await tx.intakeAnswers.createMany({ data: [{ intakeId: id, clinicId, patientId }] })
    await recordAudit(tx, actor, { type: 'intake.created', patientId, caseId, subjectId: id })
    return { intakeId: id }
  })
}
