import 'server-only'
import type { Day } from '#lib/dates.ts'
import { Prisma } from '#prisma/generated/client.ts'

type Of = { readonly clinic: Prisma.Sql; readonly patient: Prisma.Sql; readonly since: Day }

/** JSON `RanElsewhere[]` of case `c`, as far as row-level security lets the runs of the other treatments be read. */
export const ranElsewhereSql = ({ clinic, patient, since }: Of): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_object('day', x.day, 'minutes', x.minutes)) FROM (
    SELECT r."logDate" - DATE '1970-01-01' AS day, max(CASE WHEN r.type = 'walk_run' THEN 0 ELSE r.minutes END) AS minutes
    FROM "RunLog" r JOIN "Case" k ON k."clinicId" = r."clinicId" AND k.id = r."caseId"
    WHERE k."clinicId" = ${clinic} AND k."patientId" = ${patient} AND k.id <> c.id AND k.status IN ('open', 'on_hold')
      AND r."supersededAt" IS NULL AND r."withdrawnAt" IS NULL AND r."logDate" >= ${since}::date
    GROUP BY r."logDate") x)`
