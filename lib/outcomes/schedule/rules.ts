import { type MeasureId, measureIds } from '#lib/content/outcomes/types.ts'
import { addDays, compareDays, type Day, daysBetween } from '#lib/dates.ts'
import { pausedDays } from '#lib/programs/active/rules.ts'
import { BASELINE_DAYS_AFTER, isAfterChoice } from '../changes/rules.ts'
import { begunOn } from '../course/rules.ts'
import type { Administration, Chosen, Occasion, Timeline } from '../schema.ts'
import { isComplete } from '../scoring/rules.ts'

/** Days that an incomplete form can still be completed. */
export const DAYS_TO_COMPLETE = 3
/** How long the forms of the discharge, and of 3 months after it, stay open [EO]. */
export const DISCHARGE_OPEN = 14
export const LATER_OPEN = 28
/** 3 months in whole weeks. */
export const LATER_DAYS = 91
/** A form of week 6, 12, … opens so many days before it is due. */
const OPENS_BEFORE = 3
const ROUND_WEEKS = 6

type Start = Omit<Occasion, 'until'>

const longForms = (chosen: Chosen): MeasureId[] => [
  ...(chosen.knee ? [chosen.knee] : []),
  ...(chosen.uwri ? (['uwri'] as const) : []),
]

/**
 * `nprs` and `psfs` of the intake are part of the intake form. A case that is opened again has none: they are asked by
 * themselves.
 */
function startRound(timeline: Timeline, chosen: Chosen): Occasion[] {
  const { openedOn, reopenedOn } = timeline
  const begun = begunOn(timeline)
  const from = reopenedOn ?? openedOn
  const measures: MeasureId[] =
    reopenedOn === null ? longForms(chosen) : ['nprs', 'psfs', ...longForms(chosen)]
  return measures.map((measure) => {
    const since = measure === chosen.knee ? chosen.kneeSince : null
    const opensOn = since !== null && since > from ? since : from
    // One that is chosen while the program runs has its start then.
    const start = begun !== null && since !== null && since > begun ? since : begun
    return {
      measure,
      kind: reopenedOn === null ? 'intake' : 'again',
      week: null,
      opensOn,
      dueOn: opensOn,
      until: start && addDays(start, BASELINE_DAYS_AFTER),
    }
  })
}

function programRounds(begun: Day, chosen: Chosen, horizon: Day): Start[] {
  const at = (measure: MeasureId, week: number, opensBefore: number): Start => {
    const dueOn = addDays(begun, 7 * week)
    return { measure, kind: 'week', week, opensOn: addDays(dueOn, -opensBefore), dueOn }
  }
  const rounds = Math.max(1, Math.ceil((daysBetween(begun, horizon) + OPENS_BEFORE) / (7 * ROUND_WEEKS)) + 1)
  const every6 = Array.from({ length: rounds }, (_, index) => (index + 1) * ROUND_WEEKS)
  return [
    at('psfs', 3, 7),
    at('groc', 3, 7),
    ...every6.flatMap((week) =>
      [...longForms(chosen), 'psfs' as const, 'groc' as const].map((measure) =>
        at(measure, week, OPENS_BEFORE),
      ),
    ),
  ]
}

function weeklyRounds(begun: Day, horizon: Day): Start[] {
  const weeks = Math.max(1, Math.floor(daysBetween(begun, horizon) / 7) + 1)
  return Array.from({ length: weeks }, (_, index) => {
    const dueOn = addDays(begun, 7 * (index + 1))
    return { measure: 'ostrc_o2', kind: 'weekly', week: index + 1, opensOn: dueOn, dueOn }
  })
}

/** Each ends the day before the next of the same measure opens. */
function withEnds(starts: readonly Start[]): Occasion[] {
  return starts.map((start) => {
    const next = starts
      .filter((other) => other.measure === start.measure && other.opensOn > start.opensOn)
      .reduce<Day | null>((first, { opensOn }) => (first === null || opensOn < first ? opensOn : first), null)
    return { ...start, until: next && addDays(next, -1) }
  })
}

function afterDischarge(closedOn: Day, chosen: Chosen): Occasion[] {
  const measures: MeasureId[] = [
    'nprs',
    'psfs',
    ...longForms(chosen),
    ...(chosen.ostrc ? (['ostrc_o2'] as const) : []),
    'groc',
  ]
  const later = addDays(closedOn, LATER_DAYS)
  return measures.flatMap((measure) => [
    {
      measure,
      kind: 'discharge',
      week: null,
      opensOn: closedOn,
      dueOn: closedOn,
      until: addDays(closedOn, DISCHARGE_OPEN),
    },
    {
      measure,
      kind: 'later',
      week: null,
      opensOn: addDays(later, -OPENS_BEFORE),
      dueOn: later,
      until: addDays(later, LATER_OPEN),
    },
  ])
}

/** Every time at which a measure is wanted up to and a little beyond today (clinical/outcome-measures.md 3). */
export function occasionsOf(timeline: Timeline, chosen: Chosen, today: Day): Occasion[] {
  const { closedOn, discharged, paused } = timeline
  const begun = begunOn(timeline)
  if (closedOn !== null) return discharged ? afterDischarge(closedOn, chosen) : []
  const program = begun ? withEnds(programRounds(begun, chosen, today)) : []
  const weekly = begun && chosen.ostrc && !paused ? withEnds(weeklyRounds(begun, today)) : []
  return [...startRound(timeline, chosen), ...program, ...weekly]
}

const within = (day: Day, { opensOn, until }: Occasion) => day >= opensOn && (until === null || day <= until)

/** For a start a form of its course that was filled before counts as well, unless it is a start no more (changes/rules.ts). */
const counts = (occasion: Occasion, { on }: Administration, timeline: Timeline) =>
  within(on, occasion) ||
  ((occasion.kind === 'intake' || occasion.kind === 'again') &&
    on >= (timeline.reopenedOn ?? on) &&
    on < occasion.opensOn &&
    !isAfterChoice({ on }, begunOn(timeline)))

/** What is wanted today and not filled yet, the longest due first. */
export function openOccasions(
  timeline: Timeline,
  chosen: Chosen,
  administrations: readonly Administration[],
  today: Day,
): Occasion[] {
  const complete = administrations.filter(isComplete)
  return occasionsOf(timeline, chosen, today)
    .filter((occasion) => within(today, occasion))
    .filter((o) => !complete.some((a) => a.measure === o.measure && counts(o, a, timeline)))
    .sort(
      (a, b) =>
        compareDays(a.dueOn, b.dueOn) || measureIds.indexOf(a.measure) - measureIds.indexOf(b.measure),
    )
}

/** Days since something was due, negative while it is not due yet. Days of a pause do not count: she was told to wait. */
export function daysOverdue(dueOn: Day, today: Day, { pauses }: Pick<Timeline, 'pauses'>): number {
  const waited = pausedDays(pauses, today).filter((day) => day >= dueOn && day < today)
  return daysBetween(dueOn, today) - new Set(waited).size
}

/** `ind_outcome_overdue_days`: of the oldest open one; null without one. */
export function overdueDays(
  open: readonly Occasion[],
  today: Day,
  timeline: Pick<Timeline, 'pauses'>,
): number | null {
  const dueDays = open.map(({ dueOn }) => dueOn).sort()
  return dueDays[0] === undefined ? null : daysOverdue(dueDays[0], today, timeline)
}

/**
 * The day from which the weekly check is asked again: once in 7 days, before a program as well, because the rules by which a
 * first phase begins read it (clinical/review.md 1). Null = not asked.
 */
export function weeklyCheckDue(timeline: Timeline, administrations: readonly Administration[]): Day | null {
  if (timeline.closedOn !== null || timeline.paused) return null
  const from = begunOn(timeline) ?? timeline.reopenedOn ?? timeline.openedOn
  const last = administrations
    .filter(({ measure }) => measure === 'weekly_check')
    .map(({ on }) => on)
    .sort()
    .at(-1)
  if (last === undefined) return from
  // One that was filled long before asks for nothing until the program runs.
  const [first] = [addDays(last, 7), from].sort().reverse()
  return first ?? null
}

/** Whether answers that are missing can still be added today. Empty places of the weekly check mean not tried. */
export const mayComplete = (administration: Administration, today: Day): boolean =>
  administration.measure !== 'weekly_check' &&
  administration.missing > 0 &&
  daysBetween(administration.on, today) <= DAYS_TO_COMPLETE
