import { isWalk } from '#lib/programs/block/rules.ts'
import { isPlannedRun } from '#lib/programs/plan-week/rules.ts'
import type { IndicatorInput } from '#lib/review/indicators/schema.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import { type Results, resultsOf } from '#lib/tracking/results/rules.ts'
import type { Amount, ExerciseOutcome, RunOutcome } from '#lib/tracking/results/schema.ts'
import { stageRuns } from '#lib/tracking/results/walks/rules.ts'
import { adviseExercise } from './advice/rules.ts'
import { capNow } from './cap/counted/rules.ts'
import { sameDose } from './exercise/rules.ts'
import { adviseFreeRun } from './free-runs/rules.ts'
import { runSubject } from './kept/rules.ts'
import { isLowerThan, type Rung } from './ladder/rules.ts'
import { anewAfter, type MissedStage, missedBefore, missedDecision } from './missed/rules.ts'
import { modifiersWith } from './modifiers/rules.ts'
import { sessionsOf } from './past/rules.ts'
import { adviseRunWeek } from './run-week/rules.ts'
import type { RunWeek } from './run-week/schema.ts'
import { adviseRun, answeredAt } from './running/rules.ts'
import type { Decision, Modifiers, ToldKind } from './schema.ts'

export type Advised = {
  /** Key of the item, or `run`. */
  readonly subject: string
  /** null: no rule is true, the dose stays. */
  readonly decision: Decision | null
  /** When the newest session or run was recorded, milliseconds. */
  readonly newestAt: number
  /** Its sessions, oldest first, and the dose that the program has. */
  readonly exercise?: {
    readonly outcomes: readonly ExerciseOutcome[]
    readonly dose: Amount
    readonly amberOk: boolean
  }
  /** The same of the runs, with the stage that the program has. */
  readonly running?: { readonly outcomes: readonly RunOutcome[]; readonly stage: number | null }
}

export type DecideAsk = {
  readonly input: IndicatorInput
  /** Answers and findings: what slows progress. */
  readonly values: RuleValues
  /** What was told in her other treatments. */
  readonly told?: readonly ToldKind[]
  readonly equipment: readonly string[]
  readonly atClinic: boolean
  readonly backs: readonly { readonly day: number; readonly at: number }[]
  /** Where the weeks of the runs follow from the runs: how they stand on the day after the newest. */
  readonly runWeek: RunWeek | null
  /** When a clinician answered that running stops. */
  readonly stopsAnswered: readonly { readonly at: number }[]
}

/**
 * Whether the newest session still has a say. At another dose than the present one it has none, because the step that
 * it led to is taken; but when it turns out to have been too much after a step up, the step goes back
 * (clinical/programmes.md 3.1, 3.2).
 */
function hasSay({ result, entry }: ExerciseOutcome, rung: Rung): boolean {
  if (sameDose(entry.prescribed, rung.dose)) return true
  return (result === 'red' || result === 'over_limit') && !isLowerThan(rung, entry.prescribed)
}

/** The same for the newest run: what goes back one stage does so after a step up, too (3.8). */
function runHasSay({ result, entry }: RunOutcome, before: RunOutcome | undefined, stage: number): boolean {
  const tooMuch = result === 'red' || (result === 'over_limit' && before?.result === 'over_limit')
  return entry.stage === stage || (tooMuch && entry.stage !== null && entry.stage < stage)
}

/**
 * One run after missed weeks leads no further: the stage goes back first, unless the run itself asks for more care; also then it is
 * what follows from the weeks, where these have more to be answered than a stage.
 */
function afterMissed(decision: Decision | null, missed: MissedStage | null): Decision | null {
  if (!missed || decision?.advice === 'stop') return decision
  const back = decision?.change.kind === 'stage' ? decision.change.to : missed.from
  const stage = Math.min(back, missed.stage)
  // Nobody is advised to do more while her runs wait.
  if (stage === missed.from)
    return missed.weeks >= anewAfter && decision?.advice === 'progress' ? null : decision
  return back < missed.stage && missed.weeks < anewAfter ? decision : missedDecision({ ...missed, stage })
}

type Phase = NonNullable<IndicatorInput['phase']>

/** What the newest run leads to: by stages, by the weeks of a plan, or by its distance; undefined where it has no say. */
function ruleOfRuns(
  { input, values, backs, runWeek, stopsAnswered }: DecideAsk,
  { amberOk, startedOn: since }: Phase,
  runs: readonly RunOutcome[],
  modifiers: Modifiers,
): Decision | null | undefined {
  const newest = runs.at(-1)
  const { today, stages } = input
  const stage = stages?.at(-1)
  if (!newest) return undefined
  if (runWeek) return adviseRunWeek(runWeek)
  const ranElsewhere = input.logs.elsewhere?.ran
  const ask = { today, runs, backs, stopsAnswered, modifiers, amberOk, ranElsewhere }
  if (!stage) {
    const { overKm } = capNow(input, runs).sound
    return newest.day >= since ? adviseFreeRun({ ...ask, since, overKm }) : undefined
  }
  if (!runHasSay(newest, runs.at(-2), stage.stage)) return undefined
  return afterMissed(
    adviseRun({ ...ask, stages: stages ?? [] }),
    missedBefore({ input, answers: values }, runs),
  )
}

function adviseRuns(ask: DecideAsk, phase: Phase, results: Results, modifiers: Modifiers): Advised | null {
  const runs = stageRuns(results, ask.input.stages ?? [])
  const newestAt = runs.at(-1)?.at ?? 0
  const decision = ruleOfRuns(ask, phase, runs, modifiers)
  if (decision === undefined) return null
  // An answer holds for every run that was there when it was given, whatever is entered about them later.
  const answered = decision?.advice === 'stop' && newestAt <= answeredAt(ask)
  const running = { outcomes: runs, stage: ask.input.stages?.at(-1)?.stage ?? null }
  return { subject: runSubject, newestAt, decision: answered ? null : decision, running }
}

/** What the rules say now of every exercise of the phase that was done, and of the runs. */
export function decide(ask: DecideAsk): Advised[] {
  const { input, values, equipment, atClinic } = ask
  const { phase, today, stages } = input
  if (!phase) return []
  const modifiers = modifiersWith(values, ask.told ?? [])
  const results = resultsOf(currentLogs(input.logs), input.forms, input.limits)
  const inPhase = phase.items.map(({ exerciseId }) => exerciseId)
  const advised: Advised[] = []
  const stage = stages?.at(-1)
  for (const rung of phase.items) {
    // Runs go by their own rules, and so does the walk as stage 0.
    if (isPlannedRun(rung) || (stage?.stage === 0 && isWalk(rung.exerciseId))) continue
    const outcomes = sessionsOf(results.exercises, rung, phase.items)
    const newest = outcomes.at(-1)
    if (!newest || !hasSay(newest, rung)) continue
    const { amberOk } = phase
    const decision = adviseExercise({
      outcomes,
      rung,
      today,
      modifiers,
      equipment,
      atClinic,
      amberOk,
      inPhase,
    })
    const exercise = { outcomes, dose: rung.dose, amberOk }
    advised.push({ subject: rung.key, decision, newestAt: newest.at, exercise })
  }
  const ofRuns = adviseRuns(ask, phase, results, modifiers)
  return ofRuns ? [...advised, ofRuns] : advised
}

/**
 * Of what nothing is left that counts: each session of the exercise, each run was taken back. Nothing is advised of it, and what
 * waited rests on nothing.
 */
export function nothingLeft({ phase, stages, logs, forms, limits }: IndicatorInput): Advised[] {
  if (!phase) return []
  const results = resultsOf(currentLogs(logs), forms, limits)
  const subjects = [
    ...phase.items
      .filter((item) => sessionsOf(results.exercises, item, phase.items).length === 0)
      .map(({ key }) => key),
    ...(stageRuns(results, stages ?? []).length === 0 ? [runSubject] : []),
  ]
  return subjects.map((subject) => ({ subject, decision: null, newestAt: 0 }))
}
