import 'server-only'
import { clinicCalendar } from '#lib/clinic/hours/rules.ts'
import type { Block, Urgency } from '#lib/content/flags/types.ts'
import type { Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { formsOfCaseSql, screenedFormsSql } from '#lib/intake/told/policy.ts'
import { limitRowsSql } from '#lib/limits/values/queries.ts'
import { type LimitRow, limitValues } from '#lib/limits/values/rules.ts'
import { birthsOf, isMinorOn, type RecordedBirth, withRecord } from '#lib/patients/births/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { blockLevel, unresolvedLevel } from './history/rules.ts'
import {
  type ClinicNumbers,
  numberToCall,
  type PatientMessages,
  patientMessages,
  pausedLines,
} from './messages/rules.ts'
import { bearsOnCaseSql, flagsBearingSql } from './responses/policy.ts'
import type { FlagState } from './schema.ts'
import { type SafetyScreen, safetyScreen } from './screen/rules.ts'
import { isOpenAt } from './targets/rules.ts'

export type CaseSafety = {
  blockLevel: Block
  unresolvedLevel: Urgency | 'none'
  screen: SafetyScreen
  /** Ids of the flags that block, strongest first; for the physio only. */
  blocking: string[]
}

/** Which flags bear on a case, as a `where`. Throws NotFound for a case that the actor does not see. */
export async function bearingOn(
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
): Promise<{ clinicId: string; id: { in: string[] } }> {
  const [found] = await tx.$queryRaw<{ ids: string[] }[]>`
    SELECT ARRAY(SELECT f.id FROM ${flagsBearingSql}) AS ids FROM "Case" c
    WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid`
  if (!found) throw new NotFound('case')
  return { clinicId, id: { in: found.ids } }
}

/**
 * What the flags of a case and its newest safety answers allow today, for a member of the care team. Computed on every
 * read, so that no stored copy can go stale. `today`: the patient's day.
 */
export async function caseSafety(
  tx: Tx,
  target: { clinicId: string; caseId: string; patientId: string },
  today: string,
): Promise<CaseSafety> {
  const row = await safetyRow(tx, target)
  const flags = (row.flags ?? []).map(([flagId, state, block]) => ({ flagId, state, block }))
  const screen = newestScreen(row, today)
  const open = flags.filter((flag) => flag.state === 'unresolved')
  return {
    blockLevel: blockLevel(flags, { safetyScreenIncomplete: !screen.complete }),
    unresolvedLevel: unresolvedLevel(flags),
    screen,
    blocking: [
      ...open.filter((flag) => flag.block === 'programme'),
      ...open.filter((flag) => flag.block === 'impact'),
    ].map((flag) => flag.flagId),
  }
}

type SafetyRow = {
  flags: [flagId: string, state: FlagState, block: Block][] | null
  forms: { answers: Answers; on: Day }[] | null
  recorded: RecordedBirth
  limits: LimitRow[] | null
}

/** The flags that bear on a case and what its newest forms say, in one statement. Throws NotFound like `bearingOn`. */
async function safetyRow(
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
): Promise<SafetyRow> {
  const [row] = await tx.$queryRaw<SafetyRow[]>`
    SELECT (SELECT json_agg(json_build_array(f."flagId", CASE WHEN f."supersededAt" IS NOT NULL THEN 'superseded'
        WHEN f."resolvedAt" IS NOT NULL THEN 'resolved' ELSE 'unresolved' END, f.block) ORDER BY f."raisedAt", f.id) FROM ${flagsBearingSql}) AS flags,
      (SELECT json_agg(json_build_object('answers', n.answers, 'on', n."on") ORDER BY n.at DESC) FROM (
        SELECT a.answers, i."submittedAt" AS at, to_char(i."submittedAt" AT TIME ZONE COALESCE(p."timeZone", k."timeZone"), 'YYYY-MM-DD') AS "on"
        FROM "Intake" i JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
        WHERE ${screenedFormsSql}
        ORDER BY i."submittedAt" DESC LIMIT 5) n) AS forms,
      to_json(p."dateOfBirth" || p."notBornOn") AS recorded, ${limitRowsSql(Prisma.sql`k.id`)} AS limits
    FROM "Case" c JOIN "Clinic" k ON k.id = c."clinicId" JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
    WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid`
  if (!row) throw new NotFound('case')
  return row
}

/** The newest complete set of safety answers: from the intake that opened the case or a review form asked since. */
function newestScreen({ forms, recorded, ...row }: SafetyRow, today: Day): SafetyScreen {
  const limits = limitValues(row.limits ?? [])
  const screens = (forms ?? []).map(({ answers, on }) =>
    safetyScreen(withRecord(answers, recorded), on, today, limits),
  )
  return screens.find((screen) => screen.complete) ?? screens[0] ?? safetyScreen({}, null, today, limits)
}

export type OwnSafety = {
  blockLevel: Block
  /** What the patient reads; null when nothing is unresolved that has words. */
  messages: PatientMessages | null
  /** The number to call now about it. */
  call: string
  /** What she reads when her plan is paused, by a flag or by her physio. */
  paused: readonly string[]
  /** That stand in the words. */
  numbers: ClinicNumbers
}

type Effect = { flagId: string }
type SourcedEffect = Effect & { examined: boolean }

const blockOf = (effects: readonly Effect[]): Block =>
  blockLevel(effects.map(({ flagId }) => ({ flagId, state: 'unresolved' as const })))

/** What the patient's own unresolved flags block. */
export const ownBlock = async (tx: Tx, caseId: string): Promise<Block> =>
  blockOf(
    await tx.$queryRaw<Effect[]>`
      SELECT f."flagId" FROM own_flag_effects() f
      JOIN "Case" c ON c."clinicId" = app_clinic() AND c.id = ${caseId}::uuid AND ${bearsOnCaseSql}`,
  )

type OwnRow = {
  timeZone: string
  openingHours: unknown
  numbers: ClinicNumbers
  told: string | null
  recorded: RecordedBirth
  effects: SourcedEffect[] | null
}

/** The ids that no answer stands behind. */
function foundAlone(effects: readonly SourcedEffect[]): ReadonlySet<string> {
  const answered = new Set(effects.filter(({ examined }) => !examined).map(({ flagId }) => flagId))
  return new Set(effects.map(({ flagId }) => flagId).filter((id) => !answered.has(id)))
}

/** What the patient's own unresolved flags do to her day, `today`. Returns words and a block, never a flag. */
export async function ownSafety(
  tx: Tx,
  caseId: string,
  { today, now }: { today: Day; now: Date },
): Promise<OwnSafety> {
  const [row] = await tx.$queryRaw<OwnRow[]>`
    SELECT k."timeZone", k."openingHours", json_build_object('clinicPhone', k.phone, 'emergencyNumber', k."emergencyNumber",
        'outOfHoursPhone', k."outOfHoursPhone") AS numbers,
      (SELECT json_agg(json_build_object('flagId', f."flagId", 'examined', f.source = 'assessment'))
        FROM own_flag_effects() f WHERE ${bearsOnCaseSql}) AS effects,
      to_json(p."dateOfBirth" || p."notBornOn") AS recorded, (SELECT a.answers ->> 'date_of_birth'
        FROM "Intake" i JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
        WHERE ${formsOfCaseSql} AND a.answers ->> 'date_of_birth' IS NOT NULL
        ORDER BY i."submittedAt" DESC LIMIT 1) AS told
    FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId" JOIN "Clinic" k ON k.id = c."clinicId"
    WHERE c."clinicId" = app_clinic() AND c.id = ${caseId}::uuid`
  if (!row) throw new NotFound('case')
  const { numbers } = row
  const effects = row.effects ?? []
  const messages = patientMessages(
    effects.map((effect) => effect.flagId),
    numbers,
    { minor: isMinorOn(birthsOf(row.told, row.recorded), today), log: true, found: foundAlone(effects) },
  )
  const isOpen = isOpenAt(now, clinicCalendar(row.timeZone, row.openingHours))
  const silent = messages.message === null && messages.lines.length === 0
  const call = numberToCall(messages.level, numbers, isOpen)
  return {
    ...{ blockLevel: blockOf(effects), messages: silent ? null : messages },
    ...{ call, paused: pausedLines(numbers, call), numbers },
  }
}
