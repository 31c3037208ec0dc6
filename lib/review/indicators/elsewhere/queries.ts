import 'server-only'
import type { Day } from '#lib/dates.ts'
import { epoch } from '#lib/db/days.ts'
import { countsSql } from '#lib/tracking/entries/policy.ts'
import { programSinceSql } from '#lib/tracking/unwell/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'

type Of = { readonly clinic: Prisma.Sql; readonly patient: Prisma.Sql }

/** JSON `RanElsewhere[]` of case `c`, as far as row-level security lets the runs of the other treatments be read. */
export const ranElsewhereSql = ({ clinic, patient }: Of): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_object('day', x.day, 'minutes', x.minutes)) FROM (
    SELECT r."logDate" - ${epoch} AS day, max(CASE WHEN r.type = 'walk_run' THEN 0 ELSE r.minutes END) AS minutes
    FROM "RunLog" r JOIN "Case" k ON k."clinicId" = r."clinicId" AND k.id = r."caseId"
    WHERE k."clinicId" = ${clinic} AND k."patientId" = ${patient} AND k.id <> c.id AND k.status IN ('open', 'on_hold')
      AND ${countsSql('r')} AND r."logDate" >= ${programSinceSql}
    GROUP BY r."logDate") x)`

/** JSON `HeldText[]` of case `c` in the days of `zone`, whoever asks: the function of the database looks past row-level security. */
export const heldElsewhereSql = (zone: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_array(t.kind, (t.since AT TIME ZONE ${zone})::date - ${epoch}, (t.until AT TIME ZONE ${zone})::date - ${epoch}))
  FROM load_held_elsewhere(c.id) t)`

type Before = {
  readonly clinic: Prisma.Sql
  /** The first days that are read of the runs, and of the sessions. */
  readonly runs: Day
  readonly sessions: Day
  /** Whether runs are planned, and walks: of a program without them nothing waits. */
  readonly planned: { readonly runs: Prisma.Sql; readonly walks: Prisma.Sql }
}

const days = (from: Prisma.Sql) => Prisma.sql`(
  SELECT COALESCE(json_agg(DISTINCT r."logDate" - ${epoch}), '[]') FROM ${from} AND ${countsSql('r')} AND r."logDate" >= ${programSinceSql})`

/** JSON `RanBefore` of case `c`. */
export function ranBeforeSql({ clinic, runs, sessions, planned }: Before): Prisma.Sql {
  const ran = days(
    Prisma.sql`"RunLog" r WHERE r."clinicId" = ${clinic} AND r."caseId" = c.id AND r."logDate" < ${runs}::date`,
  )
  const walked = days(Prisma.sql`"SessionLog" r
    JOIN "ExerciseLog" e ON e."clinicId" = r."clinicId" AND e."sessionLogId" = r.id AND e."exerciseId" = 'ex_rtr_walk30' AND e."skipReason" IS NULL
    WHERE r."clinicId" = ${clinic} AND r."caseId" = c.id AND r."logDate" < ${sessions}::date`)
  return Prisma.sql`json_build_object('ranOn', CASE WHEN ${planned.runs} THEN ${ran} ELSE '[]' END,
    'walkedOn', CASE WHEN ${planned.walks} THEN ${walked} ELSE '[]' END)`
}
