import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { queueOwnMail } from '#lib/mail/commands.ts'
import { reviewFormMail } from '#lib/mail/rules.ts'
import { ownUrl } from '#lib/own-url.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { readAskings } from './queries.ts'
import { asksFrom, isAsked } from './rules.ts'

/**
 * Lets the form that a patient has begun go with her review to another day, in the transaction that moves the review and has the
 * turn of its forms. When it closes till then, its safety questions are asked anew. A form of that day, sent before, stays the
 * only one.
 */
export async function moveReviewForm(
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
  { from, to, today }: { from: Day; to: Day; today: Day },
): Promise<void> {
  const anew = today < asksFrom(to)
  await tx.$executeRaw`
    WITH moved AS (
      UPDATE "Intake" i SET "reviewOn" = ${to}::date
      WHERE i."clinicId" = ${clinicId}::uuid AND i."caseId" = ${caseId}::uuid AND i.kind = 'review_form' AND i.status = 'draft'
        AND i."reviewOn" = ${from}::date AND NOT EXISTS (SELECT 1 FROM "Intake" o WHERE o."clinicId" = i."clinicId"
          AND o."caseId" = i."caseId" AND o."reviewOn" = ${to}::date)
      RETURNING i.id)
    UPDATE "IntakeAnswers" a SET sections = array_remove(a.sections, 'sec_safety'), version = a.version + 1 FROM moved
    WHERE a."clinicId" = ${clinicId}::uuid AND a."intakeId" = moved.id AND ${anew}`
}

/**
 * Tells the patients of these cases by mail that a form waits before their review, in the transaction of the night's batch: once for
 * each day of planned reviews, however often this runs, and once more when a further review is moved onto that day.
 */
export async function tellOfReviewForms(tx: Tx, actor: Actor, allowed: Prisma.Sql, now: Date): Promise<void> {
  const asked = (await readAskings(tx, actor, allowed, now)).filter(isAsked)
  if (asked.length === 0) return
  const mail = reviewFormMail(`${ownUrl()}/my/forms`)
  for (const { caseId, patientId, reviewOn, firstCaseId, casesOfDay } of asked) {
    const [row] = await tx.$queryRaw<
      { told: number }[]
    >`SELECT reviews_told_of(${patientId}::uuid, ${reviewOn}) AS told`
    if ((row?.told ?? 0) >= casesOfDay) continue
    const once = `review_form ${firstCaseId} ${reviewOn}${casesOfDay > 1 ? ` ${casesOfDay}` : ''}`
    if (await queueOwnMail(tx, actor, caseId, once, mail))
      await recordAudit(tx, actor, { type: 'review_form.asked', patientId, caseId })
  }
}
