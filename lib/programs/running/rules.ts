import { clinicalIds } from '#lib/content/ids.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { firstWeekLimit, runStages } from '#lib/content/programs/index.ts'
import { startStageRowsWith } from '#lib/content/programs/stages.ts'
import type { RunStage } from '#lib/content/programs/types.ts'
import { type Day, dayNumber } from '#lib/dates.ts'
import { perLimits } from '#lib/limits/values/rules.ts'
import { evaluate, isTrue, type Truth } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import type { FirstRunAnswers, RanBefore, StageAnswers, StartStage } from './schema.ts'

const tolerance = 1e-9

/** The highest stage from 1 to 7 whose single jog bout is at most this long; 1 when there is none. */
function stageWithin(minutes: number): number {
  const within = runStages.filter(({ stage, jog }) => stage >= 1 && stage <= 7 && jog <= minutes + tolerance)
  return within.at(-1)?.stage ?? 1
}

const startRows = perLimits((limits) =>
  startStageRowsWith(limits).map((row) => ({ ...row, loaded: loadRule(row.rule, clinicalIds) })),
)

/** The stage at which somebody starts to run again (programmes.md 6.3) [EO]. What is not answered is not met. */
export function startStage(answers: StageAnswers, limits: Limits): StartStage {
  const { runnerType, runningStatus, stoppedWeeks, painOnsetMinutes: minutes } = answers
  const values = new Map<string, RuleValue>([
    ['runner_type', runnerType],
    ['running_status', runningStatus],
    ['stopped_weeks', stoppedWeeks],
    ['run_pain_onset_min', minutes],
  ])
  const row = startRows(limits).find(({ loaded }) => isTrue(loaded, { values }))
  const byPain = () => stageWithin((limits.start_pain_pct * (minutes ?? 0)) / 100)
  return { stage: row?.stage ?? byPain(), situation: row?.situation(limits, minutes) ?? '' }
}

/**
 * Whole weeks without a run before today, by the answers and by the log; null while neither says so. Who told that she runs is
 * asked to log it once a program has begun; before that her answer stands until it is too old for the shortest stop.
 */
export function weeksWithoutRun(
  { runningStatus, stoppedWeeks }: Pick<StageAnswers, 'runningStatus' | 'stoppedWeeks'>,
  { toldOn, lastOn, begunOn }: RanBefore,
  today: Day,
  limits: Limits,
): number | null {
  const stopped = runningStatus === 'stopped'
  if (toldOn === null || runningStatus === null || (stopped && stoppedWeeks === null)) return null
  const told = dayNumber(toldOn) - (stopped ? 7 * (stoppedWeeks ?? 0) : 0)
  const last = [lastOn, stopped ? null : begunOn].flatMap((day) => (day === null ? [] : [dayNumber(day)]))
  const weeks = Math.floor((dayNumber(today) - Math.max(told, ...last) - 1) / 7)
  const counts = stopped || lastOn !== null || begunOn !== null ? 1 : limits.start_short_stop_weeks
  return weeks >= counts ? weeks : null
}

/** The same on the day on which a program is made: the lower stage of what was told and of the weeks without a run since. */
export function startStageNow(answers: StageAnswers, ran: RanBefore, today: Day, limits: Limits): StartStage {
  const told = startStage(answers, limits)
  const weeks = weeksWithoutRun(answers, ran, today, limits)
  if (weeks === null) return told
  const since = startStage({ ...answers, runningStatus: 'stopped', stoppedWeeks: weeks }, limits)
  return since.stage < told.stage ? since : told
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

/** The same by its number; of stage 10 none. */
export const stageWords = (stage: number): string => {
  const row = runStage(stage)
  return row ? stageText(row) : ''
}

/**
 * How far somebody runs at first who knows after which time it hurts: a part of that time at an easy pace, in km to 0.1, down
 * (clinical/programmes.md 5.7). Null when one is not known or it hurts at once: then by stages.
 */
export function startDistance(
  { painOnsetMinutes, paceEasy }: Omit<FirstRunAnswers, 'bmi'>,
  limits: Limits,
): number | null {
  if (!painOnsetMinutes || !paceEasy) return null
  const km = (limits.start_pain_pct * painOnsetMinutes) / 100 / paceEasy
  return Math.floor(km * 10 + tolerance * 10) / 10
}

const limitsFirstWeek = loadRule(firstWeekLimit.rule, clinicalIds)

/** Whether the jogging of the first week is limited (clinical/programmes.md 5.9); N while the body mass index is not known. */
export const firstWeekLimited = ({ bmi }: Pick<FirstRunAnswers, 'bmi'>): Truth =>
  evaluate(limitsFirstWeek, { values: new Map([['bmi', bmi]]) })
