import 'server-only'
import type { Limits } from '#lib/content/limits/index.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { limitValues } from './rules.ts'

/** The rows for `limitValues` as JSON, inside a statement that is sent anyway; `clinic`: what it calls the clinic's id. */
export const limitRowsSql = (clinic: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_object('limitId', n."limitId", 'value', n.value) ORDER BY n.at, n.id)
  FROM "RuleLimit" n WHERE n."clinicId" = ${clinic} AND n."caseId" IS NULL)`

/** The limits that hold in a clinic, for whoever evaluates a case of it: staff, or the patient's own entry on duty. */
export async function readLimits(tx: Tx, clinicId: string): Promise<Limits> {
  const rows = await tx.ruleLimit.findMany({
    where: { clinicId, caseId: null },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { limitId: true, value: true },
  })
  return limitValues(
    rows.map(({ limitId, value }) => ({ limitId, value: value === null ? null : Number(value) })),
  )
}
