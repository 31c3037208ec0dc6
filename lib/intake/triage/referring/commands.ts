import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { decideIntake, type IntakeDone, type LockedIntake, lockIntake } from '../lock/commands.ts'
import { triageIntakes } from '../policy.ts'
import { assertUndecided } from '../rules.ts'
import type { ReferInput } from '../schema.ts'

/**
 * Sends the patient on without a case. Flags that nobody has answered get this answer, so that none is left waiting. A
 * draft can be referred on when it is here because of a flag. Throws Conflict when it was decided meanwhile, Invalid when
 * a flag came that the page did not show: nobody answers what she has not read.
 */
export function referIntake(actor: Actor, input: ReferInput, now: Date = new Date()): Promise<IntakeDone> {
  return asActor(actor, async (tx) => {
    const { intake, by } = await lockIntake(tx, actor, input.intakeId)
    assertUndecided(intake)
    const flags = await tx.redFlag.findMany({
      where: { clinicId: actor.clinicId, intakeId: intake.id, caseId: null, intake: triageIntakes(actor) },
      select: { id: true, flagId: true, respondedAt: true, supersededAt: true },
    })
    if (intake.status === 'draft' && flags.length === 0)
      throw new Conflict('This form has not been sent yet, and no answer in it needs anybody.')
    const waiting = flags.filter((flag) => flag.respondedAt === null && flag.supersededAt === null)
    assertShown(waiting, input.seen)
    await decideIntake(tx, by, intake, 'referred', now)
    const { patientId } = intake
    const referral = { reason: `${input.where}: ${input.reason}`, byId: by.accountId, at: now }
    await tx.intakeReferral.createMany({
      data: [{ id: newId(), intakeId: intake.id, clinicId: by.clinicId, patientId, ...referral }],
    })
    if (waiting.length > 0) await answerByReferral(tx, by, intake, { flags, waiting, referral })
    await recordAudit(
      tx,
      actor,
      { type: 'intake.referred', patientId, subjectId: intake.id },
      ...waiting.map((flag) => ({
        type: 'flag.answered' as const,
        patientId,
        subjectId: flag.id,
        data: { flagId: flag.flagId, kind: 'referred' },
      })),
    )
    return { intakeId: intake.id }
  })
}

type Flag = { readonly id: string; readonly flagId: string }

function assertShown(waiting: readonly Flag[], seen: readonly string[]): void {
  const others = waiting
    .filter(({ id }) => !seen.includes(id))
    .map(({ flagId }) => flagTitles[flagId] ?? flagId)
  if (others.length === 0) return
  throw new Invalid(
    {},
    `A red flag was raised after this page was opened: ${others.join(', ')}. It stands on the page now. Look at it before you refer on; nothing was recorded, and what you wrote is still here.`,
  )
}

type Referral = { readonly reason: string; readonly byId: string; readonly at: Date }

/** What waits is answered, and what one of those covers with it. */
async function answerByReferral(
  tx: Tx,
  { clinicId }: AccountActor,
  { patientId }: LockedIntake,
  { flags, waiting, referral }: { flags: readonly Flag[]; waiting: readonly Flag[]; referral: Referral },
): Promise<void> {
  const { reason: text, byId, at } = referral
  await tx.flagResponse.createMany({
    data: waiting.map((flag) => ({
      id: newId(),
      clinicId,
      patientId,
      flagRowId: flag.id,
      kind: 'referred' as const,
      text,
      byId,
      at,
    })),
  })
  await tx.redFlag.updateMany({
    where: { clinicId, id: { in: flags.map((flag) => flag.id) }, respondedAt: null },
    data: { respondedAt: at },
  })
}
