import 'server-only'
import { ofCaseSql } from '#lib/cases/policy.ts'
import { addDays, type Day, dayNumber, isoDay } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { epoch } from '#lib/db/days.ts'
import type { PainDay } from '#lib/review/indicators/schema.ts'
import { countsSql, madeAtSql } from '#lib/tracking/entries/policy.ts'
import { DAYS_BACK, type Swelling } from '#lib/tracking/entries/schema.ts'
import { morningQuestions, morningsByDay } from '#lib/tracking/results/morning/rules.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'
import { standsSql, unwellDaysSql } from '#lib/tracking/unwell/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Lately, OpenHour, OpenMorning } from './schema.ts'

/** Days in which a flare is looked for. */
const LOOK_BACK = 90

export type LatelyOf = { clinicId: string; caseId: string; timeZone: string; today: Day }

/** `open`: the pain of the hour after it, or of a run that hurt whether it settled, is not known. */
type Logged = { id: string; day: Day; at: number; open: boolean }

type Row = {
  /** Of which a set was done. */
  sessions: Logged[] | null
  runs: (Logged & { km: number; entered: number })[] | null
  /** Of today, the newest first. */
  pains: { context: string; score: number }[] | null
  mornings: { day: number; pain: number; swelling: Swelling | null }[] | null
  /** The worst of each of these days, the oldest first. */
  daily: PainDay[] | null
  lastOn: Day | null
  /** These two of any of her treatments: her body is one. */
  unwell: number[]
  severe: boolean
  unit: DistanceUnit | null
  pausedAt: Date | null
}

const ofRun: readonly string[] = ['during_run', 'after_run']

/** In one statement. The caller has checked that the actor reaches the case. */
export async function loggedLately(tx: Tx, of: LatelyOf): Promise<Lately> {
  const { clinicId, caseId, timeZone, today } = of
  const counts = Prisma.sql`${ofCaseSql('x', of)} AND ${countsSql('x')}`
  const since = Prisma.sql`${counts} AND x."logDate" BETWEEN ${addDays(today, -DAYS_BACK)}::date AND ${today}::date`
  const logged = Prisma.sql`'id', x.id, 'day', x."logDate", 'at', extract(epoch FROM ${madeAtSql('x')}) * 1000`
  // A run that waited on a phone is as old as its pains; at noon they only stand for the day.
  const ranAt = Prisma.sql`extract(epoch FROM COALESCE(x."firstRecordedAt", LEAST(x."recordedAt", (SELECT min(s.at)
    FROM "PainScore" s WHERE s."clinicId" = x."clinicId" AND s."runLogId" = x.id
      AND (s.at AT TIME ZONE ${timeZone})::time <> TIME '12:00')))) * 1000`
  const recent = Prisma.sql`x."logDate" >= ${addDays(today, -1)}::date`
  const unwell = unwellDaysSql({
    caseId: Prisma.sql`${caseId}::uuid`,
    zone: Prisma.sql`${timeZone}`,
    since: Prisma.sql`${today}::date`,
  })
  const [logs] = await tx.$queryRaw<Row[]>`SELECT
    (SELECT json_agg(json_build_object(${logged}, 'open', ${recent} AND NOT EXISTS (SELECT FROM "PainScore" s
        WHERE s."clinicId" = x."clinicId" AND s."sessionLogId" = x.id AND s.context = 'after_exercise')))
      FROM "SessionLog" x WHERE ${since} AND EXISTS (SELECT 1 FROM "ExerciseLog" e
        WHERE e."clinicId" = x."clinicId" AND e."sessionLogId" = x.id AND e."setsDone" > 0)) AS sessions,
    (SELECT json_agg(json_build_object(${logged}, 'entered', ${ranAt}, 'km', x.km, 'open', ${recent} AND (
        NOT EXISTS (SELECT FROM "PainScore" s WHERE s."clinicId" = x."clinicId" AND s."runLogId" = x.id AND s.context = 'after_run')
        OR (x.settle IS NULL AND EXISTS (SELECT FROM "PainScore" s
          WHERE s."clinicId" = x."clinicId" AND s."runLogId" = x.id AND s.score > 0)))))
      FROM "RunLog" x WHERE ${since}) AS runs,
    (SELECT json_agg(json_build_object('context', x.context, 'score', x.score) ORDER BY x.at DESC)
      FROM "PainScore" x WHERE ${counts} AND x."logDate" = ${today}::date) AS pains,
    (SELECT json_agg(json_build_object('day', x."logDate" - ${epoch}, 'pain', x.score, 'swelling', x.swelling))
      FROM "PainScore" x WHERE ${since} AND x.context = 'next_morning') AS mornings,
    (SELECT json_agg(d ORDER BY d.day) FROM (SELECT x."logDate" - ${epoch} AS day, max(x.score) AS pain FROM "PainScore" x
      WHERE ${counts} AND x."logDate" BETWEEN ${addDays(today, -LOOK_BACK)}::date AND ${today}::date GROUP BY 1) d) AS daily,
    (SELECT to_char(GREATEST(
      (SELECT max(x."logDate") FROM "SessionLog" x WHERE ${counts} AND x."logDate" <= ${today}::date),
      (SELECT max(x."logDate") FROM "RunLog" x WHERE ${counts} AND x."logDate" <= ${today}::date),
      (SELECT max(x."logDate") FROM "PainScore" x WHERE ${counts} AND x."logDate" <= ${today}::date)), 'YYYY-MM-DD')) AS "lastOn",
    (SELECT severe FROM ${standsSql({ caseId, timeZone, today })}) AS severe,
    ${unwell} AS unwell,
    (SELECT x.unit FROM "RunLog" x WHERE ${counts} ORDER BY x."logDate" DESC, ${madeAtSql('x')} DESC LIMIT 1)::text AS unit,
    (SELECT max(p."pausedAt") FROM "Program" p WHERE p."clinicId" = ${clinicId}::uuid AND p."caseId" = ${caseId}::uuid) AS "pausedAt"`
  const [sessions, runs, pains] = [logs?.sessions ?? [], logs?.runs ?? [], logs?.pains ?? []]
  const runsOn = (day: Day) => runs.filter((run) => run.day === day)
  const [todays, yesterdays] = [runsOn(today), runsOn(addDays(today, -1))]
  const scoreOf = (...contexts: string[]) =>
    pains.find((row) => contexts.includes(row.context))?.score ?? null
  return {
    done: {
      sessions: sessions.filter(({ day }) => day === today).length,
      runs: todays.map(({ km }) => Number(km)),
      pain: scoreOf('now', 'day_worst'),
      morning: scoreOf('next_morning'),
    },
    ranYesterday: yesterdays.length > 0,
    runEnteredAt: Math.max(0, ...[...todays, ...yesterdays].map(({ entered }) => Number(entered))),
    openMornings: asked(logs, dayNumber(today)),
    openHours: [...hoursOf('session', sessions), ...hoursOf('run', runs)].sort((a, b) => a.at - b.at),
    // Of a day before, but entered today: whoever is to call her does so today.
    severe: logs?.severe ?? false,
    worstRun: Math.max(
      0,
      ...pains.filter(({ context }) => ofRun.includes(context)).map(({ score }) => score),
    ),
    daily: logs?.daily ?? [],
    lastOn: logs?.lastOn ?? null,
    fever: (logs?.unwell ?? []).includes(dayNumber(today)),
    unit: logs?.unit ?? 'km',
    pausedAt: logs?.pausedAt ?? null,
  }
}

/** The mornings that are missing after a day with a session or a run. */
function asked(logs: Row | undefined, today: number): OpenMorning[] {
  const trained = [...(logs?.sessions ?? []), ...(logs?.runs ?? [])].map(({ day }) => dayNumber(day))
  const entered = morningsByDay(logs?.mornings ?? [])
  return morningQuestions(trained, entered, today).map(({ morning, text }) => ({
    day: isoDay(morning),
    text,
  }))
}

const hoursOf = (kind: OpenHour['kind'], entries: readonly Logged[]): OpenHour[] =>
  entries.flatMap(({ id, day, at, open }) => (open ? { kind, id, day, at: Number(at) } : []))
