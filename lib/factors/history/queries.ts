import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { readableCaseSql } from '#lib/cases/policy.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { Prisma } from '#prisma/generated/client.ts'

export type EvaluationRow = {
  id: string
  at: Date
  ruleSetVersion: number
  inputs: unknown
  results: unknown
  by: string | null
}

/** How many evaluations are listed; any other one is reached by its id. */
const LISTED = 30

/** Each evaluation of a case by itself, but of one assessment, which is evaluated with every save, the last alone. */
const steps = (actor: Actor, caseId: string, now: Date): Prisma.Sql => Prisma.sql`
  SELECT DISTINCT ON (COALESCE(e."assessmentId", e.id)) e.id, e.at FROM "FactorEvaluation" e
  JOIN "Case" c ON c."clinicId" = e."clinicId" AND c.id = e."caseId"
  WHERE c.id = ${caseId}::uuid AND ${readableCaseSql(actor, now)}
  ORDER BY COALESCE(e."assessmentId", e.id), e.at DESC, e.id DESC`

/** One evaluation and the last one before it, for one of an assessment the last before the first save of that. */
const shownAndPrevious = (actor: Actor, caseId: string, id: string, now: Date): Prisma.Sql => Prisma.sql`
  WITH own AS (SELECT e.* FROM "FactorEvaluation" e JOIN "Case" c ON c."clinicId" = e."clinicId" AND c.id = e."caseId"
      WHERE c.id = ${caseId}::uuid AND ${readableCaseSql(actor, now)}),
    shown AS (SELECT o.id, o."assessmentId" FROM own o WHERE o.id = ${id}::uuid),
    begun AS (SELECT o.at, o.id FROM own o, shown s WHERE o.id = s.id OR o."assessmentId" = s."assessmentId"
      ORDER BY o.at, o.id LIMIT 1),
    previous AS (SELECT o.id FROM own o, begun b WHERE (o.at, o.id) < (b.at, b.id) ORDER BY o.at DESC, o.id DESC LIMIT 1)
  SELECT o.id, o.at, o."ruleSetVersion", o.inputs, o.results, a.name AS by FROM own o
  LEFT JOIN "Account" a ON a."clinicId" = o."clinicId" AND a.id = o."byId"
  WHERE o.id IN (SELECT id FROM shown UNION ALL SELECT id FROM previous)`

/**
 * The evaluations of a case, the newest first, with the one asked for (`at`; null: the newest) and what it is compared with.
 * Throws NotFound for one that is not of this case.
 */
export async function evaluationsOf(tx: Tx, actor: Actor, caseId: string, at: string | null, now: Date) {
  const list = await tx.$queryRaw<{ id: string; at: Date }[]>`
    SELECT x.id, x.at FROM (${steps(actor, caseId, now)}) x ORDER BY x.at DESC, x.id DESC LIMIT ${LISTED}`
  const id = at ?? list[0]?.id
  if (!id) return { list, shown: null, previous: null }
  const rows = await tx.$queryRaw<EvaluationRow[]>(shownAndPrevious(actor, caseId, id, now))
  const shown = rows.find((row) => row.id === id)
  if (!shown) throw new NotFound('evaluation')
  return { list, shown, previous: rows.find((row) => row.id !== id) ?? null }
}
