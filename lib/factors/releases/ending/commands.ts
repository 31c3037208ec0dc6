import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { dischargeAdvice } from '#lib/content/discharge/criteria.ts'
import { dayIn } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { adviceById, advicePosition, withNumbers } from '#lib/factors/sentences/rules.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { putTexts } from '../record/commands.ts'

/**
 * Gives the advice for the time after a discharge (clinical/review.md 5), in the transaction that ends the case. Advice on running
 * is left out while a flag blocks, and what names a number that the clinic has not filled in.
 */
export async function giveAdviceAtEnd(
  tx: Tx,
  by: AccountActor,
  target: { caseId: string; patientId: string },
  now: Date,
): Promise<void> {
  const { clinicId } = by
  const clinic = await tx.clinic.findFirst({
    where: { id: clinicId },
    select: { emergencyNumber: true, outOfHoursPhone: true, timeZone: true },
  })
  if (!clinic) throw new NotFound('clinic')
  const { blockLevel } = await caseSafety(tx, { clinicId, ...target }, dayIn(clinic.timeZone, now))
  const texts = dischargeAdvice.flatMap((itemId) => {
    const spec = adviceById(itemId)
    if (!spec || withNumbers(spec.text, clinic) === null) return []
    if (spec.heldByBlock && blockLevel !== 'none') return []
    return [{ ...spec, kind: 'advice' as const, itemId, position: advicePosition(itemId) }]
  })
  await putTexts(tx, by, target, texts, now)
}
