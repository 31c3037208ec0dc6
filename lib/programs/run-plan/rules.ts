/** The stages of returning to running as the patient reads them (clinical/programmes.md 6.2), with the one that holds. */
import { lastStage, runStages } from '#lib/content/programs/stages.ts'
import type { ActiveProgram } from '#lib/programs/active/schema.ts'
import { isPlannedRun } from '#lib/programs/plan-week/rules.ts'
import { stageOfItem } from '#lib/programs/progression/past/rules.ts'
import { phaseByKey } from '#lib/programs/rules.ts'
import { stageText } from '#lib/programs/running/rules.ts'
import { daysApart, smallestGap } from '#lib/programs/schedule/days/rules.ts'
import { type ProgramItem, weekdays } from '#lib/programs/schema.ts'
import { daysText } from '#lib/programs/version/rules.ts'
import type { RunPlan, RunStep } from './schema.ts'

type RunItem = Pick<ProgramItem, 'exerciseId' | 'stage' | 'days'>

const times = ['', 'once', 'twice', 'three times', 'four times', 'five times', 'six times', 'seven times']

const daysOf = (runs: readonly RunItem[]) =>
  new Set(runs.flatMap((item) => (item.days === 'each_run' ? [] : item.days)))

/** How often she runs by the days that were planned with her. Runs beside those by stages may stand next to one of them. */
function howOften(runs: readonly RunItem[]): string {
  const days = daysOf(runs)
  if (days.size === 1) return 'Run once a week.'
  const often = days.size === 0 ? 'Run' : `Run ${times[days.size]} a week,`
  const near = daysOf(runs.filter(isOfStage)).size < days.size && smallestGap([...days]) < 2
  return `${often} with at least one day of rest between two runs${near ? ' of these steps' : ''}.`
}

/** Reading age 11. `runLimit`: pain from 0 to 10 that is all right in a run of this phase. */
const rulesFor = (runs: readonly RunItem[], runLimit: number): string[] => [
  howOften(runs),
  'Choose flat, even ground. Go so slowly that you can still talk.',
  `A run went well when pain stayed at ${runLimit} of 10 or less and the knee is no worse the next morning.`,
  'Your plan moves you to the next step after a few runs that went well. Please log each run.',
  'When it hurts more, stop running and walk home. Your plan then says what to do next.',
]

const isOfStage = (item: RunItem) => stageOfItem(item) !== null

function stateOf(stage: number, now: number, first: number | null): RunStep['state'] {
  if (stage >= now) return stage === now ? 'now' : 'later'
  return first !== null && stage < first ? 'skipped' : 'done'
}

/** For the team: on which days another treatment plans runs, where one of these runs is on such a day or beside it; else null. */
export function runsElsewhereText(runs: readonly RunItem[], elsewhere: readonly string[]): string | null {
  const own = [...daysOf(runs.filter(isPlannedRun))]
  const days = weekdays.filter((day) => elsewhere.includes(day))
  if (!days.some((day) => own.some((one) => daysApart(one, day) < 2))) return null
  return `Another treatment of this patient plans runs on ${daysText(days)}. Between two runs lies a day, whichever knee they are for.`
}

/** Whether the phase that the patient is in is at stage 10. */
export const buildsDistance = ({ content, phaseKey }: Pick<ActiveProgram, 'content' | 'phaseKey'>): boolean =>
  phaseByKey(content, phaseKey)?.items.some((item) => stageOfItem(item) === lastStage) ?? false

/**
 * Null when no item of the phase stands for a stage. `items`: what the flags leave of the phase; `first`: the lowest stage that she has
 * been at, null where that is not known.
 */
export function runPlanOf(
  items: readonly RunItem[],
  runLimit: number,
  first: number | null = null,
): RunPlan | null {
  const now = items.find(isOfStage)?.stage ?? null
  if (now === null) return null
  return {
    steps: [
      ...runStages.map((row) => ({
        stage: row.stage,
        text: stageText(row),
        state: stateOf(row.stage, now, first),
      })),
      {
        stage: lastStage,
        text: 'Build up your distance, step by step',
        state: stateOf(lastStage, now, first),
      },
    ],
    week: null,
    rules: rulesFor(
      items.filter((item) => isOfStage(item) || isPlannedRun(item)),
      runLimit,
    ),
  }
}
