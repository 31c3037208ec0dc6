import { isRun, lastWeek, type WeekItem } from '#lib/programs/plan-week/rules.ts'
import { dueInWeek } from '#lib/programs/schedule/minutes/rules.ts'
import type { DayNumber } from '#lib/tracking/progress/schema.ts'
import type { RunOutcome, RunType, SessionResult } from '#lib/tracking/results/schema.ts'
import { forwardHolds, goodStreak, runFactsWith } from '../running/rules.ts'
import type { Modifiers } from '../schema.ts'
import { sentences } from '../sentences/rules.ts'
import type { RunWeek } from './schema.ts'

/**
 * The week of the plan whose run holds: "from one week to the next only by `r_run_forward`" (clinical/programmes.md 5.9). It
 * follows from the entries that count now and is kept nowhere, so that a run that was put right or taken back moves it too.
 */

export type RunWeekAsk = {
  readonly startedOn: DayNumber
  readonly today: DayNumber
  readonly items: readonly WeekItem[]
  /** Every run, oldest first. */
  readonly runs: readonly RunOutcome[]
  /** Paused, on hold or blocked. */
  readonly rests: (day: DayNumber) => boolean
  /** By what was known on a day: an answer or a flag of today does not undo a week that was begun before it. */
  readonly modifiersOn: (day: DayNumber) => Modifiers
  readonly amberOk: boolean
}

/** The kinds of run that a row plans. */
function kindsOf(items: readonly WeekItem[], week: number): readonly RunType[] {
  const planned = items.filter((item) => isRun(item.exerciseId) && dueInWeek(item, week))
  return planned.flatMap(({ exerciseId }): RunType[] =>
    exerciseId === 'ex_rtr_walk_run' ? ['walk_run'] : ['easy', 'long'],
  )
}

/** What the rules say of a week of the plan that began on `from`, at the end of `day`. */
function standOf(ask: RunWeekAsk, week: number, from: DayNumber, day: DayNumber) {
  const { amberOk, rests } = ask
  const modifiers = ask.modifiersOn(day)
  const kinds = kindsOf(ask.items, week)
  const runs = ask.runs.filter((run) => run.day <= day)
  const good = goodStreak(runs, from, ({ day, entry }) => kinds.includes(entry.type) && !rests(day), amberOk)
  const facts = runFactsWith({ runs, backs: [], today: day }, good)
  const loadHeld = modifiers.runLoadBlocked || modifiers.pregnancyOrBirth
  return {
    ...{ good, needN: modifiers.needN, loadHeld },
    result: (runs.at(-1)?.day ?? from - 1) < from ? null : facts.last,
    forward: forwardHolds(facts, { amberOk, modifiers }) && !loadHeld,
  }
}

/** A week of the plan is over after seven days on which nothing rested; then the next one begins, or the same again. */
export function runWeekOf(ask: RunWeekAsk): RunWeek {
  const last = lastWeek(ask.items.filter(({ exerciseId }) => isRun(exerciseId)))
  let [week, round, from, days] = [1, 1, ask.startedOn, 0]
  for (let day = ask.startedOn; day < ask.today; day += 1) {
    if (ask.rests(day)) continue
    days += 1
    if (days % 7 !== 0) continue
    if (week < last && standOf(ask, week, from, day).forward) [week, round, from] = [week + 1, 1, day + 1]
    else round += 1
  }
  return { week, round, last: week === last, ...standOf(ask, week, from, ask.today) }
}

/** For the patient, in a week whose run is the one of the week before; else null. */
export function againSentence(runWeek: RunWeek | null): string | null {
  if (!runWeek || runWeek.round === 1) return null
  const { again } = sentences
  if (runWeek.loadHeld) return again.waits
  if (runWeek.result === null) return again.noRun
  if (runWeek.result === 'unknown') return again.unknown
  return runWeek.last && runWeek.forward ? again.last : again.other
}

const results: Readonly<Record<SessionResult, string>> = {
  green: 'green',
  amber: 'amber',
  over_limit: 'over the limit',
  red: 'red',
  unknown: 'not assessed',
}

/** The same for the team, with its numbers. */
export function runWeekText({ week, round, last, good, needN, result, loadHeld }: RunWeek): string {
  const streak = `${good} of ${needN} good runs in a row`
  const newest = result === null ? 'no run recorded in it' : `last run ${results[result]}`
  const held = loadHeld ? '; no increase of running load until you confirm it' : ''
  const again =
    round === 1 ? '' : `, repeated (week ${round} of this run)${last ? ' until the phase changes' : ''}`
  return `Run of week ${week}${again}: ${streak}, ${newest}${held}`
}
