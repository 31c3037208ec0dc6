import { safetyDaySql, screenedFormsSql } from '#lib/intake/told/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'

/**
 * What the safety screen of "Case" `c` is read from, as one value: the newest five forms and the one that the case came out of,
 * the newest first. `zone` is the patient's.
 */
export const screenFormsSql = (zone: Prisma.Sql): Prisma.Sql => Prisma.sql`COALESCE((
  SELECT jsonb_agg(jsonb_build_object('answers', x.answers, 'on', x."on") ORDER BY x.at DESC) FROM (
    SELECT a.answers, i."submittedAt" AS at, ${safetyDaySql(zone)} AS "on",
      row_number() OVER (ORDER BY i."submittedAt") AS nth, row_number() OVER (ORDER BY i."submittedAt" DESC) AS back
    FROM "Intake" i JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
    WHERE ${screenedFormsSql}) x WHERE x.nth = 1 OR x.back <= 5), '[]')`
