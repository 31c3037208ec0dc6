import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'

/**
 * Puts the flags of an accepted intake into the case that came out of it, on safety duty for that one intake: the physio
 * who accepts may not be on the new team, and must not see them any more once they are there.
 */
export async function adoptFlags(
  tx: Tx,
  actor: Actor,
  from: { intakeId: string; patientId: string },
  caseId: string,
): Promise<void> {
  await onSafetyDuty(tx, async () => {
    await tx.$executeRaw`SELECT set_config('app.intake_id', ${from.intakeId}, true)`
    await tx.redFlag.updateMany({
      where: { clinicId: actor.clinicId, patientId: from.patientId, intakeId: from.intakeId, caseId: null },
      data: { caseId },
    })
    await tx.$executeRaw`SELECT set_config('app.intake_id', '', true)`
  })
}
