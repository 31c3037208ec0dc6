import type { Limits } from '#lib/content/limits/index.ts'
import { countText } from '#lib/dates.ts'
import { stageWords, startStage } from '#lib/programs/running/rules.ts'
import type { StageAnswers } from '#lib/programs/running/schema.ts'
import type { IndicatorInput } from '#lib/review/indicators/schema.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { walkDays } from '#lib/tracking/results/walks/rules.ts'
import { missedWeeks, stageAfterMissed } from '../running/rules.ts'
import type { Decision } from '../schema.ts'
import { sentences } from '../sentences/rules.ts'

/** From so many missed weeks on all safety questions come first (clinical/programmes.md 3.8). */
export const anewAfter = 4

const text = (values: RuleValues, id: string) => {
  const value = values.get(id)
  return typeof value === 'string' ? value : null
}
const number = (values: RuleValues, id: string) => {
  const value = values.get(id)
  return typeof value === 'number' ? value : null
}

/** What the starting stage is decided from. */
const startStageAnswers = (values: RuleValues): StageAnswers => ({
  runnerType: text(values, 'runner_type'),
  runningStatus: text(values, 'running_status'),
  stoppedWeeks: number(values, 'stopped_weeks'),
  painOnsetMinutes: number(values, 'run_pain_onset_min'),
})

/** Ours: the specification gives the rule for missed weeks no id. */
export const missedRuleId = 'r_run_missed'

/**
 * Weeks without a run and the stage to begin with again. `from` null: her runs go by their distance, and she begins again with
 * the run of that stage.
 */
export type Missed = { weeks: number; stage: number; from: number | null }
export type MissedStage = Missed & { from: number }

type Asked = { readonly input: IndicatorInput; readonly answers: RuleValues }

type Last = Pick<IndicatorInput, 'stages' | 'logs' | 'today' | 'begunAgainOn' | 'distanceFrom'>

/** The last run, or the day on which the stage or the runs by distance began, or a clinician let her begin again. */
export function lastRunOn({ stages, logs, today, begunAgainOn, distanceFrom }: Last): number {
  const stage = stages?.at(-1)
  const from = stage?.from ?? distanceFrom ?? null
  if (from === null) return today
  const walks = stage?.stage === 0 ? walkDays(logs.exercises) : []
  return Math.max(from, begunAgainOn ?? from, ...walks, ...logs.runs.map(({ day }) => day))
}

/** Whole weeks without a run. By their distance runs go on after a shorter break than `anewAfter`, within their cap. */
export function weeksMissed(input: Last): number {
  const weeks = missedWeeks(lastRunOn(input), input.today)
  return input.stages?.length || weeks >= anewAfter ? weeks : 0
}

/** The stage whose run is safe where no distance is known (6.3): by the weeks without a run, else by the answers. */
export function startAgain(answers: RuleValues, weeks: number, limits: Limits): number {
  const told = startStageAnswers(answers)
  const since = { ...told, runningStatus: 'stopped', stoppedWeeks: weeks }
  return startStage(weeks > 0 ? since : told, limits).stage
}

/** The same before the newest of these runs, which ends them for the calendar and not for the stage. */
export function missedBefore(
  { input, answers }: Asked,
  runs: readonly { readonly day: number }[],
): MissedStage | null {
  const stages = input.stages ?? []
  const [stage, before, newest] = [stages.at(-1), runs.at(-2), runs.at(-1)]
  if (!stage || !newest) return null
  const since = Math.max(stage.from, before?.day ?? stage.from, input.begunAgainOn ?? stage.from)
  const weeks = missedWeeks(since, newest.day)
  const to = stageAfterMissed(stages, weeks, startStageAnswers(answers), input.limits)
  return to === null ? null : { weeks, stage: to, from: stage.stage }
}

/** In words, as it stands with the advice and in the rules. */
export const missedRule =
  'No run in 7 × n days. One week: the last completed stage once. Two or three: two stages back, not below 1. Four or more: the starting stage, after new answers to the safety questions.'

/** What follows from missed weeks, as a suggestion that waits until somebody answers it. */
export function missedDecision({ weeks, stage, from }: Missed): Decision {
  const again =
    from === null
      ? `the run of stage ${stage}: ${stageWords(stage)}`
      : `stage ${stage}${stage === from ? '' : ` instead of ${from}`}`
  return {
    ruleId: missedRuleId,
    advice: 'regress',
    rule: missedRule,
    inputs: [{ id: 'run_missed_weeks', value: weeks }],
    change: from === null || stage === from ? { kind: 'none' } : { kind: 'stage', from, to: stage },
    text: `No run for ${countText(weeks, 'week')}: begin again with ${again}`,
    sentence: sentences.missed,
    sentenceApplied: sentences.missedApplied,
    needsPhysio: true,
  }
}

/** Null while no week without a run has passed, or none that counts. */
export function missedRuns({ input, answers }: Asked, limits: Limits): Missed | null {
  const stages = input.stages ?? []
  const weeks = weeksMissed(input)
  if (stages.length === 0)
    return weeks === 0 ? null : { weeks, stage: startAgain(answers, weeks, limits), from: null }
  const to = stageAfterMissed(stages, weeks, startStageAnswers(answers), limits)
  return to === null ? null : { weeks, stage: to, from: stages.at(-1)?.stage ?? to }
}

/** What the patient is told, and whether her runs wait until somebody has spoken with her. */
export type MissedWords = { sentence: string; runsWait: boolean }

/** For the patient, after so many missed weeks: her physio says with which run she begins again. */
export function missedWords(weeks: number): MissedWords | null {
  if (weeks < 1) return null
  const runsWait = weeks >= anewAfter
  return { sentence: runsWait ? sentences.again.pause : sentences.missed, runsWait }
}
