import 'server-only'
import { addDays, type Day, toDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { type WordsAtOnce, wordsAtOnce } from '#lib/flags/at-once/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { toldIn } from '#lib/intake/told/queries.ts'
import { birthsOf, isMinorOn, recordedBirthId, withRecord } from '#lib/patients/births/rules.ts'
import { choicesOf, flagsByChoice, type SaidAnswers } from './rules.ts'

type Target = { clinicId: string; caseId: string; patientId: string }

/** Everything that the forms of the case say, a newer answer over an older one; with the birth date of the record. */
export async function formAnswers(tx: Tx, target: Target): Promise<Answers> {
  const { forms, recorded } = await toldIn(tx, target)
  const answers: Answers = Object.assign({}, ...forms.map((form) => form.answers))
  return withRecord(answers, recorded)
}

/** `morning_swelling` for an entry that does not ask it: the newest answer counts (clinical/intake.md 1.3). */
export async function newestSwelling(tx: Tx, target: Target): Promise<string | null> {
  const { clinicId, caseId } = target
  const row = await tx.painScore.findFirst({
    where: { clinicId, caseId, swelling: { not: null }, supersededAt: null, withdrawnAt: null },
    orderBy: [{ logDate: 'desc' }, { recordedAt: 'desc' }],
    select: { swelling: true },
  })
  return row?.swelling ?? null
}

/** The days of the last seven, day 0 included, on which an entry told of `night_pain_constant` (clinical/review.md 2). */
export async function nightPainDays(tx: Tx, target: Target, today: Day): Promise<ReadonlySet<number>> {
  const since = toDbDate(addDays(today, -6))
  const of = { clinicId: target.clinicId, caseId: target.caseId, supersededAt: null, withdrawnAt: null }
  const where = {
    ...of,
    logDate: { gte: since, lte: toDbDate(today) },
    safety: { has: 'night_pain_constant' },
  }
  const rows = [
    ...(await tx.sessionLog.findMany({ where, select: { logDate: true } })),
    ...(await tx.runLog.findMany({ where, select: { logDate: true } })),
    ...(await tx.painScore.findMany({ where, select: { logDate: true } })),
  ]
  return new Set(rows.map((row) => row.logDate.getTime()))
}

/**
 * What she reads while she ticks the safety question of an entry about `day`; `before`: of the one that is put right. The
 * caller has checked that the case is hers.
 */
export async function readWordsAtOnce(
  tx: Tx,
  target: Target,
  { day, today, before }: { day: Day; today: Day; before: SaidAnswers | null },
): Promise<WordsAtOnce> {
  const form = await formAnswers(tx, target)
  const nights = await nightPainDays(tx, target, today)
  const around = {
    nights: new Set([...nights, ...(day >= addDays(today, -6) ? [toDbDate(day).getTime()] : [])]).size,
    swelling: await newestSwelling(tx, target),
  }
  const clinic = await tx.clinic.findFirstOrThrow({
    where: { id: target.clinicId },
    select: { phone: true, emergencyNumber: true, outOfHoursPhone: true },
  })
  const numbers = {
    ...{ clinicPhone: clinic.phone, emergencyNumber: clinic.emergencyNumber },
    outOfHoursPhone: clinic.outOfHoursPhone,
  }
  const minor = isMinorOn(birthsOf(form.date_of_birth, form[recordedBirthId]), today)
  return wordsAtOnce(flagsByChoice(form, around, today), numbers, {
    minor,
    said: before ? choicesOf(before) : [],
  })
}
