import 'server-only'
import { type ClinicTimes, clinicCalendar } from '#lib/clinic/hours/rules.ts'
import type { Block, Urgency } from '#lib/content/flags/types.ts'
import type { Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import { alertLimitValues } from '#lib/limits/rules.ts'
import { limitRowsSql } from '#lib/limits/values/queries.ts'
import { type LimitRow, limitValues } from '#lib/limits/values/rules.ts'
import { birthsOf, isMinorOn, type RecordedBirth } from '#lib/patients/births/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { blockLevel, unresolvedLevel } from './history/rules.ts'
import { type ClinicNumbers, numberToCall, patientMessages, pausedLines } from './messages/rules.ts'
import { bearsOnCaseSql, flagsBearingSql } from './responses/policy.ts'
import type { FlagState, OwnSafety } from './schema.ts'
import { screenFormsSql } from './screen/policy.ts'
import { newestScreen, type SafetyScreen, type ScreenForm } from './screen/rules.ts'
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
  const screen = newestScreen(row.forms, row.recorded, today, limitValues(row.limits ?? []))
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
  forms: ScreenForm[]
  recorded: RecordedBirth
  limits: LimitRow[] | null
}

const zoneSql = Prisma.sql`COALESCE(p."timeZone", k."timeZone")`

/** The flags that bear on a case and what its newest forms say, in one statement. Throws NotFound like `bearingOn`. */
async function safetyRow(
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
): Promise<SafetyRow> {
  const [row] = await tx.$queryRaw<SafetyRow[]>`
    SELECT (SELECT json_agg(json_build_array(f."flagId", CASE WHEN f."supersededAt" IS NOT NULL THEN 'superseded'
        WHEN f."resolvedAt" IS NOT NULL THEN 'resolved' ELSE 'unresolved' END, f.block) ORDER BY f."raisedAt", f.id) FROM ${flagsBearingSql}) AS flags,
      ${screenFormsSql(zoneSql)} AS forms,
      to_json(p."dateOfBirth" || p."notBornOn") AS recorded, ${limitRowsSql(Prisma.sql`k.id`)} AS limits
    FROM "Case" c JOIN "Clinic" k ON k.id = c."clinicId" JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
    WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid`
  if (!row) throw new NotFound('case')
  return row
}

type Effect = { flagId: string; examined: boolean }

type OwnRow = ClinicTimes & {
  numbers: ClinicNumbers
  forms: ScreenForm[]
  recorded: RecordedBirth
  limits: LimitRow[] | null
  effects: Effect[] | null
  blockedAt: Date | null
}

/** The ids that no answer stands behind. */
function foundAlone(effects: readonly Effect[]): ReadonlySet<string> {
  const answered = new Set(effects.filter(({ examined }) => !examined).map(({ flagId }) => flagId))
  return new Set(effects.map(({ flagId }) => flagId).filter((id) => !answered.has(id)))
}

/**
 * What the patient's own unresolved flags do to her day, `today`. Returns words and a block, never a flag. `alone`: of a case that
 * ended with a program for afterwards, which what blocks in any other case of hers stops, however that one ended.
 */
export async function ownSafety(
  tx: Tx,
  caseId: string,
  { today, now, alone = false }: { today: Day; now: Date; alone?: boolean },
): Promise<OwnSafety> {
  const [row] = await tx.$queryRaw<OwnRow[]>`
    SELECT k."timeZone", k."openingHours", k."closedDays", json_build_object('clinicPhone', k.phone, 'emergencyNumber', k."emergencyNumber",
        'outOfHoursPhone', k."outOfHoursPhone") AS numbers,
      (SELECT json_agg(json_build_object('flagId', f."flagId", 'examined', f.source = 'assessment'))
        FROM own_flag_effects() f WHERE ${bearsOnCaseSql} OR (${alone} AND f."caseId" IS NOT NULL AND f.block <> 'none')) AS effects,
      (SELECT min(f."raisedAt") FROM own_flag_effects() f WHERE ${bearsOnCaseSql} AND f.block <> 'none') AS "blockedAt",
      to_json(p."dateOfBirth" || p."notBornOn") AS recorded, ${screenFormsSql(zoneSql)} AS forms, ${limitRowsSql(Prisma.sql`k.id`)} AS limits
    FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId" JOIN "Clinic" k ON k.id = c."clinicId"
    WHERE c."clinicId" = app_clinic() AND c.id = ${caseId}::uuid`
  if (!row) throw new NotFound('case')
  const { numbers, forms, recorded } = row
  const effects = row.effects ?? []
  const flags = effects.map(({ flagId }) => ({ flagId, state: 'unresolved' as const }))
  const rows = row.limits ?? []
  const limits = limitValues(rows)
  const ofClinic = rows.map((one) => ({ ...one, caseId: null }))
  const { complete, ageDays } = newestScreen(forms, recorded, today, limits)
  const told = forms.map(({ answers }) => cleanAnswers(answers).date_of_birth).find((born) => born)
  const messages = patientMessages(
    effects.map((effect) => effect.flagId),
    numbers,
    { minor: isMinorOn(birthsOf(told, recorded), today), log: true, found: foundAlone(effects) },
  )
  const isOpen = isOpenAt(now, clinicCalendar(row))
  const silent = messages.message === null && messages.lines.length === 0
  const call = numberToCall(messages.level, numbers, isOpen)
  return {
    blockLevel: blockLevel(flags, { safetyScreenIncomplete: !complete }),
    flagBlock: blockLevel(flags),
    blockedAt: row.blockedAt,
    unanswered: !complete,
    messages: silent ? null : messages,
    call,
    paused: pausedLines(numbers, call),
    numbers,
    askedDaysAgo: ageDays,
    limits,
    silentAfter: alertLimitValues(ofClinic, null).no_log_act ?? Number.POSITIVE_INFINITY,
  }
}
