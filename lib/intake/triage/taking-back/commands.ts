import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { lockPatient } from '#lib/patients/invite/commands.ts'
import { visibleIntakes } from '#lib/patients/policy.ts'
import { type IntakeDone, lockIntake } from '../lock/commands.ts'
import { triageIntakes } from '../policy.ts'
import type { TakeBackInput } from './schema.ts'

/**
 * Not referred after all: the form is again what it was, sent or a draft, and the flags that the referral answered wait for
 * somebody, with the targets that they had. The referral stays, with the reason. Throws Conflict for a form that is not
 * referred on, and when another form of the patient is open: she has one at a time.
 */
export function takeReferralBack(
  actor: Actor,
  input: TakeBackInput,
  now: Date = new Date(),
): Promise<IntakeDone> {
  return asActor(actor, async (tx) => {
    const { intake, by } = await lockIntake(tx, actor, input.intakeId)
    const referral = await tx.intakeReferral.findFirst({
      where: { clinicId: by.clinicId, intakeId: intake.id, takenBackAt: null, intake: triageIntakes(actor) },
      select: { id: true, at: true },
    })
    if (intake.status !== 'referred' || !referral)
      throw new Conflict('This form is not referred on any more. Load the page again and look.')
    await lockPatient(tx, by, intake.patientId)
    await assertNoOther(tx, by, intake)
    await tx.intakeReferral.updateMany({
      where: { clinicId: by.clinicId, id: referral.id, takenBackAt: null },
      data: { takenBackAt: now, takenBackById: by.accountId, takenBackReason: input.reason },
    })
    await tx.intake.updateMany({
      where: { id: intake.id, ...triageIntakes(actor), status: 'referred' },
      data: {
        status: intake.submittedAt ? 'submitted' : 'draft',
        decidedById: null,
        decidedAt: null,
        version: { increment: 1 },
      },
    })
    await recordAudit(tx, actor, {
      type: 'intake.referral_taken_back',
      patientId: intake.patientId,
      subjectId: intake.id,
    })
    await waitAgain(tx, by, { ...intake, referredAt: referral.at, reason: input.reason }, now)
    return { intakeId: intake.id }
  })
}

async function assertNoOther(
  tx: Tx,
  by: AccountActor,
  { id, patientId }: { id: string; patientId: string },
): Promise<void> {
  const other = await tx.intake.findFirst({
    where: { ...visibleIntakes(by), patientId, id: { not: id }, status: { in: ['draft', 'submitted'] } },
    select: { status: true },
  })
  if (!other) return
  throw new Conflict(
    other.status === 'submitted'
      ? 'The patient has sent a newer form. It waits for triage, under Intakes: decide that one.'
      : 'A newer form of this patient is open. It stands on the patient’s page, under Patients: go on with that one.',
  )
}

type Back = { id: string; patientId: string; referredAt: Date; reason: string }

/** Flags that the referral answered and nobody else since; also those that one of them covers. */
async function waitAgain(tx: Tx, by: AccountActor, back: Back, now: Date): Promise<void> {
  const { clinicId } = by
  await takeTurn(tx, 'flags', back.id)
  const flags = await tx.redFlag.findMany({
    where: {
      clinicId,
      intakeId: back.id,
      caseId: null,
      respondedAt: back.referredAt,
      resolvedAt: null,
      responses: { none: { at: { gt: back.referredAt } } },
    },
    select: { id: true, flagId: true, supersededAt: true },
  })
  await tx.redFlag.updateMany({
    where: { clinicId, id: { in: flags.map(({ id }) => id) } },
    data: { respondedAt: null },
  })
  const answered = flags.filter(({ supersededAt }) => supersededAt === null)
  await tx.flagResponse.createMany({
    data: answered.map(({ id }) => ({
      id: newId(),
      clinicId,
      patientId: back.patientId,
      flagRowId: id,
      kind: 'not_referred' as const,
      text: back.reason,
      byId: by.accountId,
      at: now,
    })),
  })
  await recordAudit(
    tx,
    by,
    ...answered.map(({ id, flagId }) => ({
      type: 'flag.answered' as const,
      patientId: back.patientId,
      subjectId: id,
      data: { flagId, kind: 'not_referred' },
    })),
  )
}
