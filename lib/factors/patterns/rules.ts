/**
 * Patterns to consider (clinical/factors.md 7): decision support for the physiotherapist. Several may be listed and none
 * is chosen; never shown to a patient.
 */
import { patterns } from '#lib/content/factors/patterns.ts'
import type { PatternPoint, PatternSpec } from '#lib/content/factors/types.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { basisOf } from '#lib/factors/inputs/rules.ts'
import type { PatternStatus, StoredPattern } from '#lib/factors/schema.ts'
import { explain, missingIds } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValues, Side } from '#lib/rules/registry.ts'
import type { IndexSide } from '#lib/rules/sides.ts'
import { idsOf, type Rule } from '#lib/rules/tree.ts'

interface Loaded {
  readonly pattern: PatternSpec
  readonly points: readonly { readonly points: number; readonly rule: Rule }[]
  readonly twoSided: boolean
}

const load = ({ points, rule }: PatternPoint) => ({ points, rule: loadRule(rule, flagRuleIds) })

const loaded: readonly Loaded[] = patterns.map((pattern) => {
  const points = [...pattern.for, ...pattern.against].map(load)
  const twoSided = points.some(({ rule }) => idsOf(rule).some((id) => flagRuleIds.get(id)?.sided))
  return { pattern, points, twoSided }
})

function statusOf(score: number, threshold: number, limits: Limits): PatternStatus {
  if (score >= threshold) return 'consider'
  return score >= threshold - limits.pattern_possible_points ? 'possible' : 'not_listed'
}

interface Asked {
  readonly values: RuleValues
  readonly limits: Limits
}

function onSide({ pattern, points }: Loaded, { values, limits }: Asked, side: Side | null): StoredPattern {
  const context = { values, registry: flagRuleIds, ...(side ? { side } : {}) }
  const lines = points.map((one) => ({ ...one, trace: explain(one.rule, context) }))
  const score = lines.reduce((sum, line) => sum + (line.trace.result === 'T' ? line.points : 0), 0)
  return {
    id: pattern.id,
    status: statusOf(score, pattern.threshold, limits),
    score,
    threshold: pattern.threshold,
    side,
    points: lines.map(({ points, rule, trace }) => ({
      points,
      rule: rule.text,
      result: trace.result,
      basis: basisOf([trace]),
    })),
    missing: [...new Set(lines.flatMap((line) => missingIds(line.trace)))],
  }
}

function evaluatePattern(one: Loaded, asked: Asked, index: IndexSide | null): StoredPattern {
  if (!one.twoSided) return onSide(one, asked, null)
  if (index !== 'equal') return onSide(one, asked, index)
  const left = onSide(one, asked, 'left')
  const right = onSide(one, asked, 'right')
  return right.score > left.score ? right : left
}

/** One result for every pattern, in the order of the specification. */
export function evaluatePatterns(
  values: RuleValues,
  index: IndexSide | null,
  limits: Limits,
): StoredPattern[] {
  return loaded.map((one) => evaluatePattern(one, { values, limits }, index))
}

/** The pattern with the highest score among those to consider; of equal ones the first of the table. */
export function topPattern(results: readonly StoredPattern[]): string {
  const [first] = results
    .filter((pattern) => pattern.status === 'consider')
    .toSorted((a, b) => b.score - a.score)
  return first?.id ?? 'none'
}

/** Those worth reading, highest score first. */
export const listedPatterns = (results: readonly StoredPattern[]): readonly StoredPattern[] =>
  results
    .filter((pattern) => pattern.status !== 'not_listed')
    .toSorted(
      (a, b) => Number(b.status === 'consider') - Number(a.status === 'consider') || b.score - a.score,
    )
