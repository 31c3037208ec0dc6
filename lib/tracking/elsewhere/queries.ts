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
 * (clinical/red-flags.md 3.2). The function looks past row-level security.
 */
export const toldElsewhereSql = ({ caseId, zone, since }: Asked): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_array(e.kind, e."from" - ${epoch}, e.until - ${epoch}))
  FROM told_elsewhere(${caseId}, ${zone}, ${since}) e WHERE e.kind IN ('night_pain_constant', 'swollen'))::text`
