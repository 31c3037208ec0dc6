import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { readableFactorCases } from '../policy.ts'
import { type FactorAnswers, newestAnswers } from './rules.ts'
import type { FactorResponseKind } from './schema.ts'

type Of = { clinicId: string; caseId: string; case?: ReturnType<typeof readableFactorCases> }

/**
 * Whether the rules have rated the factor of the answer `x` as absent, when it was given or since: what they find later, nobody has
 * judged.
 */
export const outlivedSql = Prisma.sql`EXISTS (
  SELECT 1 FROM "FactorEvaluation" seen JOIN "FactorEvaluation" e ON e."clinicId" = seen."clinicId" AND e."caseId" = seen."caseId"
    AND (e.at, e.id) >= (seen.at, seen.id)
  WHERE seen."clinicId" = x."clinicId" AND seen.id = x."evaluationId" AND e.results @> jsonb_build_object('factors',
    jsonb_build_array(jsonb_build_object('id', x."factorId", 'level', 0))))`

/** Ids of the dismissals among these answers that the rules have outlived. The caller has read them from its case. */
export async function outlivedDismissals(
  tx: Tx,
  clinicId: string,
  rows: readonly { id: string; kind: FactorResponseKind }[],
): Promise<ReadonlySet<string>> {
  const ids = rows.flatMap(({ id, kind }) => (kind === 'dismissed' ? [id] : []))
  if (ids.length === 0) return new Set()
  const outlived = await tx.$queryRaw<{ id: string }[]>`
    SELECT x.id FROM "FactorResponse" x WHERE x."clinicId" = ${clinicId}::uuid AND x.id = ANY (${ids}::uuid[]) AND ${outlivedSql}`
  return new Set(outlived.map(({ id }) => id))
}

/** The newest answer to each factor of a case. For the team alone; the caller has checked the case. */
export async function factorAnswers(tx: Tx, of: Of): Promise<FactorAnswers> {
  const rows = await tx.factorResponse.findMany({
    where: of,
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { id: true, factorId: true, kind: true, level: true, by: { select: { name: true } } },
    take: 500,
  })
  return newestAnswers(rows.toReversed(), await outlivedDismissals(tx, of.clinicId, rows))
}
