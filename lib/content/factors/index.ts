import { defaultLimits, type Limits } from '#lib/content/limits/index.ts'
import { namesNumber, withNumbers } from '#lib/rules/numbers.ts'
import { flexibilityFactors } from './flexibility.ts'
import { impactFactors } from './impact.ts'
import { loadFactors } from './load.ts'
import { recoveryFactors } from './recovery.ts'
import { strengthFactors } from './strength.ts'
import { techniqueFactors } from './technique.ts'
import type { FactorSpec } from './types.ts'

/** `$name` in a rule stands for a limit of limits.ts. */
const written: readonly FactorSpec[] = [
  ...loadFactors,
  ...strengthFactors,
  ...flexibilityFactors,
  ...techniqueFactors,
  ...impactFactors,
  ...recoveryFactors,
]

/** The factors with these limits in their rules. */
export const factorsWith = (limits: Limits): readonly FactorSpec[] =>
  written.map((factor) => ({
    ...factor,
    levels: factor.levels.map(({ level, rule }) => ({
      level,
      rule: withNumbers(rule, limits),
    })),
  }))

/** The factors in the order of clinical/factors.md 4, which also breaks ties, with the limits that it names. */
export const factors: readonly FactorSpec[] = factorsWith(defaultLimits)

/** Titles of the factors whose rules read a limit. */
export const readersOf = (limitId: string): string[] =>
  written
    .filter(({ levels }) => levels.some(({ rule }) => namesNumber(rule, limitId)))
    .map(({ title }) => title)

const byId: ReadonlyMap<string, FactorSpec> = new Map(factors.map((factor) => [factor.id, factor]))

/** The factor with this id; null when there is none. */
export const factorById = (id: string): FactorSpec | null => byId.get(id) ?? null
