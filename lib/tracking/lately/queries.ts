import 'server-only'
import { addDays, type Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import type { PainDay } from '#lib/review/indicators/schema.ts'
import { dayNumber } from '#lib/tracking/progress/series/rules.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'
import { standsSql, unwellDaysSql } from '#lib/tracking/unwell/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Lately } from './schema.ts'

/** Days in which a flare is looked for. */
const LOOK_BACK = 90

export type LatelyOf = { clinicId: string; caseId: string; timeZone: string; today: Day }

type Log = { day: Day; safety: string[] }
type Row = {
  sessions: Log[] | null
  runs: (Log & { km: number })[] | null
  /** The newest first. */
  pains: (Log & { context: string; score: number })[] | null
  /** The worst of each of these days, the oldest first. */
  daily: PainDay[] | null
  lastOn: Day | null
  /** These two of any of her treatments: her body is one. */
  unwell: number[]
  severe: boolean
  unit: DistanceUnit | null
  pausedByTeam: boolean
}

const ofRun: readonly string[] = ['during_run', 'after_run']

/** In one statement. The caller has checked that the actor reaches the case. */
export async function loggedLately(tx: Tx, of: LatelyOf): Promise<Lately> {
  const { clinicId, caseId, timeZone, today } = of
  const counts = Prisma.sql`x."clinicId" = ${clinicId}::uuid AND x."caseId" = ${caseId}::uuid
    AND x."supersededAt" IS NULL AND x."withdrawnAt" IS NULL`
  const lately = Prisma.sql`${counts} AND x."logDate" BETWEEN ${addDays(today, -1)}::date AND ${today}::date`
  const unwell = unwellDaysSql({
    ...{ caseId: Prisma.sql`${caseId}::uuid`, zone: Prisma.sql`${timeZone}` },
    since: Prisma.sql`${today}::date`,
  })
  const [logs] = await tx.$queryRaw<Row[]>`SELECT
    (SELECT json_agg(json_build_object('day', x."logDate", 'safety', x.safety)) FROM "SessionLog" x WHERE ${lately}) AS sessions,
    (SELECT json_agg(json_build_object('day', x."logDate", 'safety', x.safety, 'km', x.km)) FROM "RunLog" x WHERE ${lately}) AS runs,
    (SELECT json_agg(json_build_object('day', x."logDate", 'safety', x.safety, 'context', x.context, 'score', x.score) ORDER BY x.at DESC)
      FROM "PainScore" x WHERE ${counts} AND x."logDate" = ${today}::date) AS pains,
    (SELECT json_agg(d ORDER BY d.day) FROM (SELECT x."logDate" - DATE '1970-01-01' AS day, max(x.score) AS pain FROM "PainScore" x
      WHERE ${counts} AND x."logDate" BETWEEN ${addDays(today, -LOOK_BACK)}::date AND ${today}::date GROUP BY 1) d) AS daily,
    (SELECT to_char(GREATEST(
      (SELECT max(x."logDate") FROM "SessionLog" x WHERE ${counts} AND x."logDate" <= ${today}::date),
      (SELECT max(x."logDate") FROM "RunLog" x WHERE ${counts} AND x."logDate" <= ${today}::date),
      (SELECT max(x."logDate") FROM "PainScore" x WHERE ${counts} AND x."logDate" <= ${today}::date)), 'YYYY-MM-DD')) AS "lastOn",
    (SELECT severe FROM ${standsSql({ caseId, timeZone, today })}) AS severe,
    ${unwell} AS unwell,
    (SELECT x.unit FROM "RunLog" x WHERE ${counts} ORDER BY x."logDate" DESC, COALESCE(x."firstRecordedAt", x."recordedAt") DESC LIMIT 1)::text AS unit,
    EXISTS (SELECT 1 FROM "Program" p WHERE p."clinicId" = ${clinicId}::uuid AND p."caseId" = ${caseId}::uuid
      AND p."pausedAt" IS NOT NULL) AS "pausedByTeam"`
  const [sessions, runs, pains] = [logs?.sessions ?? [], logs?.runs ?? [], logs?.pains ?? []]
  const on = (day: Day) => (row: Log) => row.day === day
  const scoreOf = (...contexts: string[]) =>
    pains.find((row) => contexts.includes(row.context))?.score ?? null
  return {
    done: {
      sessions: sessions.filter(on(today)).length,
      runs: runs.filter(on(today)).map(({ km }) => Number(km)),
      pain: scoreOf('now', 'day_worst'),
      morning: scoreOf('next_morning'),
    },
    ranYesterday: runs.some(on(addDays(today, -1))),
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
    pausedByTeam: logs?.pausedByTeam ?? false,
  }
}
