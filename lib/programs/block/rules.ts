import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Exercise } from '#lib/content/exercises/types.ts'

/** What the unresolved flags of a case stop (red-flags.md section 2). */
export type BlockLevel = 'none' | 'impact' | 'programme'

const impactRegions: readonly string[] = ['plyometric', 'running drill', 'return to run']
const impactWarmUps: readonly string[] = ['ex_wu_easy_jog', 'ex_wu_stride', 'ex_wu_heel_flick']

/** The 30-minute walk: stage 0 of the return to running, in which nobody runs. */
export const isWalk = (exerciseId: string): boolean => exerciseId === 'ex_rtr_walk30'

/** Runs for so many minutes, which rest a day between each other (clinical/programmes.md 5.9, 6.2). */
const byMinutes: readonly string[] = ['ex_rtr_walk_run', 'ex_rtr_easy_run']
export const restsBetween = ({ exerciseId }: { readonly exerciseId: string }): boolean =>
  byMinutes.includes(exerciseId)

/** True for an exercise that the block `impact` stops. The walk is not one. */
export const isImpactItem = (exercise: Pick<Exercise, 'id' | 'region'>): boolean =>
  impactWarmUps.includes(exercise.id) || (impactRegions.includes(exercise.region) && !isWalk(exercise.id))

/** Running and its drills, which a stop of running takes out. The walk is none of it. */
export function isRunningItem({ exerciseId }: { readonly exerciseId: string }): boolean {
  const exercise = exerciseById(exerciseId)
  const runs = exercise?.region === 'return to run' || exercise?.region === 'running drill'
  return exercise !== null && runs && isImpactItem(exercise)
}

/** What waits while running is stopped (clinical/programmes.md 3.8): nothing goes around runs that wait. */
export const waitsWithRuns = (item: {
  readonly exerciseId: string
  readonly days: 'each_run' | readonly string[]
}): boolean => item.days === 'each_run' || isRunningItem(item)

/**
 * May this item be published and done under the block? An exercise that the library does not know may not, except without a
 * block.
 */
export function allowedUnder(block: BlockLevel, item: { readonly exerciseId: string }): boolean {
  if (block === 'none') return true
  if (block === 'programme') return false
  const exercise = exerciseById(item.exerciseId)
  return exercise !== null && !isImpactItem(exercise)
}

/** What a block and a stop of running leave of a phase. Nothing goes around runs that wait. */
export const leftBy = (
  item: Parameters<typeof waitsWithRuns>[0],
  { block, runStop }: { block: BlockLevel; runStop: boolean },
): boolean =>
  allowedUnder(block, item) &&
  !(block !== 'none' && item.days === 'each_run') &&
  !(runStop && waitsWithRuns(item))
