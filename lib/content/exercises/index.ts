import { calfExercises } from './calf.ts'
import { controlExercises } from './control.ts'
import { crossTrainingExercises } from './cross-training.ts'
import { hipExercises } from './hip.ts'
import { plyometricExercises } from './plyometric.ts'
import { returnToRunExercises } from './return-to-run.ts'
import { runningDrillExercises } from './running-drill.ts'
import { stretchingExercises } from './stretching.ts'
import { thighExercises } from './thigh.ts'
import { trunkExercises } from './trunk.ts'
import type { Exercise } from './types.ts'
import { warmUpExercises } from './warm-up.ts'

export const exercises: readonly Exercise[] = [
  ...warmUpExercises,
  ...hipExercises,
  ...thighExercises,
  ...calfExercises,
  ...trunkExercises,
  ...stretchingExercises,
  ...controlExercises,
  ...plyometricExercises,
  ...runningDrillExercises,
  ...returnToRunExercises,
  ...crossTrainingExercises,
]

const byId: ReadonlyMap<string, Exercise> = new Map(exercises.map((exercise) => [exercise.id, exercise]))

/** The exercise with this id; null when the library has none. */
export const exerciseById = (id: string): Exercise | null => byId.get(id) ?? null
