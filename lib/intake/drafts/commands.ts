import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Invalid, NotFound } from '#lib/errors.ts'
import { raiseFlags } from '#lib/flags/commands.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import { completeness, submission } from '#lib/intake/completeness/rules.ts'
import { onBehalfOf } from '#lib/intake/policy.ts'
import { readLimits } from '#lib/limits/values/queries.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { againRefusal, asksSafetyAgain } from './again/rules.ts'
import { lockDraft } from './open/commands.ts'
import { flagSubject } from './rules.ts'

/**
 * Sends a complete and signed form: shown answers only, calculated values, flags. Sent twice it is sent once. Throws
 * Invalid when something is missing.
 */
export function submitIntake(
  actor: Actor,
  intakeId: string,
  now: Date,
): Promise<{ intakeId: string; again: boolean }> {
  return asActor(actor, async (tx) => {
    const draft = await lockDraft(tx, actor, intakeId, now)
    if (draft.kind !== 'intake') throw new NotFound('intake')
    if (draft.status !== 'draft') return { intakeId, again: true }
    const { answers, context } = draft
    if (!completeness(answers, context).canSubmit) {
      throw new Invalid(
        {},
        'Not sent yet: some answers are missing or need another look. They are marked below.',
      )
    }
    if (asksSafetyAgain(draft.safetyOn, context.today))
      throw new Invalid({}, againRefusal(draft.safetyOn, context.today))
    const limits = await readLimits(tx, actor.clinicId)
    const record = submission(answers, { today: context.today, limits })
    const filledById = onBehalfOf(actor, draft.patientId)
    const of = { clinicId: actor.clinicId, patientId: draft.patientId }
    await tx.intakeAnswers.updateMany({
      where: { ...of, intakeId },
      data: {
        answers: record.answers as Prisma.InputJsonObject,
        derived: record.derived as Prisma.InputJsonObject,
        consentAt: draft.consentAt ?? now,
        savedAt: now,
        version: { increment: 1 },
      },
    })
    const values = intakeValues(answers, {
      today: context.today,
      limits,
      safetyAnsweredOn: draft.safetyOn,
    })
    await raiseFlags(tx, actor, flagSubject(draft), values, now)
    await tx.intake.updateMany({
      where: { ...of, id: intakeId, status: 'draft' },
      data: {
        status: 'submitted',
        submittedAt: now,
        savedAt: now,
        version: { increment: 1 },
        ...(filledById ? { filledById } : { sentByPatient: true }),
        consentAge: context.consentAge ?? null,
      },
    })
    await recordAudit(tx, actor, {
      type: 'intake.submitted',
      patientId: draft.patientId,
      subjectId: intakeId,
      data: { onBehalf: filledById !== null },
    })
    return { intakeId, again: false }
  })
}
