import 'server-only'
import { type Actor, isPatient } from '#lib/access/actor.ts'
import { kneeAmong } from '#lib/cases/own/rules.ts'
import type { Treatment } from '#lib/cases/own/schema.ts'
import { ofCaseSql } from '#lib/cases/policy.ts'
import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { addDays, type Day, dayIn } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { Ended, NotFound } from '#lib/errors.ts'
import { type WordsAtOnce, wordsAtOnce } from '#lib/flags/at-once/rules.ts'
import type { ClinicNumbers } from '#lib/flags/messages/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { type BodyAnswer, withElsewhere } from '#lib/intake/told/body/rules.ts'
import { toldIn } from '#lib/intake/told/queries.ts'
import { birthsOf, isMinorOn, recordedBirthId, withRecord } from '#lib/patients/births/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { countsSql, entersOnBehalf, loggableCaseSql, madeAtSql } from './policy.ts'
import {
  choicesOf,
  endedWords,
  firesByChoice,
  type LogAnswers,
  nightsWith,
  type OtherKnee,
  type SaidAnswers,
} from './rules.ts'

type Target = { clinicId: string; caseId: string; patientId: string }

/** The case that a form of an entry is for, with the day of its patient. `knee`: which one, while several are treated. */
export type FormCase = Target & { onHold: boolean; timeZone: string; today: Day; knee: string | null }

/** The treatments of the patient of a case `c` that go on. */
export const treatmentsSql = Prisma.sql`(SELECT json_agg(json_build_object('id', o.id, 'side', o.side, 'complaint', o.complaint))
  FROM "Case" o WHERE o."clinicId" = c."clinicId" AND o."patientId" = c."patientId" AND o.status IN ('open', 'on_hold'))`

type FormCaseRow = Omit<FormCase, 'today' | 'knee'> & { goesOn: boolean; treatments: Treatment[] }

/**
 * The running case that is asked for, else the newest one, a patient's own. Throws NotFound when the actor may not log into
 * it; Ended for a patient's own that has ended.
 */
export async function formCase(tx: Tx, actor: Actor, caseId: string | null, now: Date): Promise<FormCase> {
  const own = isPatient(actor) ? Prisma.sql`c."patientId" = ${actor.patientId}::uuid` : Prisma.sql`true`
  const [row] = await tx.$queryRaw<FormCaseRow[]>`
    SELECT c."clinicId", c."patientId", c.id AS "caseId", c.status = 'on_hold' AS "onHold",
      COALESCE(p."timeZone", k."timeZone") AS "timeZone",
      c.status IN ('open', 'on_hold') AS "goesOn", ${treatmentsSql} AS treatments
    FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId" JOIN "Clinic" k ON k.id = c."clinicId"
    WHERE ${loggableCaseSql(actor)} AND ${caseId ? Prisma.sql`c.id = ${caseId}::uuid` : own}
    ORDER BY "goesOn" DESC, c."openedAt" DESC LIMIT 1`
  if (row && !row.goesOn && !entersOnBehalf(actor, row.patientId)) throw new Ended(endedWords())
  if (!row?.goesOn) throw new NotFound('case')
  const { treatments, goesOn: _, ...found } = row
  return { ...found, today: dayIn(row.timeZone, now), knee: kneeAmong(treatments, row.caseId) }
}

/**
 * Everything that the forms of the case say, a newer answer over an older one, with the birth date of the record; and the
 * limits of the clinic.
 */
export async function formAnswers(tx: Tx, target: Target): Promise<{ form: Answers; limits: Limits }> {
  const { forms, recorded, limits } = await toldIn(tx, target)
  const answers: Answers = Object.assign({}, ...forms.map((form) => form.answers))
  return { form: withRecord(answers, recorded), limits }
}

/** An entry, saved or not, by what it tells; `corrects`: the one that it puts right, or each version of that. */
type ToldEntry = { id: string; corrects: readonly string[]; answers: Pick<LogAnswers, 'safety' | 'injury'> }

const jsonOf = (injury: LogAnswers['injury'] | undefined) =>
  Prisma.sql`${injury ? JSON.stringify(injury) : null}::jsonb`

/** What is left out of an injury, in an entry that is refused for it, is not told otherwise. */
const sameInjury = (older: Prisma.Sql, newer: Prisma.Sql) =>
  Prisma.sql`(${older} IS NOT DISTINCT FROM ${newer} OR COALESCE(${older} @> ${newer}, false))`

/** The entry and those that it puts right, one after the other, as far back as they say the same about safety and an injury. */
export async function sameWords(
  tx: Tx,
  target: Target,
  { id, corrects, answers }: ToldEntry,
): Promise<ReadonlySet<string>> {
  if (corrects.length === 0) return new Set([id])
  const of = ofCaseSql('x', target)
  const words = Prisma.sql`x.id, x."supersedesId", array_remove(x.safety, ${logSafetyNone}) AS safety, x.injury`
  const safety = answers.safety.filter((one) => one !== logSafetyNone)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE entry AS (SELECT ${words} FROM "SessionLog" x WHERE ${of} UNION ALL SELECT ${words} FROM "RunLog" x WHERE ${of}
      UNION ALL SELECT ${words} FROM "PainScore" x WHERE ${of} AND x."sessionLogId" IS NULL AND x."runLogId" IS NULL),
    same AS (SELECT ${id}::uuid AS id, c AS "supersedesId", ${safety}::text[] AS safety, ${jsonOf(answers.injury)} AS injury FROM unnest(${[...corrects]}::uuid[]) c
      UNION ALL SELECT e.* FROM same s JOIN entry e ON e.id = s."supersedesId"
      AND e.safety @> s.safety AND e.safety <@ s.safety AND ${sameInjury(Prisma.sql`e.injury`, Prisma.sql`s.injury`)})
    SELECT id FROM same`
  return new Set(rows.map((row) => row.id))
}

/** An entry with what has taken its place since, oldest first. */
export async function versionsSince(tx: Tx, target: Target, id: string): Promise<string[]> {
  const of = ofCaseSql('x', target)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE entry AS (SELECT x.id, x."supersedesId" FROM "SessionLog" x WHERE ${of} UNION ALL SELECT x.id, x."supersedesId" FROM "RunLog" x WHERE ${of}
      UNION ALL SELECT x.id, x."supersedesId" FROM "PainScore" x WHERE ${of} AND x."sessionLogId" IS NULL AND x."runLogId" IS NULL),
    newer AS (SELECT ${id}::uuid AS id, 0 AS step UNION ALL SELECT e.id, n.step + 1 FROM newer n JOIN entry e ON e."supersedesId" = n.id)
    SELECT id FROM newer ORDER BY step`
  return rows.map((row) => row.id)
}

/** The day that an entry of the case is about; null for any other. */
export async function dayOfEntry(tx: Tx, target: Target, id: string): Promise<Day | null> {
  const of = Prisma.sql`${ofCaseSql('x', target)} AND x.id = ${id}::uuid`
  const [row] = await tx.$queryRaw<{ day: Day }[]>`
    SELECT to_char(e."logDate", 'YYYY-MM-DD') AS day FROM (SELECT x."logDate" FROM "SessionLog" x WHERE ${of}
      UNION ALL SELECT x."logDate" FROM "RunLog" x WHERE ${of} UNION ALL SELECT x."logDate" FROM "PainScore" x WHERE ${of}) e`
  return row?.day ?? null
}

/**
 * What an entry told before it was put right, in the words of the rules: its worst pain, its swelling and its safety
 * answers, without an injury that is told otherwise now (`injury`).
 */
export async function saidBefore(
  tx: Tx,
  target: Target,
  id: string,
  injury: LogAnswers['injury'] | undefined,
): Promise<Record<string, RuleValue>> {
  const of = ofCaseSql('x', target)
  const words = Prisma.sql`x.id, x.safety, x.injury`
  const [row] = await tx.$queryRaw<Record<string, RuleValue>[]>`
    SELECT max(x.score) AS max_pain, max(x.score) FILTER (WHERE x.context = 'next_morning') AS morning_pain,
      max(x.swelling::text) FILTER (WHERE x.id = ${id}::uuid) AS morning_swelling, (
        WITH entry AS (SELECT ${words} FROM "SessionLog" x WHERE ${of} UNION ALL SELECT ${words} FROM "RunLog" x WHERE ${of}
          UNION ALL SELECT ${words} FROM "PainScore" x WHERE ${of})
        SELECT CASE WHEN ${sameInjury(Prisma.sql`o.injury`, jsonOf(injury))} THEN o.safety ELSE array_remove(o.safety, 'new_injury') END
        FROM entry o WHERE o.id = ${id}::uuid) AS log_safety
    FROM "PainScore" x WHERE ${of} AND ${id}::uuid IN (x.id, x."sessionLogId", x."runLogId")`
  return row ?? {}
}

type Around = {
  /**
   * The days of the last seven, today included, on which an entry told of `night_pain_constant` (clinical/review.md 2), in whichever
   * treatment: the question names no knee.
   */
  readonly nights: ReadonlySet<Day>
  /** `morning_swelling` for an entry that does not ask it: the newest answer counts (clinical/intake.md 1.3). */
  readonly swelling: string | null
  readonly fever: boolean
  readonly hot: boolean
  readonly others: readonly OtherKnee[]
  /** What forms of her other treatments say of her body. */
  readonly answers: readonly BodyAnswer[]
  readonly numbers: ClinicNumbers
}

type AroundRow = Omit<Around, 'nights' | 'others' | 'answers'> & {
  nights: Day[] | null
  others: OtherKnee[] | null
  answers: BodyAnswer[] | null
}

/** The entry is about `day`; `supersedes`: the one that it puts right and that still counts. */
type AboutDay = { day: Day; today: Day; supersedes?: string | null }

/** What other entries, and forms of other treatments, say to the safety answers of one, and whom to call, in one statement. */
export async function aroundEntry(
  tx: Tx,
  { clinicId, caseId, timeZone }: Target & { timeZone: string },
  { day: about, today, supersedes = null }: AboutDay,
): Promise<Around> {
  const day = about < today ? about : today
  const counts = Prisma.sql`${ofCaseSql('x', { clinicId, caseId })} AND ${countsSql('x')}`
  const told = Prisma.sql`${counts} AND 'night_pain_constant' = ANY (x.safety)
    AND x."logDate" BETWEEN ${addDays(today, -6)}::date AND ${today}::date`
  const ofDay = Prisma.sql`${counts} AND x.safety && ARRAY['fever_unwell', 'hot_red_swollen'] AND x.id IS DISTINCT FROM ${supersedes}::uuid
    AND (x."logDate" = ${day}::date OR (NOT x."onBehalf"
      AND (${madeAtSql('x')} AT TIME ZONE ${timeZone})::date = ${day}::date))`
  const [row] = await tx.$queryRaw<AroundRow[]>`
    WITH elsewhere AS MATERIALIZED (SELECT e."caseId", e.kind, e."from", e."from" <= ${today}::date AND COALESCE(e.until, 'infinity') > ${day}::date
        AND (e.kind = 'swollen' OR e."from" = ${day}::date) AS "ofDay"
      FROM told_elsewhere(${caseId}::uuid, ${timeZone}, LEAST(${day}::date, ${addDays(today, -6)}::date)) e),
    own AS MATERIALIZED (SELECT s.safety FROM "Clinic" k CROSS JOIN LATERAL (SELECT x.safety FROM "SessionLog" x WHERE ${ofDay}
      UNION ALL SELECT x.safety FROM "RunLog" x WHERE ${ofDay} UNION ALL SELECT x.safety FROM "PainScore" x WHERE ${ofDay}) s WHERE k.id = ${clinicId}::uuid)
    SELECT (SELECT json_agg(to_char(n."logDate", 'YYYY-MM-DD')) FROM (SELECT x."logDate" FROM "SessionLog" x WHERE ${told}
        UNION SELECT x."logDate" FROM "RunLog" x WHERE ${told} UNION SELECT x."logDate" FROM "PainScore" x WHERE ${told}
        UNION SELECT e."from" FROM elsewhere e WHERE e.kind = 'night_pain_constant'
          AND e."from" BETWEEN ${addDays(today, -6)}::date AND ${today}::date) n) AS nights,
      (SELECT x.swelling::text FROM "PainScore" x WHERE ${counts} AND x.swelling IS NOT NULL
        ORDER BY x."logDate" DESC, ${madeAtSql('x')} DESC LIMIT 1) AS swelling,
      EXISTS (SELECT 1 FROM own o WHERE 'fever_unwell' = ANY (o.safety))
        OR EXISTS (SELECT 1 FROM elsewhere e WHERE e.kind = 'fever_unwell' AND e."ofDay") AS fever,
      EXISTS (SELECT 1 FROM own o WHERE 'hot_red_swollen' = ANY (o.safety)) AS hot,
      (SELECT json_agg(json_build_object('caseId', n."caseId", 'swollen', n.swollen, 'hot', n.hot)) FROM (SELECT e."caseId",
          bool_or(e.kind = 'swollen') AS swollen, bool_or(e.kind = 'hot_red_swollen') AS hot
        FROM elsewhere e WHERE e."ofDay" AND e.kind IN ('swollen', 'hot_red_swollen') GROUP BY e."caseId" ORDER BY e."caseId") n) AS others,
      (SELECT json_agg(json_build_object('id', w.id, 'option', w.option)) FROM answered_elsewhere(${caseId}::uuid) w) AS answers,
      json_build_object('clinicPhone', k.phone, 'emergencyNumber', k."emergencyNumber", 'outOfHoursPhone', k."outOfHoursPhone") AS numbers
    FROM "Clinic" k WHERE k.id = ${clinicId}::uuid`
  if (!row) throw new NotFound('clinic')
  return { ...row, nights: new Set(row.nights), others: row.others ?? [], answers: row.answers ?? [] }
}

/**
 * What she reads while she ticks the safety question of an entry about `day`; `before`: of the one that is put right. The
 * caller has checked that the case is hers.
 */
export async function readWordsAtOnce(
  tx: Tx,
  target: FormCase,
  { before, ...of }: AboutDay & { before: SaidAnswers | null },
): Promise<WordsAtOnce> {
  const { day, today } = of
  const { form: own, limits } = await formAnswers(tx, target)
  const { answers, numbers, ...told } = await aroundEntry(tx, target, of)
  const form = withElsewhere(own, answers)
  const around = { ...told, nights: nightsWith(told.nights, day, today) }
  const minor = isMinorOn(birthsOf(form.date_of_birth, form[recordedBirthId]), today)
  return wordsAtOnce(firesByChoice(form, around, { today, limits }), numbers, {
    minor,
    said: before ? choicesOf(before) : [],
  })
}
