/**
 * Evaluates the contributing factors (clinical/factors.md 2 to 4) and the patterns (7).
 *
 *   evaluateFactors(values, limits)   // answers, derived values and findings (`<id>_left`, `<id>_right`) by id
 *   groupsOf(factors, limits)           // the five groups with score and band, in the order of the screen
 *
 * Pure: the same values give the same result, whatever their order. The index side is the derived value `index_side`.
 */

import { evidenceWeights, type GroupBand } from '#lib/content/factors/groups.ts'
import { factorsWith } from '#lib/content/factors/index.ts'
import { type FactorSpec, type GroupId, groupIds, type Level } from '#lib/content/factors/types.ts'
import { factorRuleSetVersion } from '#lib/content/factors/version.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { defaultLimits, type Limits } from '#lib/content/limits/index.ts'
import { basisOf, indexSideOf } from '#lib/factors/inputs/rules.ts'
import { ratingLimits } from '#lib/factors/limits/rules.ts'
import { evaluatePatterns } from '#lib/factors/patterns/rules.ts'
import type { FactorStatus, StoredEvaluation, StoredFactor } from '#lib/factors/schema.ts'
import { perLimits } from '#lib/limits/values/rules.ts'
import { missingIds } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { explainSides } from '#lib/rules/sides.ts'
import type { Rule } from '#lib/rules/tree.ts'

interface Loaded {
  readonly factor: FactorSpec
  readonly levels: readonly { readonly level: 1 | 2 | 3; readonly rule: Rule }[]
}

const load = (limits: Limits): readonly Loaded[] =>
  factorsWith(limits).map((factor) => ({
    factor,
    levels: factor.levels.map(({ level, rule }) => ({ level, rule: loadRule(rule, flagRuleIds) })),
  }))

/** Loaded with the module: a rule set with an error is not used. */
const loadedWith = perLimits(load)

export function statusOf(level: Level | null): FactorStatus {
  if (level === null) return 'not_assessed'
  if (level === 0) return 'absent'
  return level === 1 ? 'possible' : 'present'
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)]

function evaluateFactor({ factor, levels }: Loaded, values: RuleValues): StoredFactor {
  const context = { values, registry: flagRuleIds }
  const index = indexSideOf(values)
  const results = levels.map(({ level, rule }) => ({
    level,
    rule: rule.text,
    ...explainSides(rule, context, 'finding', index),
  }))
  const reached = results.filter((one) => one.result === 'T').toSorted((a, b) => b.level - a.level)[0]
  const open = results.filter((one) => one.result === 'N' && one.level > (reached?.level ?? 0))
  const missing = unique(open.flatMap((one) => missingIds(one.trace)))
  const level: Level | null = reached?.level ?? (open.length > 0 ? null : 0)
  return {
    id: factor.id,
    group: factor.group,
    status: statusOf(level),
    level,
    evidence: factor.evidence,
    points: (level ?? 0) * evidenceWeights[factor.evidence],
    side: reached?.side ?? results.find((one) => one.side)?.side ?? null,
    // The trace that gave the level last: of a finding with two sides its value stays.
    basis: basisOf([...results.map((one) => one.trace), ...(reached ? [reached.trace] : [])]),
    missing: level === null ? missing : [],
    mayBeHigher: reached ? missing : [],
    levels: results.map(({ level, rule, result, side }) => ({ level, rule, result, side })),
  }
}

/** All factors in the order of the specification, then the patterns, which read the levels of factors. */
export function evaluateFactors(values: RuleValues, limits: Limits = defaultLimits): StoredEvaluation {
  const results = loadedWith(limits).map((one) => evaluateFactor(one, values))
  const levels = results.map(({ id, level }) => [id, level] as const)
  const patterns = evaluatePatterns(
    new Map<string, RuleValue>([...values, ...levels]),
    indexSideOf(values),
    limits,
  )
  return {
    ruleSetVersion: factorRuleSetVersion,
    limits: ratingLimits(limits),
    factors: results,
    patterns,
  }
}

export interface GroupResult {
  readonly id: GroupId
  readonly score: number
  readonly band: GroupBand
  /** Most points first; level 0 included. */
  readonly factors: readonly StoredFactor[]
  readonly notAssessed: readonly StoredFactor[]
}

/** One point is something found, so a group with points is never "none". */
function bandOf(points: number, limits: Limits): GroupBand {
  if (points >= limits.group_major_points) return 'major'
  if (points >= limits.group_moderate_points) return 'moderate'
  return points > 0 ? 'minor' : 'none'
}

/** Groups by score, factors inside by points; ties keep the order of the specification (2.5). */
export function groupsOf(results: readonly StoredFactor[], limits: Limits): readonly GroupResult[] {
  return groupIds
    .map((id): GroupResult => {
      const own = results.filter((factor) => factor.group === id)
      const assessed = own.filter((factor) => factor.level !== null)
      const score = assessed.reduce((sum, factor) => sum + factor.points, 0)
      return {
        id,
        score,
        band: bandOf(score, limits),
        factors: assessed.toSorted((a, b) => b.points - a.points),
        notAssessed: own.filter((factor) => factor.level === null),
      }
    })
    .toSorted((a, b) => b.score - a.score)
}
