import 'server-only'
import { addDays, type Day, startOfDay } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import type { PainDay } from '#lib/review/indicators/schema.ts'
import { SEVERE } from '#lib/tracking/entries/rules.ts'
import { DAYS_BACK, type Swelling } from '#lib/tracking/entries/schema.ts'
import { dayNumber, isoDay } from '#lib/tracking/progress/series/rules.ts'
import { morningQuestions, morningsByDay } from '#lib/tracking/results/morning/rules.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'
import { casesOfPatient, unwellTold } from '#lib/tracking/unwell/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Lately, OpenMorning } from './schema.ts'

/** Days in which a flare is looked for. */
const LOOK_BACK = 90

export type LatelyOf = { clinicId: string; caseId: string; timeZone: string; today: Day }

type Row = {
  /** The day of each session of which a set was done. */
  sessions: Day[] | null
  runs: { day: Day; km: number; at: number }[] | null
  /** Of today, the newest first. */
  pains: { context: string; score: number }[] | null
  mornings: { day: number; pain: number; swelling: Swelling | null }[] | null
  /** The worst of each of these days, the oldest first. */
  daily: PainDay[] | null
  lastOn: Day | null
  unwell: number[]
  /** These two of any of her cases: her body is one. */
  severe: boolean
  fever: boolean
  unit: DistanceUnit | null
  pausedAt: Date | null
}

const ofRun: readonly string[] = ['during_run', 'after_run']

/** That `x` puts an entry right which was severe already: it was told then. */
const wasSevere = Prisma.sql`EXISTS (SELECT 1 FROM "PainScore" w WHERE w."clinicId" = x."clinicId" AND w."caseId" = x."caseId"
  AND w."logDate" = x."logDate" AND w.score >= ${SEVERE} AND (w.id = x."supersedesId"
    OR w."sessionLogId" = (SELECT l."supersedesId" FROM "SessionLog" l WHERE l."clinicId" = x."clinicId" AND l.id = x."sessionLogId")
    OR w."runLogId" = (SELECT r."supersedesId" FROM "RunLog" r WHERE r."clinicId" = x."clinicId" AND r.id = x."runLogId")))`

/** In one statement. The caller has checked that the actor reaches the case. */
export async function loggedLately(tx: Tx, of: LatelyOf): Promise<Lately> {
  const { clinicId, caseId, timeZone, today } = of
  const counts = Prisma.sql`x."clinicId" = ${clinicId}::uuid AND x."caseId" = ${caseId}::uuid
    AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL`
  const hers = Prisma.sql`x."clinicId" = ${clinicId}::uuid AND x."caseId" = ANY (${casesOfPatient(of)})
    AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL`
  const fever = (
    table: string,
  ) => Prisma.sql`EXISTS (SELECT 1 FROM ${Prisma.raw(`"${table}"`)} x WHERE ${hers}
    AND x."logDate" = ${today}::date AND 'fever_unwell' = ANY (x.safety))`
  const since = Prisma.sql`${counts} AND x."logDate" BETWEEN ${addDays(today, -DAYS_BACK)}::date AND ${today}::date`
  const unwell = unwellTold({
    ...{ clinicId: Prisma.sql`${clinicId}::uuid`, caseId: Prisma.sql`ANY (${casesOfPatient(of)})` },
    ...{ zone: Prisma.sql`${timeZone}`, since: Prisma.sql`${addDays(today, -DAYS_BACK)}` },
  })
  const [logs] = await tx.$queryRaw<Row[]>`SELECT
    (SELECT json_agg(x."logDate") FROM "SessionLog" x WHERE ${since} AND EXISTS (SELECT 1 FROM "ExerciseLog" e
      WHERE e."clinicId" = x."clinicId" AND e."sessionLogId" = x.id AND e."setsDone" > 0)) AS sessions,
    (SELECT json_agg(json_build_object('day', x."logDate", 'km', x.km,
      'at', extract(epoch FROM COALESCE(x."firstRecordedAt", x."recordedAt")) * 1000)) FROM "RunLog" x WHERE ${since}) AS runs,
    (SELECT json_agg(json_build_object('context', x.context, 'score', x.score) ORDER BY x.at DESC)
      FROM "PainScore" x WHERE ${counts} AND x."logDate" = ${today}::date) AS pains,
    (SELECT json_agg(json_build_object('day', x."logDate" - DATE '1970-01-01', 'pain', x.score, 'swelling', x.swelling))
      FROM "PainScore" x WHERE ${since} AND x.context = 'next_morning') AS mornings,
    (SELECT json_agg(d ORDER BY d.day) FROM (SELECT x."logDate" - DATE '1970-01-01' AS day, max(x.score) AS pain FROM "PainScore" x
      WHERE ${counts} AND x."logDate" BETWEEN ${addDays(today, -LOOK_BACK)}::date AND ${today}::date GROUP BY 1) d) AS daily,
    (SELECT to_char(GREATEST(
      (SELECT max(x."logDate") FROM "SessionLog" x WHERE ${counts} AND x."logDate" <= ${today}::date),
      (SELECT max(x."logDate") FROM "RunLog" x WHERE ${counts} AND x."logDate" <= ${today}::date),
      (SELECT max(x."logDate") FROM "PainScore" x WHERE ${counts} AND x."logDate" <= ${today}::date)), 'YYYY-MM-DD')) AS "lastOn",
    EXISTS (SELECT 1 FROM "PainScore" x WHERE ${hers} AND x.score >= ${SEVERE} AND (x."logDate" = ${today}::date
      OR (x."recordedAt" >= ${startOfDay(today, timeZone)}::timestamptz AND NOT ${wasSevere}))) AS severe,
    ${fever('SessionLog')} OR ${fever('RunLog')} OR ${fever('PainScore')} AS fever,
    ${unwell} AS unwell,
    (SELECT x.unit FROM "RunLog" x WHERE ${counts} ORDER BY x."logDate" DESC, COALESCE(x."firstRecordedAt", x."recordedAt") DESC LIMIT 1)::text AS unit,
    (SELECT max(p."pausedAt") FROM "Program" p WHERE p."clinicId" = ${clinicId}::uuid AND p."caseId" = ${caseId}::uuid) AS "pausedAt"`
  const [sessions, runs, pains] = [logs?.sessions ?? [], logs?.runs ?? [], logs?.pains ?? []]
  const runsOn = (day: Day) => runs.filter((run) => run.day === day)
  const [todays, yesterdays] = [runsOn(today), runsOn(addDays(today, -1))]
  const scoreOf = (...contexts: string[]) =>
    pains.find((row) => contexts.includes(row.context))?.score ?? null
  return {
    done: {
      sessions: sessions.filter((day) => day === today).length,
      runs: todays.map(({ km }) => Number(km)),
      pain: scoreOf('now', 'day_worst'),
      morning: scoreOf('next_morning'),
    },
    ranYesterday: yesterdays.length > 0,
    runEnteredAt: Math.max(0, ...[...todays, ...yesterdays].map(({ at }) => Number(at))),
    openMornings: asked(logs, dayNumber(today)),
    // Of a day before, but entered today: whoever is to call her does so today.
    severe: logs?.severe ?? false,
    worstRun: Math.max(
      0,
      ...pains.filter(({ context }) => ofRun.includes(context)).map(({ score }) => score),
    ),
    daily: logs?.daily ?? [],
    lastOn: logs?.lastOn ?? null,
    fever: (logs?.fever ?? false) || (logs?.unwell ?? []).includes(dayNumber(today)),
    unit: logs?.unit ?? 'km',
    pausedAt: logs?.pausedAt ?? null,
  }
}

/** The mornings that are missing after a day with a session or a run. */
function asked(logs: Row | undefined, today: number): OpenMorning[] {
  const trained = [...(logs?.sessions ?? []), ...(logs?.runs ?? []).map(({ day }) => day)].map(dayNumber)
  const entered = morningsByDay(logs?.mornings ?? [])
  return morningQuestions(trained, entered, today).map(({ morning, text }) => ({
    day: isoDay(morning),
    text,
  }))
}
