import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

/**
 * What the newest evaluation says of every pattern, as a rule reads it: `consider`, `possible` or `not_listed` by id. Empty
 * before the first evaluation. For the team alone; the caller has checked the case.
 */
export async function patternValues(
  tx: Tx,
  of: { clinicId: string; caseId: string },
): Promise<(readonly [id: string, status: RuleValue])[]> {
  const rows = await tx.$queryRaw<{ id: string; status: string }[]>`
    SELECT p ->> 'id' AS id, p ->> 'status' AS status FROM (
      SELECT e.results FROM "FactorEvaluation" e WHERE e."clinicId" = ${of.clinicId}::uuid AND e."caseId" = ${of.caseId}::uuid
      ORDER BY e.at DESC, e.id DESC LIMIT 1) n, jsonb_array_elements(n.results -> 'patterns') p`
  return rows.map(({ id, status }) => [id, status] as const)
}
