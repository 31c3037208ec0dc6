import type { Limits } from '#lib/content/limits/index.ts'
import { countText, type DayNumber, isoDay } from '#lib/dates.ts'
import {
  runStage,
  stageWords,
  startStage,
  startStageNow,
  weeksWithoutRun,
} from '#lib/programs/running/rules.ts'
import type { RanBefore, StageAnswers } from '#lib/programs/running/schema.ts'
import type { IndicatorInput } from '#lib/review/indicators/schema.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { walkDays } from '#lib/tracking/results/walks/rules.ts'
import { missedWeeks, stageAfterMissed } from '../running/rules.ts'
import type { Decision } from '../schema.ts'
import { sentences } from '../sentences/rules.ts'

/** Days of entries in which the last run is looked for, the same wherever it bears on what is said. */
export const lookBack = 90

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

export type Last = Pick<
  IndicatorInput,
  'stages' | 'logs' | 'today' | 'begunAgain' | 'distanceFrom' | 'ranElsewhere' | 'readFrom'
>

const runDays = ({ logs }: Pick<Last, 'logs'>) => logs.runs.map(({ day }) => day)

type Kind = 'answer' | 'own' | 'elsewhere'
const days = (kind: Kind, list: readonly DayNumber[]) => list.map((day) => ({ day, kind }))

/**
 * The runs, and when a clinician let her begin again, in the order of time. Of what she ran by another program a stage counts only
 * runs without walking as long as its own jogging: less of it keeps nobody used to the stage.
 */
function eventsOf(input: Last) {
  const { stages, logs, begunAgain = [], ranElsewhere = [], readFrom } = input
  const stage = stages?.at(-1)
  const walks = stage?.stage === 0 ? [...(readFrom?.walkedOn ?? []), ...walkDays(logs.exercises)] : []
  const through = stage ? (runStage(stage.stage)?.jogTotal ?? 0) : 0
  const elsewhere = ranElsewhere.flatMap(({ day, minutes }) => (minutes >= through ? [day] : []))
  return [
    ...days('answer', begunAgain),
    ...days('own', [...(readFrom?.ranOn ?? []), ...runDays(input), ...walks]),
    ...days('elsewhere', elsewhere),
  ].sort((a, b) => a.day - b.day || Number(b.kind === 'answer') - Number(a.kind === 'answer'))
}

/**
 * The last run, or the day on which the stage or the runs by distance began, or a clinician let her begin again; `own`: without
 * what she ran by another program. A run after `anewAfter` weeks without one ends no wait, nor does any after it: a clinician does.
 */
function lastRuns(input: Last): { readonly any: DayNumber; readonly own: DayNumber } {
  const { stages, today, distanceFrom } = input
  const stage = stages?.at(-1)
  const from = stage?.from ?? distanceFrom ?? null
  if (from === null) return { any: today, own: today }
  let [any, own] = [from, from]
  for (const { day, kind } of eventsOf(input)) {
    if (day < any || (kind !== 'answer' && missedWeeks(any, day) >= anewAfter)) continue
    any = day
    if (kind !== 'elsewhere') own = day
  }
  return { any, own }
}

export const lastRunOn = (input: Last): DayNumber => lastRuns(input).any

const weeksSince = ({ stages, today }: Last, last: DayNumber): number => {
  const weeks = missedWeeks(last, today)
  return stages?.length || weeks >= anewAfter ? weeks : 0
}

/** Whole weeks without a run. By their distance runs go on after a shorter break than `anewAfter`, within their cap. */
export const weeksMissed = (input: Last): number => weeksSince(input, lastRunOn(input))

/** Since when answers to the safety questions are new: since her runs wait, or as long as they hold for a program. */
export const anewSince = (input: Last & Pick<IndicatorInput, 'limits'>): DayNumber =>
  weeksMissed(input) >= anewAfter
    ? lastRunOn(input) + anewAfter * 7
    : input.today - input.limits.safety_screen_days

/** Of what was kept with a suggestion; 0 of one that says something else. */
export function keptWeeks({ ruleId, inputs }: { readonly ruleId: string; readonly inputs: unknown }): number {
  if (ruleId !== missedRuleId) return 0
  const found = (inputs as Decision['inputs']).find(({ id }) => id === 'run_missed_weeks')
  return typeof found?.value === 'number' ? found.value : 0
}

/** Whether she ran while her runs wait. */
const ranAnyway = (input: Last): boolean => runDays(input).some((day) => day > lastRunOn(input))

/** Since when somebody is known not to run: her answers are as old as the first form, whichever said it. */
function ranBefore(input: IndicatorInput): RanBefore {
  const [toldOn] = input.forms.map(({ submittedOn }) => submittedOn).toSorted((a, b) => a - b)
  const ran = runDays(input)
  const begunOn = input.course.plan?.activatedOn
  return {
    toldOn: toldOn === undefined ? null : isoDay(toldOn),
    lastOn: ran.length === 0 ? null : isoDay(Math.max(...ran)),
    begunOn: begunOn === undefined ? null : isoDay(begunOn),
  }
}

/**
 * The stage whose run is safe where no distance is known: after missed weeks by these (3.8), else the lower one by what was
 * told and by the weeks without a run since (6.3). `stopped`: for how many weeks she has not run; null where she may run
 * still. It stays as it was on the day on which a clinician let her begin again, until she runs.
 */
export function startAgain(
  { input, answers }: Asked,
  limits: Limits,
): { readonly stage: number; readonly weeks: number; readonly stopped: number | null } {
  const begun = input.begunAgain?.at(-1) ?? null
  const waits = begun !== null && runDays(input).every((day) => day < begun)
  const today = waits ? begun : input.today
  const told = startStageAnswers(answers)
  const ran = ranBefore(input)
  // An answer after which she has not run yet leaves the break as long as it was.
  const begunAgain = (input.begunAgain ?? []).filter((on) => runDays(input).some((day) => day >= on))
  const then = { ...input, today, begunAgain }
  const missed = weeksSince(then, lastRuns(then).own)
  const since = weeksWithoutRun(told, ran, isoDay(today), limits)
  const weeks = Math.max(missed, since ?? 0)
  const missing = { ...told, runningStatus: 'stopped', stoppedWeeks: weeks }
  const found = missed > 0 ? startStage(missing, limits) : startStageNow(told, ran, isoDay(today), limits)
  return {
    stage: found.stage,
    weeks,
    stopped: missed > 0 || told.runningStatus === 'stopped' ? missed : since,
  }
}

/** The same before the newest of these runs, which ends them for the calendar and not for the stage. */
export function missedBefore(
  { input, answers }: Asked,
  runs: readonly { readonly day: number }[],
): MissedStage | null {
  const stages = input.stages ?? []
  const [stage, before, newest] = [stages.at(-1), runs.at(-2), runs.at(-1)]
  if (!stage || !newest) return null
  const logs = {
    ...input.logs,
    runs: input.logs.runs.filter(({ day }) => day <= (before?.day ?? stage.from)),
    exercises: input.logs.exercises.filter(({ day }) => day < newest.day),
  }
  const ranElsewhere = (input.ranElsewhere ?? []).filter(({ day }) => day < newest.day)
  const weeks = missedWeeks(lastRunOn({ ...input, logs, ranElsewhere }), newest.day)
  const to = stageAfterMissed(stages, weeks, startStageAnswers(answers), input.limits)
  return to === null ? null : { weeks, stage: to, from: stage.stage }
}

/** In words, as it stands with the advice and in the rules. */
export const missedRule =
  'No run in 7 × n days. One week: the last completed stage once. Two or three: two stages back, not below 1. Four or more: the starting stage, after new answers to the safety questions.'

/** The same where runs go by their distance and no stage holds. */
export const missedByDistanceRule =
  'No run in 28 days or more where runs go by their distance: they wait. Begin with the run of the starting stage (6.3) for so many weeks, after new answers to the safety questions. After a shorter break they go on within the cap of a single run.'

/** What follows from missed weeks, as a suggestion that waits until somebody answers it. */
export function missedDecision({ weeks, stage, from }: Missed): Decision {
  const again =
    from === null
      ? `the run of stage ${stage}: ${stageWords(stage)}`
      : `stage ${stage}${stage === from ? '' : ` instead of ${from}`}`
  return {
    ruleId: missedRuleId,
    advice: 'regress',
    rule: from === null ? missedByDistanceRule : missedRule,
    inputs: [{ id: 'run_missed_weeks', value: weeks }],
    change: from === null || stage === from ? { kind: 'none' } : { kind: 'stage', from, to: stage },
    text: `No run for ${countText(weeks, 'week')}: begin again with ${again}`,
    sentence: weeks >= anewAfter ? sentences.again.pause : sentences.missed,
    sentenceApplied: sentences.missedApplied,
    needsPhysio: true,
  }
}

/** Null while no week without a run has passed, or none that counts. */
export function missedRuns({ input, answers }: Asked, limits: Limits): Missed | null {
  const stages = input.stages ?? []
  const weeks = weeksMissed(input)
  if (stages.length === 0)
    return weeks === 0 ? null : { weeks, stage: startAgain({ input, answers }, limits).stage, from: null }
  const to = stageAfterMissed(stages, weeks, startStageAnswers(answers), limits)
  return to === null ? null : { weeks, stage: to, from: stages.at(-1)?.stage ?? to }
}

/** What the patient is told, and whether her runs wait until somebody has spoken with her. */
export type MissedWords = { sentence: string; runsWait: boolean }

/** For the patient, after missed weeks: her physio says with which run she begins again. */
export function missedWords(input: Last): MissedWords | null {
  const weeks = weeksMissed(input)
  if (weeks < 1) return null
  if (weeks < anewAfter) return { sentence: sentences.missed, runsWait: false }
  return { sentence: ranAnyway(input) ? sentences.again.anyway : sentences.again.pause, runsWait: true }
}
