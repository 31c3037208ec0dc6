import { runStages } from '#lib/content/programs/index.ts'
import type { RunStage } from '#lib/content/programs/types.ts'
import type { StageAnswers, StartStage } from './schema.ts'

const tolerance = 1e-9

/** The highest stage from 1 to 7 whose single jog bout is at most 0.8 × the minutes until pain; 1 when there is none. */
function stageBeforePain(minutes: number): number {
  const within = runStages.filter(
    ({ stage, jog }) => stage >= 1 && stage <= 7 && jog <= 0.8 * minutes + tolerance,
  )
  return within.at(-1)?.stage ?? 1
}

/** The stage at which somebody starts to run again (programmes.md 6.3) [EO]. What is not answered is not met. */
export function startStage(answers: StageAnswers): StartStage {
  const { runnerType, runningStatus, stoppedWeeks, painOnsetMinutes } = answers
  const stopped = runningStatus === 'stopped' ? (stoppedWeeks ?? -1) : -1
  if (runnerType === 'beginner' || stopped >= 12)
    return { stage: 1, situation: 'Beginner, or 12 weeks or more without running' }
  if (stopped >= 4) return { stage: 2, situation: '4 to 11 weeks without running' }
  if (stopped >= 0) return { stage: 4, situation: 'Up to 3 weeks without running' }
  if (
    ['full', 'reduced', 'walk_run'].includes(runningStatus ?? '') &&
    painOnsetMinutes !== null &&
    painOnsetMinutes >= 0
  )
    return {
      stage: stageBeforePain(painOnsetMinutes),
      situation: `Running, pain begins after ${painOnsetMinutes} minutes`,
    }
  return { stage: 1, situation: 'Not known' }
}

/** The row of the stage table (6.2); null from stage 10, where distance is built up, and for what is no stage. */
export const runStage = (stage: number): RunStage | null =>
  runStages.find((row) => row.stage === stage) ?? null

/** The run of a stage in words: "6 times: walk 4 min, jog 1 min". */
export function stageText(row: RunStage): string {
  if (row.jog === 0) return `Walk ${row.walk} min`
  if (row.walk === 0) return `Jog ${row.jog} min without a break`
  return `${row.repeats} times: walk ${row.walk} min, jog ${row.jog} min`
}
