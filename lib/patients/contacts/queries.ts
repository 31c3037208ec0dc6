import 'server-only'
import { type AccountActor, isPhysio } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { readableIntakes } from '#lib/intake/policy.ts'

/** The number that the newest form names that the actor may read and that names one; null for an admin. */
export async function phoneInForms(
  tx: Tx,
  actor: AccountActor,
  patientId: string,
  now: Date,
): Promise<string | null> {
  if (!isPhysio(actor)) return null
  const forms = await tx.intake.findMany({
    where: { AND: [readableIntakes(actor, now), { patientId }] },
    select: { id: true },
  })
  const ids = forms.map(({ id }) => id)
  const [row] = await tx.$queryRaw<{ phone: string }[]>`
    SELECT btrim(a.answers ->> 'phone') AS phone FROM "IntakeAnswers" a
    WHERE a."clinicId" = ${actor.clinicId}::uuid AND a."intakeId" = ANY (${ids}::uuid[]) AND btrim(a.answers ->> 'phone') <> ''
    ORDER BY a."savedAt" DESC NULLS LAST LIMIT 1`
  return row?.phone ?? null
}
