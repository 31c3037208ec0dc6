import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { type EndText, endTexts } from '../rules.ts'

/** The advice for afterwards that could be given now, by the numbers of the clinic. The caller has checked the case. */
export async function readEndTexts(tx: Tx, clinicId: string, blocked: boolean): Promise<EndText[]> {
  const clinic = await tx.clinic.findFirst({
    where: { id: clinicId },
    select: { emergencyNumber: true, outOfHoursPhone: true },
  })
  if (!clinic) throw new NotFound('clinic')
  return endTexts(clinic, blocked)
}
