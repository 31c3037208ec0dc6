import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict } from '#lib/errors.ts'
import { type IntakeDone, lockIntake } from './lock/commands.ts'
import { triageIntakes } from './policy.ts'
import { assertUndecided } from './rules.ts'
import type { ReleaseInput, TakeInput } from './schema.ts'

/**
 * "I am on it." Throws Conflict, with the name, when somebody else took it since the page was shown, or it is decided.
 */
export function takeIntake(actor: Actor, input: TakeInput): Promise<IntakeDone> {
  return asActor(actor, async (tx) => {
    const { intake, by } = await lockIntake(tx, actor, input.intakeId)
    assertUndecided(intake)
    const { count } = await tx.intake.updateMany({
      where: {
        id: intake.id,
        ...triageIntakes(actor),
        assigneeId: input.from,
        status: { in: ['draft', 'submitted'] },
      },
      data: { assigneeId: by.accountId },
    })
    if (count === 0) {
      throw new Conflict(
        `${intake.assignee?.name ?? 'Nobody'} is on it now. Load the page again to take it over.`,
      )
    }
    await recordAudit(tx, actor, { type: 'intake.taken', patientId: intake.patientId, subjectId: intake.id })
    return { intakeId: intake.id }
  })
}

/** Gives an intake back that the actor took. */
export function releaseIntake(actor: Actor, input: ReleaseInput): Promise<IntakeDone> {
  return asActor(actor, async (tx) => {
    const { intake, by } = await lockIntake(tx, actor, input.intakeId)
    const { count } = await tx.intake.updateMany({
      where: { id: intake.id, ...triageIntakes(actor), assigneeId: by.accountId },
      data: { assigneeId: null },
    })
    if (count === 0) throw new Conflict('You are not on this intake any more. Load the page again.')
    await recordAudit(tx, actor, {
      type: 'intake.released',
      patientId: intake.patientId,
      subjectId: intake.id,
    })
    return { intakeId: intake.id }
  })
}
