import type { Limits } from '#lib/content/limits/index.ts'
import type { StageAnswers } from '#lib/programs/running/schema.ts'
import type { IndicatorInput } from '#lib/review/indicators/schema.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { walkDays } from '#lib/tracking/results/walks/rules.ts'
import { missedWeeks, stageAfterMissed } from '../running/rules.ts'
import { sentences } from '../sentences/rules.ts'

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

/** Weeks without a run and the stage to begin with again. */
export type Missed = { weeks: number; stage: number; from: number }

type Asked = { readonly input: IndicatorInput; readonly answers: RuleValues }

/** Whole weeks without a run of the stage; 0 without stages. */
export function weeksMissed({ stages, logs, today }: IndicatorInput): number {
  const stage = stages?.at(-1)
  if (!stage) return 0
  const walks = stage.stage === 0 ? walkDays(logs.exercises) : []
  return missedWeeks(Math.max(stage.from, ...walks, ...logs.runs.map(({ day }) => day)), today)
}

/** Null without stages, and while no week without a run has passed. */
export function missedRuns({ input, answers }: Asked, limits: Limits): Missed | null {
  const stages = input.stages ?? []
  const weeks = weeksMissed(input)
  const to = stageAfterMissed(stages, weeks, startStageAnswers(answers), limits)
  return to === null ? null : { weeks, stage: to, from: stages.at(-1)?.stage ?? to }
}

/** From so many missed weeks on all safety questions come first (clinical/programmes.md 3.8). */
export const anewAfter = 4

/** What the patient is told, and whether her runs wait until somebody has spoken with her. */
export type MissedWords = { sentence: string; runsWait: boolean }

/** For the patient, after so many missed weeks: her physio says with which run she begins again. */
export function missedWords(weeks: number): MissedWords | null {
  if (weeks < 1) return null
  const runsWait = weeks >= anewAfter
  return { sentence: runsWait ? sentences.again.pause : sentences.missed, runsWait }
}
