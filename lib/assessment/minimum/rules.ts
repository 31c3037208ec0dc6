import { minimumWith } from '#lib/content/assessment/minimum.ts'
import { clinicalIds } from '#lib/content/ids.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { perLimits } from '#lib/limits/values/rules.ts'
import { missingIds } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { explainSides, type IndexSide } from '#lib/rules/sides.ts'

const loadedWith = perLimits((limits) =>
  minimumWith(limits).map((row) => ({ ...row, rule: loadRule(row.rule, clinicalIds) })),
)

export type MinimumRow = { id: string; label: string; met: boolean; missing: readonly string[] }

/**
 * Which rules of the minimum data set are met (clinical/assessment.md 9). `values`: intake and findings; `limits`: those of the
 * clinic. What is not assessed counts as missing and is named.
 */
export const minimumRows = (
  values: RuleValues,
  indexSide: IndexSide | null,
  limits: Limits,
): readonly MinimumRow[] =>
  loadedWith(limits).map(({ id, label, rule }) => {
    const { result, trace } = explainSides(rule, { values, registry: clinicalIds }, 'permission', indexSide)
    return { id, label, met: result === 'T', missing: result === 'N' ? missingIds(trace) : [] }
  })
