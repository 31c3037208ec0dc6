import 'server-only'
import { epoch } from '#lib/db/days.ts'
import { Prisma } from '#prisma/generated/client.ts'

type Asked = {
  readonly caseId: Prisma.Sql
  /** The patient's. */
  readonly zone: Prisma.Sql
  readonly since: Prisma.Sql
}

/**
 * JSON `ToldText[]` of the days since a day, as text: what is told in the other treatments bears on the rules of a log in each
 * (clinical/red-flags.md 3.2), and between two runs lies a day. The functions look past row-level security.
 */
export const toldElsewhereSql = ({ caseId, zone, since }: Asked): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_array(e.kind, e."from" - ${epoch}, e.until - ${epoch})) FROM (
    SELECT t.kind, t."from", t.until FROM told_elsewhere(${caseId}, ${zone}, ${since}) t WHERE t.kind IN ('night_pain_constant', 'swollen')
    UNION ALL SELECT 'ran', r, r + 1 FROM ran_elsewhere(${caseId}, ${since}) r) e)::text`

/** The days since 1970, from a day on, on which she ran for another treatment, as an array. */
export const ranOnSql = ({ caseId, since }: Omit<Asked, 'zone'>): Prisma.Sql =>
  Prisma.sql`ARRAY(SELECT r - ${epoch} FROM ran_elsewhere(${caseId}, ${since}) r)`
