import type { DayNumber } from '#lib/dates.ts'
import { painMean, startScore } from '#lib/outcomes/pain/rules.ts'
import { daysIn } from '#lib/tracking/progress/course/rules.ts'
import { painDaysNeeded } from '#lib/tracking/progress/pain/rules.ts'
import { begunOn } from '../begun/rules.ts'
import { flaresOf, valuesBefore } from '../flare/rules.ts'
import { known, lacking, needs, noProgram, reading } from '../reading/rules.ts'
import type { Flare, IndicatorInput, PainDay, Reading, Slope } from '../schema.ts'
import { theilSen, trendDays, trendOf, trendSpan, trendWindow } from '../trend/rules.ts'

const between = (days: readonly PainDay[], from: number, to: number) =>
  days.filter(({ day }) => day >= from && day <= to)

const painNeeds = (sofar: number) =>
  needs(painDaysNeeded, 'day with a pain entry', 'days with pain entries in the last 7', sofar)

/** What was told before the course: of a case that was opened again by a form since, else by the intake it began with. */
function toldAtStart({ forms, today, outcomes, reopenedOn = null }: IndicatorInput): number | null {
  if (reopenedOn !== null) return outcomes.painAgain
  const [intake] = forms
    .filter(({ kind, submittedOn }) => kind === 'intake' && submittedOn <= today)
    .toSorted((a, b) => a.submittedOn - b.submittedOn)
  return intake?.nprsWorst7d ?? null
}

function painStart(
  input: IndicatorInput,
  days: readonly PainDay[],
  daily: ReadonlyMap<number, number>,
): Reading {
  const { today, reopenedOn = null } = input
  const begins = begunOn(input)
  if (begins === undefined) return lacking(noProgram)
  const first = between(days, begins, begins + 6).length
  const form = reopenedOn === null ? 'the intake' : 'a form within 14 days'
  const missing = `needs 3 days with pain entries in the first week or the worst pain of ${form}; ${first} so far`
  const start = startScore(daily, { begins, until: today, told: toldAtStart(input) })
  return reading(start?.score ?? null, missing)
}

/**
 * A flare that was open when a case closed has ended when it opens again after as long as a flare is measured against: nothing is
 * left of what it rose above. After a shorter end it goes on.
 */
function flaresEndedOn({ course, limits }: IndicatorInput): DayNumber | null {
  const long = (course.closed ?? []).findLast(
    ({ from, to }) => to !== null && to + 1 - from >= limits.flare_window,
  )
  return long ? (long.to ?? 0) + 1 : null
}

function slopeMissing(recent: readonly PainDay[]): string {
  if (recent.length < trendDays)
    return needs(trendDays, 'day with a pain entry', 'days with pain entries', recent.length)
  const span = (recent.at(-1)?.day ?? 0) - (recent[0]?.day ?? 0)
  return `needs pain entries over ${trendSpan} days; ${span} so far`
}

function flareReadings(input: IndicatorInput, days: readonly PainDay[], flares: readonly Flare[]) {
  const { flare_values: needed, flare_window: window } = input.limits
  const before = valuesBefore(days, input.today, window)
  if (before < needed) {
    const many = `days with pain entries in the ${window} days before`
    const missing = needs(needed, 'day with a pain entry', many, before)
    return { ind_flare: lacking(missing), ind_flare_days: lacking(missing) }
  }
  const { closed = [] } = input.course
  const newest = flares.at(-1)
  const open = newest && newest.closed === null ? newest : null
  return {
    ind_flare: known(open ? 'open' : 'none'),
    ind_flare_days: known(
      open ? input.today + 1 - open.opened - daysIn(closed, open.opened, input.today) : 0,
    ),
  }
}

/** Everything about pain. `days`: daily pain up to today, oldest first. */
export function painIndicators(input: IndicatorInput, days: readonly PainDay[]) {
  const { today } = input
  const week = between(days, today - 6, today)
  const daily = new Map(days.map(({ day, pain }) => [day, pain]))
  const now = painMean(daily, today - 6, today)
  const start = painStart(input, days, daily)
  const recent = between(days, today - trendWindow + 1, today)
  const slope: Slope | null = theilSen(recent, today)
  const missing = slope ? '' : slopeMissing(recent)
  const { flares, lastPossible } = flaresOf(days, input.limits, flaresEndedOn(input))
  const open = flares.at(-1)?.closed === null
  // Of a flare that is open today no day is free, also when the pain is only a little higher by now.
  const quiet = lastPossible ?? begunOn(input) ?? null
  const calmSince = open ? today : quiet && Math.max(quiet, input.reopenedOn ?? quiet)
  const readings = {
    ind_pain_7d: reading(now, painNeeds(week.length)),
    ind_pain_days_7d: known(week.length),
    ind_pain_start: start,
    ind_pain_delta:
      start.value === null
        ? start
        : reading(now === null ? null : Number(start.value) - now, painNeeds(week.length)),
    ind_pain_slope_wk: reading(slope?.perWeek ?? null, missing),
    ind_pain_slope_abs: reading(slope ? Math.abs(slope.perWeek) : null, missing),
    ind_trend: reading(slope ? trendOf(slope) : null, missing),
    ...flareReadings(input, days, flares),
    ind_flare_free_days: reading(calmSince === null ? null : today - calmSince, noProgram),
  }
  return { readings, slope, flares }
}
