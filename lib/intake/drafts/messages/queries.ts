import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { patientMessages } from '#lib/flags/messages/rules.ts'
import { answerOf, cleanAnswers } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { onBehalfOf } from '#lib/intake/policy.ts'
import { flagsOf } from '#lib/intake/review-form/own/rules.ts'
import type { ReviewPart } from '#lib/intake/review-form/schema.ts'
import { limitRowsSql } from '#lib/limits/values/queries.ts'
import { type LimitRow, limitValues } from '#lib/limits/values/rules.ts'
import { birthsOf, isMinorOn, recordedBirth } from '#lib/patients/births/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type BehindWords, type FormMessages, markedMessages, numbersOf } from './rules.ts'

/**
 * What the unresolved flags of a form make its patient read; null without words. A patient and a link holder learn the
 * words and nothing else. `today`: the patient's day.
 */
export async function safetyMessages(
  tx: Tx,
  actor: Actor,
  form: { id: string; patientId: string },
  today: Day,
): Promise<FormMessages | null> {
  const rows = onBehalfOf(actor, form.patientId)
    ? await tx.redFlag.findMany({
        where: { clinicId: actor.clinicId, intakeId: form.id, resolvedAt: null, supersededAt: null },
        select: { flagId: true, raisedAt: true },
      })
    : await tx.$queryRaw<{ flagId: string; raisedAt: Date }[]>`
        SELECT "flagId", "raisedAt" FROM own_flag_effects() WHERE "intakeId" = ${form.id}::uuid`
  const flags = rows.map(({ flagId, raisedAt }) => ({ flagId, raisedAt: raisedAt.toISOString() }))
  return messagesOf(tx, actor, form.id, flags, today)
}

type Open = BehindWords & { own: boolean }

/**
 * The same for a review form with its answers, `said` together where some of them are not stored: a flag that was raised before and is unresolved has no row of this form, and
 * the answer that says so again makes her read its words again.
 */
export async function reviewMessages(
  tx: Tx,
  actor: Actor,
  form: { id: string; caseId: string; part: ReviewPart },
  said: readonly Answers[],
  today: Day,
): Promise<FormMessages | null> {
  const [row] = await tx.$queryRaw<{ open: Open[] | null; limits: LimitRow[] | null }[]>`
    SELECT (SELECT json_agg(json_build_object('flagId', "flagId", 'raisedAt', "raisedAt", 'own', COALESCE("intakeId" = ${form.id}::uuid, false)))
        FROM own_flag_effects() WHERE "caseId" = ${form.caseId}::uuid) AS open,
      ${limitRowsSql(Prisma.sql`${actor.clinicId}::uuid`)} AS limits`
  const limits = limitValues(row?.limits ?? [])
  const raised = new Set(said.flatMap((answers) => flagsOf(answers, form.part, today, limits)))
  const flags = (row?.open ?? []).filter(({ flagId, own }) => own || raised.has(flagId))
  return messagesOf(tx, actor, form.id, flags, today)
}

async function messagesOf(
  tx: Tx,
  actor: Actor,
  intakeId: string,
  flags: readonly BehindWords[],
  today: Day,
): Promise<FormMessages | null> {
  if (flags.length === 0) return null
  const form = await tx.intake.findFirstOrThrow({
    where: { clinicId: actor.clinicId, id: intakeId },
    select: {
      answers: { select: { answers: true } },
      patient: { select: { dateOfBirth: true, notBornOn: true } },
      clinic: { select: { phone: true, emergencyNumber: true, outOfHoursPhone: true } },
    },
  })
  // Under 18 by the form or by the record, also when the flag that says so is settled.
  const told = answerOf(cleanAnswers(form.answers?.answers), 'date_of_birth')
  const minor = isMinorOn(birthsOf(told, recordedBirth(form.patient)), today)
  const ids = [...new Set(flags.map(({ flagId }) => flagId))]
  const messages = patientMessages(ids, numbersOf(form.clinic), { minor })
  return messages.message === null && messages.lines.length === 0 ? null : markedMessages(messages, flags)
}
