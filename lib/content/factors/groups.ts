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

/** The band of a group, from its lowest score [EO] (clinical/factors.md 2.4). Highest first. */
export const groupBands = [
  { band: 'major', from: 9 },
  { band: 'moderate', from: 4 },
  { band: 'minor', from: 1 },
  { band: 'none', from: 0 },
] as const
export type GroupBand = (typeof groupBands)[number]['band']
