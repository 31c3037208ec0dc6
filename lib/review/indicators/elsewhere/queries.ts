import 'server-only'
import type { Day } from '#lib/dates.ts'
import { epoch } from '#lib/db/days.ts'
import { countsSql } from '#lib/tracking/entries/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'

type Of = { readonly clinic: Prisma.Sql; readonly patient: Prisma.Sql; readonly since: Day }

/**
 * JSON `RanElsewhere[]` of case `c`, as far as row-level security lets the runs of the other treatments be read: those since a day, and
 * the last one before.
 */
export const ranElsewhereSql = ({ clinic, patient, since }: Of): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_object('day', x.day, 'minutes', x.minutes)) FROM (
    SELECT r."logDate" - ${epoch} AS day, max(CASE WHEN r.type = 'walk_run' THEN 0 ELSE r.minutes END) AS minutes
    FROM "RunLog" r JOIN "Case" k ON k."clinicId" = r."clinicId" AND k.id = r."caseId"
    WHERE k."clinicId" = ${clinic} AND k."patientId" = ${patient} AND k.id <> c.id AND k.status IN ('open', 'on_hold')
      AND ${countsSql('r')} AND (r."logDate" >= ${since}::date
        OR r."logDate" = (SELECT max(b."logDate") FROM "RunLog" b JOIN "Case" o ON o."clinicId" = b."clinicId" AND o.id = b."caseId"
          WHERE o."clinicId" = ${clinic} AND o."patientId" = ${patient} AND o.id <> c.id AND o.status IN ('open', 'on_hold')
            AND ${countsSql('b')} AND b."logDate" < ${since}::date))
    GROUP BY r."logDate") x)`

type Before = {
  readonly clinic: Prisma.Sql
  readonly runs: Day
  readonly sessions: Day
  readonly walks: Prisma.Sql
}

/** JSON `RanBefore` of case `c`: its last run before a day, and its last walk, where `walks`. */
export const ranBeforeSql = ({
  clinic,
  runs,
  sessions,
  walks,
}: Before): Prisma.Sql => Prisma.sql`json_build_object(
  'ranOn', (SELECT r."logDate" - ${epoch} FROM "RunLog" r WHERE r."clinicId" = ${clinic} AND r."caseId" = c.id
    AND ${countsSql('r')} AND r."logDate" < ${runs}::date ORDER BY r."logDate" DESC LIMIT 1),
  'walkedOn', CASE WHEN ${walks} THEN (SELECT l."logDate" - ${epoch} FROM "SessionLog" l
    JOIN "ExerciseLog" e ON e."clinicId" = l."clinicId" AND e."sessionLogId" = l.id AND e."exerciseId" = 'ex_rtr_walk30' AND e."skipReason" IS NULL
    WHERE l."clinicId" = ${clinic} AND l."caseId" = c.id AND ${countsSql('l')} AND l."logDate" < ${sessions}::date
    ORDER BY l."logDate" DESC LIMIT 1) END)`
