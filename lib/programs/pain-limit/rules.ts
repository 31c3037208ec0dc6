import type { Exercise } from '#lib/content/exercises/types.ts'
import { isImpactItem } from '#lib/programs/block/rules.ts'
import { isPlannedRun } from '#lib/programs/plan-week/rules.ts'
import type { ProgramPhase } from '#lib/programs/schema.ts'

/** Where she stops. A caution beside it names no number for the same pain, and no pain is called all right here. */
export const limitText = (limit: number, where: 'run' | 'exercise'): string => {
  const start = where === 'run' ? 'In a run, stop' : 'Stop'
  return `${start} when ${limit === 0 ? 'it hurts' : `the pain goes above ${limit} of 10`}.`
}

export type PainLimits = Pick<ProgramPhase['params'], 'runLimit' | 'exLimit'>

/** The lowest that holds: of a run for runs, of an exercise for the rest, of both for running in an exercise, and its own. */
export function limitOf(exercise: Exercise, { runLimit, exLimit }: PainLimits): string {
  const own = exercise.painLimit ?? 10
  if (isPlannedRun({ exerciseId: exercise.id })) return limitText(Math.min(runLimit, own), 'run')
  const runs = isImpactItem(exercise) && exercise.region !== 'plyometric'
  return limitText(Math.min(exLimit, own, runs ? runLimit : 10), 'exercise')
}
