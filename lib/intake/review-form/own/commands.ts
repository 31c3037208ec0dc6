import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { isClosed } from '#lib/cases/rules.ts'
import { toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { ownCaseSql } from '#lib/tracking/progress/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { readAskings } from '../asked/queries.ts'
import { isAsked } from '../asked/rules.ts'
import type { BeginInput } from './schema.ts'

/** So long a form of the safety questions that was begun is gone on with; older answers say nothing about today. */
const HOURS_BEGUN = 24

/** The form of the safety questions alone that was begun in a case, unless somebody has asked them since. */
async function safetyForm(tx: Tx, own: { clinicId: string; patientId: string; caseId: string }, now: Date) {
  const begun = await tx.intake.findFirst({
    where: {
      ...own,
      kind: 'review_form',
      reviewOn: null,
      filledById: null,
      status: 'draft',
      createdAt: { gte: new Date(now.getTime() - HOURS_BEGUN * 3_600_000) },
    },
    orderBy: { createdAt: 'desc' },
    select: { id: true, createdAt: true },
  })
  if (!begun) return null
  const since = await tx.intake.count({ where: { ...own, submittedAt: { gte: begun.createdAt } } })
  return since > 0 ? null : begun.id
}

/**
 * Begins the form before the planned review of an own case, or its safety questions alone, or finds the one that was begun: there is
 * one for each review. Throws NotFound for another's case, Conflict while no form is asked for.
 */
export function beginReviewForm(
  actor: AccountActor,
  { caseId, part = 'whole' }: BeginInput,
  now = new Date(),
): Promise<{ intakeId: string }> {
  return asActor(actor, async (tx) => {
    const only = Prisma.sql`${ownCaseSql(actor)} AND c.id = ${caseId}::uuid`
    await takeTurn(tx, 'reviewForms', caseId)
    const [one] = await readAskings(tx, actor, only, now)
    if (!one) throw new NotFound('case')
    const alone = part === 'safety'
    if (alone ? isClosed(one.status) : !isAsked(one) || one.reviewOn === null)
      throw new Conflict('This form is not asked for now. It appears under Forms before your next review.')
    const { clinicId } = actor
    const { patientId } = one
    const reviewOn = alone || one.reviewOn === null ? null : toDbDate(one.reviewOn)
    if (alone) {
      const begun = await safetyForm(tx, { clinicId, patientId, caseId }, now)
      if (begun) return { intakeId: begun }
    }
    const id = newId()
    const made = await tx.intake.createMany({
      data: [
        {
          id,
          clinicId,
          patientId,
          caseId,
          reviewOn,
          createdById: actor.accountId,
          kind: 'review_form',
          status: 'draft',
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
