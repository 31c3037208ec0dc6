import type { Region } from '#lib/content/exercises/types.ts'

/** The dose ladders (clinical/programmes.md 3.3) [EO]. */

const ladderKinds = ['load', 'repetitions', 'hold', 'plyometric', 'none'] as const
export type LadderKind = (typeof ladderKinds)[number]

export const regionsWithoutLadder: readonly Region[] = [
  'warm-up',
  'stretching',
  'running drill',
  'return to run',
  'cross-training',
]

/** Repetitions above the default: 0, then these steps. */
export const repetitionSteps = [2, 4] as const
/** Each loop of the load ladder: repetitions to the end, then more load and the default repetitions again. */
export const loadLoops = 3
export const loadRise = { min: 0.05, max: 0.1 } as const
export const holdStepSeconds = 5
export const holdMostSeconds = 15
export const holdMostSets = 5
export const plyoStep = 2
export const plyoMost = 6
export const plyoDaysBetweenSteps = 7
/** `r_ex_regress_dose` when there is only one set. */
export const loadDrop = 0.2
