import type { Evidence, GroupSpec } from './types.ts'

export const factorGroups: readonly GroupSpec[] = [
  {
    id: 'grp_load',
    title: 'Training load and build-up',
    cause: 'Overuse, too quick an increase in distance or intensity; beginners without gradual build-up',
  },
  {
    id: 'grp_muscle',
    title: 'Strength and flexibility',
    cause: 'Weak quadriceps, hamstrings, gluteals, calves; tight muscles that alter gait',
  },
  { id: 'grp_technique', title: 'Running technique', cause: 'Improper technique' },
  { id: 'grp_impact', title: 'Surface and shoes', cause: 'Hard surfaces, worn or under-cushioned shoes' },
  {
    id: 'grp_recovery',
    title: 'Warm-up, recovery and daily life',
    cause: 'Missing warm-up and cool-down; recovery',
  },
]

/** Points of a factor = its level × this (clinical/factors.md 2). */
export const evidenceWeights: Readonly<Record<Evidence, number>> = {
  strong: 4,
  moderate: 3,
  weak: 2,
  expert: 1,
}

/** Bands of a group by its points, from limits that a clinic may set [EO] (clinical/factors.md 2.4). */
export type GroupBand = 'major' | 'moderate' | 'minor' | 'none'
