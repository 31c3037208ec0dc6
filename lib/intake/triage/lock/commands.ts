import 'server-only'
import { type AccountActor, type Actor, isPhysio } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { triageIntakes } from '../policy.ts'
import { decidedMeanwhile } from '../rules.ts'

export type IntakeDone = { intakeId: string }

/**
 * The intake, held until the transaction ends: who comes second waits here, and then reads what the first decided, not
 * half of it.
 */
export async function lockIntake(tx: Tx, actor: Actor, intakeId: string) {
  await tx.$queryRaw`SELECT id FROM "Intake" WHERE "clinicId" = ${actor.clinicId}::uuid AND id = ${intakeId}::uuid
    AND ${isPhysio(actor)} FOR UPDATE`
  const intake = await tx.intake.findFirst({
    where: { id: intakeId, ...triageIntakes(actor) },
    select: {
      id: true,
      patientId: true,
      status: true,
      submittedAt: true,
      assignee: { select: { name: true } },
      decidedBy: { select: { name: true } },
    },
  })
  if (!intake || !isPhysio(actor)) throw new NotFound('intake')
  return { intake, by: actor as AccountActor }
}

export type LockedIntake = Awaited<ReturnType<typeof lockIntake>>['intake']

/** The intake as it was locked is decided. Throws Conflict, with the name, when somebody else was faster. */
export async function decideIntake(
  tx: Tx,
  by: AccountActor,
  { id, status }: LockedIntake,
  decision: 'accepted' | 'referred',
  now: Date,
): Promise<void> {
  const { count } = await tx.intake.updateMany({
    where: { id, ...triageIntakes(by), status },
    data: { status: decision, decidedById: by.accountId, decidedAt: now, version: { increment: 1 } },
  })
  if (count > 0) return
  const { intake: present } = await lockIntake(tx, by, id)
  throw decidedMeanwhile(present.decidedBy?.name, present.status)
}
