import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { lastStage } from '#lib/content/programs/stages.ts'
import { type RunRuleId, runRules } from '#lib/content/progression/running.ts'
import type { DayNumber } from '#lib/dates.ts'
import { startStage } from '#lib/programs/running/rules.ts'
import type { StageAnswers } from '#lib/programs/running/schema.ts'
import { isTrue } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { idsOf } from '#lib/rules/tree.ts'
import type { RunEntry, RunOutcome, SessionResult, YesNo } from '#lib/tracking/results/schema.ts'
import { typeOfStage } from '#lib/tracking/run-logs/rules.ts'
import { inputsOf } from '../advice/rules.ts'
import type { Change, Decision, Modifiers } from '../schema.ts'
import { sentences } from '../sentences/rules.ts'

/** The rules of the return-to-run stages (clinical/programmes.md 3.8). */

export type Stage = {
  readonly stage: number
  readonly from: DayNumber
  /** When the version with it was published, milliseconds; not needed where only whole days are asked for. */
  readonly at?: number | null
}

/** The stage of a run of `day`: on the day of a change, one that was recorded before it is of the stage before. */
export const stageAt = (stages: readonly Stage[], day: DayNumber, recordedAt: number): number | null =>
  stages.findLast(({ from, at }) => from < day || (from === day && (at ?? 0) < recordedAt))?.stage ?? null

export type RunsAsk = {
  readonly today: DayNumber
  /** Every run, oldest first. */
  readonly runs: readonly RunOutcome[]
  /** In the order of time; the last one holds. */
  readonly stages: readonly Stage[]
  /** When `r_run_back` acted: milliseconds. */
  readonly backs: readonly { readonly day: DayNumber; readonly at: number }[]
  /** When a clinician answered that running stops: milliseconds. */
  readonly stopsAnswered: readonly { readonly at: number }[]
  readonly amberOk: boolean
  readonly modifiers: Modifiers
  /** Days on which she ran for another treatment. */
  readonly ranElsewhere?: readonly DayNumber[] | undefined
}

export type RunFacts = {
  readonly last: SessionResult | null
  readonly flagged: YesNo | null
  readonly finished: YesNo | null
  readonly settle: RunEntry['settle']
  readonly overStreak: number
  readonly red14: number
  readonly back14: number
  readonly goodStreak: number
}

/** A run of the table: walk and jog below stage 8, then easy running. */
const isOfStage = ({ entry }: { readonly entry: RunEntry }, { stage, from }: Stage): boolean =>
  entry.day >= from &&
  entry.stage === stage &&
  (entry.type === typeOfStage(stage) || (stage >= 8 && entry.type === 'long'))

/** Whether a day is one on which she ran for another treatment, or the day after it: no day lies between. */
export const followsElsewhere = (ran: readonly DayNumber[] | undefined, day: DayNumber): boolean =>
  ran !== undefined && (ran.includes(day) || ran.includes(day - 1))

/** Whether the run at that place was on the day of an earlier one that `counts` does not name, or on the day after it. */
function followsOther<R extends { readonly day: DayNumber }>(
  runs: readonly R[],
  at: number,
  counts: (run: R) => boolean,
): boolean {
  const day = runs[at]?.day ?? 0
  for (let before = at - 1; before >= 0; before -= 1) {
    const other = runs[before]
    if (!other || day - other.day > 1) return false
    if (!counts(other)) return true
  }
  return false
}

/** Why runs since the stage began bring nobody on, for the team; empty while each may count. */
export function notCounted(
  entries: readonly RunEntry[],
  stage: Stage | undefined,
  ranElsewhere: readonly DayNumber[] = [],
): string[] {
  if (!stage) return []
  const since = entries.filter(({ day }) => day >= stage.from)
  const own = since.filter((entry) => isOfStage({ entry }, stage))
  const said = (count: number, why: string) =>
    count === 0 ? [] : [`${count === 1 ? '1 run does' : `${count} runs do`} not count: ${why}.`]
  const settled = own.filter(({ settle }) => settle !== null)
  const after = settled.filter((entry) =>
    followsOther(entries, entries.indexOf(entry), (one) => own.includes(one)),
  )
  const elsewhere = settled.filter(
    (entry) => !after.includes(entry) && followsElsewhere(ranElsewhere, entry.day),
  )
  return [
    ...said(own.length - settled.length, 'whether the knee settled was not answered'),
    ...said(after.length, 'on the day of another kind of run, or the day after it'),
    ...said(elsewhere.length, 'on the day of a run for another treatment, or the day after it'),
    ...said(since.length - own.length, `another kind of run than that of stage ${stage.stage}`),
  ]
}

/** A run that hurt more than it may. */
export const tooMuch = ({ result }: Pick<RunOutcome, 'result'>): boolean =>
  result === 'red' || result === 'over_limit'

const isGood = ({ result, entry }: RunOutcome, amberOk: boolean): boolean =>
  (result === 'green' || (result === 'amber' && amberOk)) &&
  entry.finished &&
  (entry.settle === 'yes' || entry.settle === 'no_increase') &&
  entry.safety !== null &&
  entry.safety.length > 0 &&
  entry.safety.every((id) => id === logSafetyNone)

/** More days between two runs are a missed week (clinical/programmes.md 3.8), after which the row begins anew. */
const mostApart = 7

/** What `r_run_hold` and the rules before it say of any run: after it nothing goes forward. */
const endsRow = (run: RunOutcome, amberOk: boolean): boolean =>
  tooMuch(run) ||
  run.result === 'unknown' ||
  (run.result === 'amber' && !amberOk) ||
  !run.entry.finished ||
  run.entry.settle === 'no'

/**
 * Good runs of those that `counts` names, from a day on, back from the newest, at least one calendar day between each
 * two and no missed week between any. Another kind of run ends the row where it asks to hold; a run right after one, or after one
 * for another treatment, does not count, since no day was between them.
 */
export function goodStreak(
  runs: readonly RunOutcome[],
  from: DayNumber,
  counts: (run: RunOutcome) => boolean,
  { amberOk, ranElsewhere }: Pick<RunsAsk, 'amberOk' | 'ranElsewhere'>,
): number {
  let streak = 0
  let next: DayNumber | null = null
  let newer: DayNumber | null = null
  for (let at = runs.length - 1; at >= 0; at -= 1) {
    const run = runs[at]
    if (!run || run.day < from || (newer !== null && newer - run.day > mostApart)) break
    newer = run.day
    if (!counts(run)) {
      if (endsRow(run, amberOk)) break
      continue
    }
    if (!isGood(run, amberOk) || (next !== null && next - run.day < 2)) break
    if (!followsOther(runs, at, counts) && !followsElsewhere(ranElsewhere, run.day)) streak += 1
    next = run.day
  }
  return streak
}

/**
 * Runs over the limit, back from the newest. A red one among them counts as well: the specification names `over_limit` alone,
 * and read to the letter a worse run in the middle would make the advice bolder.
 */
function overStreak(runs: readonly RunOutcome[]): number {
  if (runs.at(-1)?.result !== 'over_limit') return 0
  const last = runs.findLastIndex(({ result }) => result !== 'over_limit' && result !== 'red')
  return runs.length - 1 - last
}

/** Whether the newest of these runs leads one stage back by `r_run_back`. */
export const leadsBack = (runs: readonly RunOutcome[]): boolean =>
  runs.at(-1)?.result === 'red' || overStreak(runs) >= 2

export function runFacts(ask: RunsAsk): RunFacts {
  const stage = ask.stages.at(-1)
  const good = stage ? goodStreak(ask.runs, stage.from, (run) => isOfStage(run, stage), ask) : 0
  const backs = ask.backs.filter(({ at }) => at > answeredAt(ask))
  return runFactsWith({ ...ask, backs }, good)
}

/** When a stop was last answered. What was answered does not stop her again: for that another step back is needed. */
export const answeredAt = ({ stopsAnswered }: Pick<RunsAsk, 'stopsAnswered'>): number =>
  Math.max(0, ...stopsAnswered.map(({ at }) => at))

/** `good`: the streak of what is counted, a stage or a week of a plan. */
export function runFactsWith(
  { runs, backs, today }: Pick<RunsAsk, 'runs' | 'backs' | 'today'>,
  good: number,
): RunFacts {
  const newest = runs.at(-1)
  const red = runs.filter(({ result, day }) => result === 'red' && day > today - 14 && day <= today)
  const lastRed = red.at(-1)
  return {
    last: newest?.result ?? null,
    flagged: newest?.flagged ?? null,
    finished: newest ? (newest.entry.finished ? 'yes' : 'no') : null,
    settle: newest?.entry.settle ?? null,
    overStreak: overStreak(runs),
    red14: red.length,
    back14: backs.filter(
      ({ day, at }) => day > today - 14 && day <= today && lastRed !== undefined && at < lastRed.at,
    ).length,
    goodStreak: good,
  }
}

type Params = Pick<RunsAsk, 'amberOk' | 'modifiers'>

const runValues = (facts: RunFacts, { amberOk, modifiers }: Params): RuleValues =>
  new Map<string, RuleValue>([
    ['run_last', facts.last],
    ['log_flagged', facts.flagged],
    ['run_finished', facts.finished],
    ['run_settle', facts.settle],
    ['run_over_streak', facts.overStreak],
    ['run_red_14d', facts.red14],
    ['run_back_14d', facts.back14],
    ['run_good_streak', facts.goodStreak],
    ['amber_ok', amberOk ? 'yes' : 'no'],
    ['need_n', modifiers.needN],
  ])

const rules = runRules.map((entry) => {
  const loaded = loadRule(entry.rule, flagRuleIds)
  return { ...entry, loaded, ids: idsOf(loaded) }
})

const firstTrue = (values: RuleValues) => rules.find(({ loaded }) => isTrue(loaded, { values })) ?? null

export type RunRule = Pick<Decision, 'rule' | 'inputs'> & { readonly id: RunRuleId }

// A timeline asks after each run on each of its days, and there are few combinations: each is worked out once.
const known = new Map<string, RunRule | null>()

/** Which of the rules acts, with what it read; null when none is true. */
export function runRuleOf(facts: RunFacts, params: Params): RunRule | null {
  const values = runValues(facts, params)
  const combination = [...values.values()].join(' ')
  const before = known.get(combination)
  if (before !== undefined) return before
  const found = firstTrue(values)
  const rule = found && { id: found.id, rule: found.rule, inputs: inputsOf(found.ids, values) }
  known.set(combination, rule)
  return rule
}

/** What a rule decides after a run, in the words that it has for the patient. */
export const decides =
  ({ id, rule, inputs }: RunRule, result: SessionResult, { needsPhysio }: Pick<Decision, 'needsPhysio'>) =>
  (advice: Decision['advice'], change: Change, text: string): Decision => {
    const { open, applied } = sentences.run(id, result)
    const said = { sentence: open, sentenceApplied: applied }
    return { ruleId: id, rule, inputs, advice, change, text, ...said, needsPhysio }
  }

/** The same in other words, whether somebody has answered it or not. */
export const saying = (sentence: string, decision: Decision): Decision => ({
  ...decision,
  sentence,
  sentenceApplied: sentence,
})

const stageChange = (from: number, to: number): Change =>
  from === to ? { kind: 'none' } : { kind: 'stage', from, to }
const stageWords = (from: number, to: number) =>
  from === to ? `Stage ${from} again` : `Stage ${to} instead of ${from}`

/** What the rules advise after a run; null without a stage or a run, and when the stage is simply repeated. */
export function adviseRun(ask: RunsAsk): Decision | null {
  const stage = ask.stages.at(-1)?.stage
  const facts = runFacts(ask)
  if (stage === undefined || facts.last === null) return null
  const found = runRuleOf(facts, ask)
  if (!found) return null
  const of = decides(found, facts.last, { needsPhysio: false })
  switch (found.id) {
    case 'r_run_stop':
      return of('stop', { kind: 'pause_running' }, 'Pause running and contact the patient')
    case 'r_run_back': {
      const ran = ask.runs.at(-1)?.entry.stage ?? stage
      const to = Math.max(0, Math.min(stage, ran) - 1)
      const text = stage === 0 ? 'Stage 0 again' : `${stageWords(stage, to)}, at least twice`
      return of('regress', stageChange(stage, to), text)
    }
    case 'r_run_hold':
      return of('hold', { kind: 'none' }, stageWords(stage, stage))
    case 'r_run_forward': {
      if (stage >= lastStage) return null
      const held = loadHeldWords(ask.modifiers)
      if (held)
        return saying(sentences.runWaits, of('hold', { kind: 'none' }, `Stage ${stage} again: ${held}`))
      return of('progress', stageChange(stage, stage + 1), stageWords(stage, stage + 1))
    }
  }
}

/** Why the running load may not rise, after "Stage 4 again: "; null when it may (clinical/programmes.md 3.4). */
export function loadHeldWords(modifiers: Modifiers): string | null {
  const { runLoadBlocked, pregnancyOrBirth, notKnown, heldElsewhere = [] } = modifiers
  if (!runLoadBlocked && !pregnancyOrBirth) return null
  const loadHere = runLoadBlocked && !heldElsewhere.includes('load')
  const birthHere = pregnancyOrBirth && !heldElsewhere.includes('birth')
  if (!loadHere && !birthHere) return 'no increase of running load, by what she told in another form'
  return !loadHere && notKnown.includes('pregnancy')
    ? 'no increase of running load until you have asked about pregnancy or a recent birth'
    : 'no increase of running load until you confirm it'
}

/** Whole weeks without a run before today; the day of the last run and today are not counted. */
export const missedWeeks = (lastRunOn: DayNumber, today: DayNumber): number =>
  Math.max(0, Math.floor((today - lastRunOn - 1) / 7))

/**
 * The stage after missed weeks: one, the last completed stage once; two or three, two stages back and not below 1; from
 * four on the starting stage for so many weeks without running, never above the present one.
 */
export function stageAfterMissed(
  stages: readonly Stage[],
  missed: number,
  answers: StageAnswers,
  limits: Limits,
): number | null {
  const stage = stages.at(-1)?.stage
  if (stage === undefined || missed < 1) return null
  if (missed === 1) {
    const before = stages.at(-2)?.stage
    return before !== undefined && before < stage ? before : stage
  }
  if (missed <= 3) return Math.min(stage, Math.max(1, stage - 2))
  const { stage: start } = startStage({ ...answers, runningStatus: 'stopped', stoppedWeeks: missed }, limits)
  return Math.min(stage, start)
}
