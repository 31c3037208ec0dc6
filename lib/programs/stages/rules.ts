import { exerciseById } from '#lib/content/exercises/index.ts'
import { lastStage, runStages } from '#lib/content/programs/stages.ts'
import { defaultDose } from '#lib/programs/dose/rules.ts'
import { followsRuns } from '#lib/programs/plan-week/rules.ts'
import { runStage, stageText } from '#lib/programs/running/rules.ts'
import type { ProgramItem } from '#lib/programs/schema.ts'

/** The stage of an item in a program (clinical/programmes.md 6.2): which run it stands for, and its words. */

const exerciseOf = (stage: number): string => runStage(stage)?.exerciseId ?? 'ex_rtr_easy_run'

/** What stage 10 says, which has no row in the table. */
const distanceWords = 'Distance build-up: see the weekly target and the cap of a single run'

const wordsOf = (stage: number): string => {
  const row = runStage(stage)
  return row ? stageText(row) : distanceWords
}

/** Every stage with what is done in it. */
export const stageChoices: readonly { readonly stage: number; readonly words: string }[] = [
  ...runStages.map(({ stage }) => stage),
  lastStage,
].map((stage) => ({ stage, words: wordsOf(stage) }))

/**
 * Whether an exercise may stand for a stage. The first ten weeks of running have a table of their own, in which a stage would
 * lead nowhere (clinical/programmes.md 5.9).
 */
export const mayHaveStage = (phaseKey: string, exerciseId: string): boolean =>
  !followsRuns(phaseKey) && runStages.some((row) => row.exerciseId === exerciseId)

/** The nearest stage that this exercise stands for; null where it stands for none, or had none and needs none. */
export function stageFor(phaseKey: string, exerciseId: string, stage: number | null): number | null {
  if (!mayHaveStage(phaseKey, exerciseId)) return null
  const own = stageChoices.filter((one) => exerciseOf(one.stage) === exerciseId).map((one) => one.stage)
  const [low, high] = [own[0], own.at(-1)]
  if (low === undefined || high === undefined) return null
  // Walking and jogging in turns says nothing without its stage; the easy run and the walk are also done without one.
  if (stage === null) return exerciseId === 'ex_rtr_walk_run' ? low : null
  return Math.min(high, Math.max(low, stage))
}

/** What the patient reads beside the dose: the stage, and what somebody wrote. */
export const saidOfItem = ({ stage, note }: Pick<ProgramItem, 'stage' | 'note'>): string =>
  [stage === null ? '' : wordsOf(stage), note].filter(Boolean).join('. ')

/** The item as another stage of the table; the note stays. */
export function staged(item: ProgramItem, stage: number): ProgramItem {
  const exercise = exerciseById(exerciseOf(stage))
  const row = runStage(stage)
  if (!exercise) return item
  // At stage 10 the distance of the week says how far, and no minutes beside it (6.4).
  const minutes = row?.session ?? null
  if (!row && item.exerciseId === exercise.id) return { ...item, minutes, stage }
  const dose = { ...defaultDose(exercise), minutes }
  return { ...item, ...dose, exerciseId: exercise.id, stage }
}
