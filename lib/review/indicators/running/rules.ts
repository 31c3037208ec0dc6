import { lastStage } from '#lib/content/programs/stages.ts'
import type { DayNumber } from '#lib/dates.ts'
import { isRunningItem } from '#lib/programs/block/rules.ts'
import { dueInPlan, isPlannedRun, isRun } from '#lib/programs/plan-week/rules.ts'
import { capAfter, leastLongest } from '#lib/programs/progression/cap/rules.ts'
import { type Stage, tooMuch } from '#lib/programs/progression/running/rules.ts'
import { isPaused, type PhaseOn, phasesOf, plannedItems } from '#lib/tracking/progress/adherence/rules.ts'
import { isWalked } from '#lib/tracking/progress/course/rules.ts'
import type { Course } from '#lib/tracking/progress/course/schema.ts'
import type { FormAnswers, RunOutcome, YesNo } from '#lib/tracking/results/schema.ts'
import { newestTold } from '#lib/tracking/results/told/rules.ts'
import { known, lacking, needs, noProgram, reading } from '../reading/rules.ts'
import type { IndicatorInput, Reading, RunIndicators } from '../schema.ts'
import { newestInARow } from '../sessions/rules.ts'

const leastWeek = 5
const monthDays = 30
const weekRuns = 3

/** Runs are sorted by day; the longest of the days from–to, null without one. */
function longestIn(runs: readonly RunOutcome[], from: DayNumber, to: DayNumber, before: number) {
  let longest: number | null = null
  for (let at = before; at >= 0; at -= 1) {
    const run = runs[at]
    if (!run || run.day < from) break
    if (run.day <= to && (longest === null || run.entry.km > longest)) longest = run.entry.km
  }
  return longest
}

/** `ind_longest_30d_km` for a run on `day`. */
export function longest30(
  runs: readonly RunOutcome[],
  forms: readonly FormAnswers[],
  day: DayNumber,
  before = runs.length - 1,
): number {
  const [from, to] = [day - monthDays, day - 1]
  const run = longestIn(runs, from, to, before)
  if (run !== null) return run
  return newestTold(forms, ({ kmLongestNow }) => kmLongestNow, { from, until: to }) ?? 0
}

const has = ({ phase }: PhaseOn, ...ids: string[]) =>
  phase.items.some((item) => ids.includes(item.exerciseId))
const begun = ({ phase, ...at }: PhaseOn, ...ids: string[]) =>
  phase.items.some((item) => ids.includes(item.exerciseId) && dueInPlan(phase, item, at))

/** `ind_run_type_ok` on the phase of that day; null without one. */
function typeOk(run: RunOutcome, on: PhaseOn | null): YesNo | null {
  if (!on) return null
  const yes = (value: boolean): YesNo => (value ? 'yes' : 'no')
  if (on.phase.key === 'prog_maintenance_p1') return 'yes'
  switch (run.entry.type) {
    case 'walk_run':
    case 'easy':
      return 'yes'
    case 'long':
      return yes(has(on, 'ex_rtr_long_build') || (run.entry.stage ?? 0) >= 10)
    case 'hills':
      return yes(begun(on, 'ex_run_hill_up', 'ex_rtr_downhill'))
    case 'fast':
      return yes(begun(on, 'ex_rtr_tempo'))
    case 'race':
      return 'no'
  }
}

/**
 * A day without a planned run in a phase that plans runs, or the walk before the first one, on days; a day on which nothing is planned
 * at all is one too. A drill is no run, but may be done in one.
 */
function isRestDay(on: PhaseOn | null, day: DayNumber): boolean {
  if (!on) return false
  const plansRuns = on.phase.items.some((item) => isRun(item.exerciseId) && item.days.length > 0)
  return plansRuns && !plannedItems(on, day).some((item) => isPlannedRun(item) || isRunningItem(item))
}

/** The runs, and apart from them what was walked, whose kilometers are none of a run. `course` carries the entries of the logs. */
export function splitRuns(runs: readonly RunOutcome[], course: Course) {
  const walked = new Set(runs.filter(({ entry }) => isWalked(course.plan, entry)))
  return { ran: runs.filter((run) => !walked.has(run)), walked: [...walked] }
}

/**
 * The minutes of the run that was planned for a day, else of one planned a day before or after: a run may be done up to a
 * day early or late. Whole minutes are logged, so that a half one counts up.
 */
function plannedMinutes(phaseOn: (day: DayNumber) => PhaseOn | null, day: DayNumber): number {
  for (const near of [day, day - 1, day + 1]) {
    const on = phaseOn(near)
    const planned = on && plannedItems(on, near).find(isPlannedRun)
    if (planned) return Math.ceil(planned.minutes ?? 0)
  }
  return 0
}

/** Each run with what is defined per run. `course` carries the entries of the logs. */
export function perRun(
  runs: readonly RunOutcome[],
  course: Course,
  forms: readonly FormAnswers[],
): RunIndicators[] {
  const phaseOn = phasesOf(course)
  return runs.map((run, at) => {
    const { km, minutes, type } = run.entry
    const longest30Km = longest30(runs, forms, run.day, at)
    const based = longest30Km >= leastLongest
    const on = phaseOn(run.day)
    const asPlanned = type === 'walk_run' && minutes <= plannedMinutes(phaseOn, run.day)
    return {
      ...run,
      longest30Km,
      capKm: capAfter(longest30Km),
      spikePct: based && !asPlanned ? (100 * (km - longest30Km)) / longest30Km : null,
      ratio30: based ? km / longest30Km : null,
      typeOk: typeOk(run, on),
      unplanned: !isPaused(course, run.day) && isRestDay(on, run.day),
    }
  })
}

const sumKm = (runs: readonly RunOutcome[], from: DayNumber, to: DayNumber) =>
  runs.reduce((sum, { day, entry }) => (day >= from && day <= to ? sum + entry.km : sum), 0)

/** `ind_prev4_km`: the mean of the four 7-day sums before the one that ends today; null without a run that long ago. */
function previousFour(runs: readonly RunOutcome[], today: DayNumber): number | null {
  const [from, to] = [today - 34, today - 7]
  const first = runs[0]
  return !first || first.day > from ? null : sumKm(runs, from, to) / 4
}

const isEasy = ({ entry }: RunOutcome) => entry.type === 'easy' || entry.type === 'long'

/** The newest easy runs in a row that were green. Another kind of run does not count, but one that hurt ends the row. */
function easyRow(runs: readonly RunOutcome[], minutes: number): number {
  const hurt = runs.findLastIndex((run) => !isEasy(run) && tooMuch(run))
  return newestInARow(
    runs.slice(hurt + 1).filter(isEasy),
    ({ entry, result }) => entry.minutes >= minutes && result === 'green',
  )
}

export const withinLimit = ({ maxPain, limit }: RunOutcome): boolean => maxPain !== null && maxPain <= limit

/** The values of one run by id, for rules about a run; also what the newest run stands for. */
export function runReadings(run: RunIndicators | undefined): Record<string, Reading> {
  const none = 'needs a run'
  const based = 'needs a run of 1 km or more in the 30 days before'
  if (!run)
    return {
      ind_session_spike_pct: lacking(none),
      ind_run_ratio_30d: lacking(none),
      ind_run_type_ok: lacking(none),
    }
  return {
    ind_session_spike_pct: reading(run.spikePct, based),
    ind_run_ratio_30d: reading(run.ratio30, based),
    ind_run_type_ok: reading(run.typeOk, noProgram),
  }
}

/** Nobody waits for a stage after the last one. */
function stageDays(stage: Stage | undefined, today: DayNumber): Reading {
  if (!stage) return lacking(noStage)
  return reading(stage.stage < lastStage ? today - stage.from : null, 'needs a stage with a next one')
}

const noStage = 'needs the return-to-run stages'

/** Everything about runs but the calendar weeks. */
export function runningIndicators(input: IndicatorInput, runs: readonly RunIndicators[]) {
  const { today, forms, stages } = input
  const week = runs.filter(({ day }) => day > today - 7 && day <= today)
  const weekKm = sumKm(runs, today - 6, today)
  const prev4 = previousFour(runs, today)
  const longest = longest30(runs, forms, today)
  const weekOk = week.length >= weekRuns && week.every((run) => run.entry.finished && withinLimit(run))
  const stage = stages?.findLast(({ from }) => from <= today)
  return {
    ind_easy20_ok: known(easyRow(runs, 20)),
    ind_easy25_ok: known(easyRow(runs, 25)),
    ind_week_runs_ok: known(weekOk ? 'yes' : 'no'),
    ind_week_km: known(weekKm),
    ind_prev4_km: reading(prev4, 'needs a run 34 days ago or earlier'),
    ind_load_ratio: reading(
      prev4 === null || prev4 < leastWeek ? null : weekKm / prev4,
      prev4 === null
        ? 'needs a run 34 days ago or earlier'
        : needs(leastWeek, 'km a week', 'km a week in the four weeks before', Math.round(prev4 * 10) / 10),
    ),
    ind_longest_30d_km: known(longest),
    ind_session_cap_km: reading(capAfter(longest), 'needs a run of 1 km or more in the 30 days before'),
    ind_unplanned_runs_7d: known(
      new Set(week.filter(({ unplanned }) => unplanned).map(({ day }) => day)).size,
    ),
    ind_stage: reading(stage?.stage ?? null, noStage),
    ind_stage_days: stageDays(stage, today),
    ...runReadings(runs.at(-1)),
  }
}
