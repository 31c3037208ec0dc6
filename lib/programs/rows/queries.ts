import 'server-only'
import { Prisma } from '#prisma/generated/client.ts'

/** The phases of a version (`v` is "ProgramVersion") with their items, both in their order: JSON of `PhaseRow`s, null without any. */
export const phasesSql: Prisma.Sql = Prisma.sql`(SELECT jsonb_agg(to_jsonb(h) || jsonb_build_object('items', COALESCE(
    (SELECT jsonb_agg(to_jsonb(i) ORDER BY i.position) FROM "ProgramItem" i
      WHERE i."clinicId" = h."clinicId" AND i."phaseId" = h.id), '[]'::jsonb)) ORDER BY h.position)
  FROM "ProgramPhase" h WHERE h."clinicId" = v."clinicId" AND h."versionId" = v.id)`

/** Whether a newer version took the place of `v` ("ProgramVersion") before its day began for the patient, so that it never held. */
export const overtakenSql = (
  zone: string | Prisma.Sql,
): Prisma.Sql => Prisma.sql`EXISTS (SELECT 1 FROM "ProgramVersion" o
  WHERE o."clinicId" = v."clinicId" AND o."programId" = v."programId" AND o."publishedAt" IS NOT NULL AND o.number > v.number
    AND (o."startsOn" < v."startsOn" OR (o."startsOn" = v."startsOn" AND (o."publishedAt" AT TIME ZONE ${zone})::date < v."startsOn")))`
