import { countText, type DayNumber } from '#lib/dates.ts'
import {
  continuesPlan,
  firstShortened,
  firstThird,
  isRun,
  lastWeek,
  noRuns,
  rowAfterMissed,
  rowBack,
  type WeekItem,
} from '#lib/programs/plan-week/rules.ts'
import { dueInWeek } from '#lib/programs/schedule/minutes/rules.ts'
import type { RunRow } from '#lib/tracking/progress/course/schema.ts'
import type { RunOutcome, SessionResult } from '#lib/tracking/results/schema.ts'
import type { RunType } from '#lib/tracking/run-logs/schema.ts'
import { anewAfter, type MissedWords } from '../missed/rules.ts'
import {
  decides,
  goodStreak,
  loadHeldWords,
  missedWeeks,
  runFactsWith,
  runRuleOf,
  saying,
} from '../running/rules.ts'
import type { Decision, Modifiers } from '../schema.ts'
import { sentences } from '../sentences/rules.ts'
import type { LoadWeek, RunsWait, RunWeek } from './schema.ts'

/**
 * The week of the plan whose run holds: "from one week to the next only by `r_run_forward`" (clinical/programmes.md
 * 5.9), and back by `r_run_back` and after missed weeks (3.8). It follows from the entries that count now and is kept
 * nowhere, so that a run that was put right or taken back moves it too.
 */

export type RunWeekAsk = {
  readonly phaseKey: string
  readonly startedOn: DayNumber
  readonly today: DayNumber
  readonly items: readonly WeekItem[]
  /** Every run, oldest first. */
  readonly runs: readonly RunOutcome[]
  /** Paused, on hold, blocked or ill. */
  readonly rests: (day: DayNumber) => boolean
  /** By what was known on a day: an answer or a flag of today does not undo a week that was begun before it. */
  readonly modifiersOn: (day: DayNumber) => Modifiers
  readonly amberOk: boolean
  /** Days on which she ran for another treatment. */
  readonly ranElsewhere?: readonly DayNumber[] | undefined
  /** Days on which all safety questions were answered. */
  readonly safetyOn: readonly DayNumber[]
  /** When a clinician answered that running stops. */
  readonly stopsAnswered: readonly { readonly day: DayNumber; readonly at: number }[]
}

type At = {
  /** Counted from 1, or `firstShortened`, or `firstThird`. */
  readonly row: number
  readonly round: number
  /** From when its runs count. */
  readonly from: DayNumber
  /** Days of the present week of the plan that are over. */
  readonly days: number
  readonly cause: RunWeek['cause']
  readonly missed: number
  readonly waits: { readonly why: RunsWait; readonly at: number; readonly from: DayNumber } | null
  readonly acted: RunWeek['acted']
}

type Walk = {
  readonly at: At
  /** Steps back so far. */
  readonly backs: readonly { readonly day: DayNumber; readonly at: number }[]
  /** The row that the present gap began in, and in how many weeks of it something followed already. */
  readonly gap: { readonly row: number; readonly weeks: number }
  /** Before which day no week is missed. */
  readonly since: DayNumber
}

/** The kinds of run that a row plans. */
function kindsOf(items: readonly WeekItem[], week: number): readonly RunType[] {
  const planned = items.filter((item) => isRun(item.exerciseId) && dueInWeek(item, week))
  return planned.flatMap(({ exerciseId }): RunType[] =>
    exerciseId === 'ex_rtr_walk_run' ? ['walk_run'] : ['easy', 'long'],
  )
}

const shownRow = (row: number) => Math.max(1, row)

const shorterBy = (row: number): RunWeek['shorter'] =>
  row === firstThird ? 'two thirds' : row === firstShortened ? 'third' : null

/** What the rules say of these runs in a row that began on `from`, on `day`. */
function standAfter(
  ask: RunWeekAsk,
  { row, from, waits }: At,
  { backs, runs, day }: { backs: Walk['backs']; runs: readonly RunOutcome[]; day: DayNumber },
) {
  const { amberOk, rests } = ask
  const modifiers = ask.modifiersOn(day)
  const kinds = kindsOf(ask.items, shownRow(row))
  const good = goodStreak(runs, from, ({ day, entry }) => kinds.includes(entry.type) && !rests(day), ask)
  const facts = runFactsWith({ runs, backs, today: day }, good)
  const loadHeld = loadHeldWords(modifiers)
  const rule = facts.last === null ? null : runRuleOf(facts, { amberOk, modifiers })
  const none = (runs.at(-1)?.day ?? from - 1) < from
  return {
    good,
    needN: modifiers.needN,
    loadHeld,
    result: none ? null : facts.last,
    acted: rule && facts.last && { rule, result: facts.last },
    forward: rule?.id === 'r_run_forward' && loadHeld === null && waits === null,
  }
}

/** The same at the end of a day. */
const standOf = (ask: RunWeekAsk, at: At, backs: Walk['backs'], day: DayNumber) =>
  standAfter(ask, at, { backs, day, runs: ask.runs.filter((run) => run.day <= day) })

const moved = (at: At, row: number, from: DayNumber, cause: At['cause'], missed = 0): At => ({
  row,
  from,
  cause,
  missed,
  round: 1,
  days: 0,
  waits: at.waits,
  acted: at.acted,
})

/** What ends a wait on `day`: the answer of a clinician, or of the patient to the safety questions. */
function endsWait({ phaseKey, safetyOn, stopsAnswered }: RunWeekAsk, { waits }: At, day: DayNumber): boolean {
  if (waits?.why === 'stopped') return stopsAnswered.some((one) => one.at > waits.at && one.day <= day)
  // In a later phase the start is a row of an earlier one: only the physio leads there, by the phase.
  if (waits) return !continuesPlan(phaseKey) && safetyOn.some((on) => on >= waits.from && on <= day)
  return false
}

/** The morning of a day: waits that end, and the weeks without a run before it. */
function morningOf(ask: RunWeekAsk, walk: Walk, day: DayNumber): Walk {
  const { at } = walk
  if (at.waits) {
    if (!endsWait(ask, at, day)) return walk
    const stopped = at.waits.why === 'stopped'
    const row = stopped ? rowBack(ask.phaseKey, at.row) : 1
    const next = { ...moved(at, row, day, stopped ? 'back' : 'missed', at.missed), waits: null }
    // What was answered does not stop her again: for that another step back is needed.
    return { at: next, backs: [], since: day, gap: { row, weeks: 0 } }
  }
  const last = Math.max(walk.since, ask.runs.findLast((run) => run.day < day)?.day ?? walk.since)
  const weeks = missedWeeks(last, day)
  if (weeks === 0) return { ...walk, gap: { row: at.row, weeks: 0 } }
  if (weeks === walk.gap.weeks) return walk
  const gap = { row: walk.gap.weeks === 0 ? at.row : walk.gap.row, weeks }
  if (weeks >= anewAfter) {
    const waits = { why: 'missed' as const, at: 0, from: day }
    return { ...walk, gap, at: { ...moved(at, 1, day, 'missed', weeks), waits } }
  }
  const to = rowAfterMissed(ask.phaseKey, gap.row, weeks)
  return { ...walk, gap, at: to < at.row ? moved(at, to, day, 'missed', weeks) : at }
}

/** What a run leads to on its day, since less is always allowed. `index`: of all runs. */
function afterRun(ask: RunWeekAsk, walk: Walk, index: number): Walk {
  const run = ask.runs[index]
  // Who has to be answered by a clinician first is not advised anew by a run in spite of it.
  if (!run || walk.at.waits?.why === 'stopped') return walk
  const { day } = run
  const runs = ask.runs.slice(0, index + 1)
  const { acted } = standAfter(ask, walk.at, { backs: walk.backs, runs, day })
  if (acted?.rule.id === 'r_run_stop')
    return { ...walk, at: { ...walk.at, acted, waits: { why: 'stopped', at: run.at, from: day } } }
  // A calmer run on the day of one that led back takes nothing back.
  const isBack = walk.backs.at(-1)?.day === day && acted?.rule.id !== 'r_run_back'
  const at = isBack ? walk.at : { ...walk.at, acted }
  if (acted?.rule.id !== 'r_run_back' || at.waits) return { ...walk, at }
  return {
    ...walk,
    at: moved(at, rowBack(ask.phaseKey, at.row), day + 1, 'back'),
    backs: [...walk.backs, { day, at: run.at }],
  }
}

/** The runs of a day in the order in which they were. */
const afterRuns = (ask: RunWeekAsk, before: Walk, day: DayNumber): Walk =>
  ask.runs.reduce((walk, run, index) => (run.day === day ? afterRun(ask, walk, index) : walk), before)

/** The evening: the runs of the day, and the end of a week of the plan. */
function eveningOf(ask: RunWeekAsk, before: Walk, day: DayNumber): Walk {
  const walk = afterRuns(ask, before, day)
  const { at, backs } = walk
  if (ask.rests(day) || at.waits || at.from > day) return walk
  const days = at.days + 1
  if (days < 7) return { ...walk, at: { ...at, days } }
  if (at.row < lastRow(ask) && standOf(ask, at, backs, day).forward)
    return { ...walk, at: moved(at, at.row + 1, day + 1, null) }
  return { ...walk, at: { ...at, days: 0, round: at.round + 1 } }
}

const lastRow = ({ items }: RunWeekAsk) => lastWeek(items.filter(({ exerciseId }) => isRun(exerciseId)))

const weekOf = ({ row, waits }: At) => (waits ? noRuns : shownRow(row))

/** Day by day from the first of the phase to `today`; a week is over after seven days on which nothing rested. */
function walkOf(ask: RunWeekAsk): { walk: Walk; rows: RunRow[] } {
  const { startedOn, today } = ask
  const first: At = {
    row: 1,
    round: 1,
    from: startedOn,
    days: 0,
    cause: null,
    missed: 0,
    waits: null,
    acted: null,
  }
  let walk: Walk = { at: first, backs: [], gap: { row: 1, weeks: 0 }, since: startedOn }
  const rows: RunRow[] = [{ from: startedOn, week: 1 }]
  for (let day = startedOn; day <= today; day += 1) {
    walk = morningOf(ask, walk, day)
    if (rows.at(-1)?.week !== weekOf(walk.at)) rows.push({ from: day, week: weekOf(walk.at) })
    if (day < today) walk = eveningOf(ask, walk, day)
  }
  return { walk, rows }
}

export function runWeekOf(ask: RunWeekAsk): RunWeek {
  const { at, backs } = walkOf(ask).walk
  return {
    week: weekOf(at),
    round: at.round,
    last: at.row === lastRow(ask),
    waits: at.waits?.why ?? null,
    cause: at.cause,
    missed: at.missed,
    shorter: shorterBy(at.row),
    ...standOf(ask, at, backs, ask.today),
    acted: at.acted,
  }
}

/** From which day on which row held; `noRuns` while none was planned. */
export const runRowsOf = (ask: RunWeekAsk): readonly RunRow[] => walkOf(ask).rows

/** For the patient, in a week whose run is not the next one of the plan; else null. */
export function againSentence(runWeek: RunWeek | null): string | null {
  if (!runWeek) return null
  const { again } = sentences
  if (runWeek.waits) return runWeek.waits === 'stopped' ? again.stopped : again.pause
  if (runWeek.shorter) return runWeek.shorter === 'third' ? again.shorter : again.firstThird
  if (runWeek.round === 1) return runWeek.cause && again[runWeek.cause]
  if (runWeek.loadHeld) return again.waits
  if (runWeek.result === null) return again.noRun
  if (runWeek.result === 'unknown') return again.unknown
  return runWeek.last && runWeek.forward ? again.last : again.other
}

/** For the patient, in one sentence: why her runs are not the next ones of the plan, or why there are none; else null. */
export function runsAgain(of: {
  /** A stop of running waits for a clinician. */
  readonly runStop: boolean
  readonly runWeek: RunWeek | null
  readonly missed: MissedWords | null
}): string | null {
  if (of.runStop) return sentences.again.stopped
  return againSentence(of.runWeek) ?? of.missed?.sentence ?? null
}

const results: Readonly<Record<SessionResult, string>> = {
  green: 'green',
  amber: 'amber',
  over_limit: 'over the limit',
  red: 'red',
  unknown: 'not assessed',
}

const causes = (missed: number) =>
  ({
    back: ', one step back after a run',
    missed: `, after ${countText(missed, 'week')} without a run`,
  }) as const

const lessText = (shorter: RunWeek['shorter']) =>
  shorter ? (shorter === 'third' ? ' without its last third' : ', its first third alone') : ''

const waitTexts = {
  stopped: 'No run: running is paused by the rules. Answer what they suggest',
  missed: 'No run: ask the safety questions anew, then begin the phase anew or an earlier one',
} as const

/** The same for the team, with its numbers. */
export function runWeekText(runWeek: RunWeek): string {
  const { week, round, last, good, needN, result, loadHeld, cause, shorter, missed, waits } = runWeek
  if (waits === 'missed') return `${waitTexts.missed} (${countText(missed, 'week')} without a run)`
  if (waits) return waitTexts.stopped
  const streak = `${good} of ${needN} good runs in a row`
  const newest = result === null ? 'no run recorded in it' : `last run ${results[result]}`
  const held = loadHeld ? `; ${loadHeld}` : ''
  const why = cause ? causes(missed)[cause] : ''
  const less = lessText(shorter)
  const again =
    round === 1 ? '' : `, repeated (week ${round} of this run)${last ? ' until the phase changes' : ''}`
  return `Run of week ${week}${less}${why}${again}: ${streak}, ${newest}${held}`
}

/** For the team: in which week of the calendar runs and jumps are held; null where they are not behind it. */
export function loadWeekText(held: LoadWeek | null, week: number): string | null {
  if (!held) return null
  const behind = [
    ...(held.week < week ? [`Runs as in week ${held.week}`] : []),
    ...(held.jumpWeek < week ? [`Jumps as in week ${held.jumpWeek}`] : []),
  ]
  return behind.length === 0
    ? null
    : `${behind.join('. ')}: what begins later waited while the load might not rise. To let it begin, set its week`
}

/**
 * What a run leads to in the first ten weeks of running, for the list of what the rules say. `after`: where the runs
 * stand on the day after it. Only that running stops asks for an answer; the week itself moves by what is recorded.
 */
export function adviseRunWeek({ acted, week, shorter, waits, last, loadHeld }: RunWeek): Decision | null {
  if (!acted) return null
  const { rule, result } = acted
  const of = decides(rule, result, { needsPhysio: true })
  const run = waits ? 'No run yet' : `Run of week ${week}${lessText(shorter)}`
  switch (rule.id) {
    case 'r_run_stop':
      return of('stop', { kind: 'pause_running' }, 'Pause running and contact the patient')
    case 'r_run_back':
      return of('regress', { kind: 'none' }, waits ? run : `${run}, at least twice`)
    case 'r_run_hold':
      return of('hold', { kind: 'none' }, waits ? run : `${run} again`)
    case 'r_run_forward': {
      if (!loadHeld || last || waits) return null
      return saying(sentences.runWaits, of('hold', { kind: 'none' }, `${run} again: ${loadHeld}`))
    }
  }
}
