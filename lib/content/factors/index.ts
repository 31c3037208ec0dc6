import { flexibilityFactors } from './flexibility.ts'
import { impactFactors } from './impact.ts'
import { loadFactors } from './load.ts'
import { recoveryFactors } from './recovery.ts'
import { strengthFactors } from './strength.ts'
import { techniqueFactors } from './technique.ts'
import type { FactorSpec } from './types.ts'

/** The factors in the order of clinical/factors.md 4, which also breaks ties. */
export const factors: readonly FactorSpec[] = [
  ...loadFactors,
  ...strengthFactors,
  ...flexibilityFactors,
  ...techniqueFactors,
  ...impactFactors,
  ...recoveryFactors,
]

const byId: ReadonlyMap<string, FactorSpec> = new Map(factors.map((factor) => [factor.id, factor]))

/** The factor with this id; null when there is none. */
export const factorById = (id: string): FactorSpec | null => byId.get(id) ?? null
