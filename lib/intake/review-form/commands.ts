import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { alertsAfterEntry } from '#lib/alerts/evaluation/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { raiseFlags } from '#lib/flags/commands.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import { checkSection } from '#lib/intake/forms/rules.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { newestAnswers } from './queries.ts'
import { unasked } from './rules.ts'
import { contextIds, questionsOf, type ReviewFormInput, sectionsOf } from './schema.ts'

/**
 * Records what was asked again today: a form of the case with all answers, the flags that they raise and the alerts that
 * follow. Sent twice it is one form. Throws NotFound off the care team, Conflict for a closed case, Invalid
 * for what is unanswered.
 */
export function recordReviewForm(
  actor: AccountActor,
  input: ReviewFormInput,
  now = new Date(),
): Promise<string> {
  const { id, caseId, part } = input
  return asActor(actor, async (tx) => {
    const target = await tx.case.findFirst({
      where: { AND: [teamCases(actor), { id: caseId }] },
      select: { patientId: true, status: true, clinic: { select: { timeZone: true, consentAge: true } } },
    })
    if (!target) throw new NotFound('case')
    if (target.status === 'discharged' || target.status === 'referred')
      throw new Conflict('This case is closed. Reopen it first.')
    const of = { clinicId: actor.clinicId, patientId: target.patientId }
    const today = dayIn(target.clinic.timeZone, now)
    const before = await newestAnswers(tx, { ...of, caseId })
    const section = questionsOf(part)
    const context = { today, consentAge: target.clinic.consentAge }
    const checked = checkSection(section, input.posted, unasked(before, part), context)
    if (!checked.ok)
      throw new Invalid(
        Object.fromEntries(Object.entries(checked.errors).map(([key, text]) => [key, [text]])),
      )

    const made = await tx.intake.createMany({
      data: [
        {
          id,
          ...of,
          caseId,
          kind: 'review_form',
          status: 'accepted',
          createdById: actor.accountId,
          filledById: actor.accountId,
          decidedById: actor.accountId,
          decidedAt: now,
          savedAt: now,
          submittedAt: now,
        },
      ],
      skipDuplicates: true,
    })
    if (made.count === 0) return caseId
    const answered = new Set(section.questions.map((question) => question.id))
    // What was left open stays what it was: an empty answer would stand over an older one.
    const own = Object.fromEntries(
      Object.entries(checked.answers).filter(
        ([key, value]) => value !== null && (answered.has(key) || contextIds.includes(key)),
      ),
    )
    await tx.intakeAnswers.createMany({
      data: [
        {
          ...of,
          intakeId: id,
          answers: own as Prisma.InputJsonObject,
          sections: sectionsOf(part).map((one) => one.id),
          savedAt: now,
        },
      ],
    })
    const values = intakeValues(checked.answers, { today, safetyAnsweredOn: today })
    await raiseFlags(
      tx,
      actor,
      { patientId: target.patientId, intakeId: id, caseId, source: 'review_form', sourceId: id, answered },
      values,
      now,
    )
    await reevaluateFactors(tx, actor, caseId, now)
    await recordAudit(tx, actor, {
      type: 'intake.submitted',
      patientId: target.patientId,
      caseId,
      subjectId: id,
      data: { onBehalf: true },
    })
    await alertsAfterEntry(tx, actor, { ...of, caseId }, null, now)
    return caseId
  })
}
