import { countText, type DayNumber, dayText, isoDay } from '#lib/dates.ts'
import { and, type Truth } from '#lib/rules/evaluate.ts'
import { mondayOf } from '#lib/tracking/progress/runs/rules.ts'
import type { Results } from '#lib/tracking/results/rules.ts'
import { known, lacking, reading } from '../reading/rules.ts'
import { withinLimit } from '../running/rules.ts'
import type { IndicatorInput, Reading, RunIndicators } from '../schema.ts'

/** Calendar weeks, Monday to Sunday, that are over (clinical/review.md 2, `ind_goal_week_pct` and after). */

const goalShare = 0.8
const fullRuns = 2
const tolerance = 1e-9

/** As many as a discharge asks for (clinical/review.md 5): whether there were more before need not be known. */
const weeksAsked = 3

/** Kilometers of walking and jogging in turns are load and no goal: the goal is to run them. */
export const isRunThrough = ({ entry }: RunIndicators): boolean => entry.type !== 'walk_run'

type Breaches = Results['breaches']
type Week = {
  readonly start: DayNumber
  km: number
  count: number
  /** Every run within its limit and no next-morning breach; N while a pain or a morning is not known. */
  clean: Truth
}

const runTruth = (run: RunIndicators): Truth => (run.maxPain === null ? 'N' : withinLimit(run) ? 'T' : 'F')

/** Complete weeks, newest first, back to the first one of which every day can have entries. */
function completeWeeks(
  runs: readonly RunIndicators[],
  breaches: Breaches,
  since: DayNumber,
  today: DayNumber,
): Week[] {
  const newest = mondayOf(today) - 7
  const weeks: Week[] = []
  for (let start = newest; start >= since; start -= 7) weeks.push({ start, km: 0, count: 0, clean: 'T' })
  const weekOf = (day: DayNumber) => weeks[(newest - mondayOf(day)) / 7]
  for (const run of runs) {
    const week = weekOf(run.day)
    if (!week) continue
    if (isRunThrough(run)) {
      week.km += run.entry.km
      week.count += 1
    }
    week.clean = and([week.clean, runTruth(run)])
  }
  // The morning after a Sunday speaks of the week that did it, and is a morning of the next one.
  for (const [day, breach] of breaches)
    for (const week of new Set([weekOf(day), weekOf(day + 1)]))
      if (week) week.clean = and([week.clean, breach === null ? 'N' : breach === 'no' ? 'T' : 'F'])
  return weeks
}

/** How many of the newest weeks pass; not known while a week that is not known could make it more. */
function inARow(weeks: readonly Week[], enough: (week: Week) => boolean): Reading {
  const truths = weeks.map((week) => (enough(week) ? week.clean : 'F'))
  const until = (ends: (truth: Truth) => boolean) => {
    const end = truths.findIndex(ends)
    return end < 0 ? truths.length : end
  }
  const sure = until((truth) => truth !== 'T')
  const open = weeks[sure]
  if (!open || sure >= weeksAsked || truths[sure] === 'F') return known(sure)
  const from = dayText(isoDay(open.start))
  return lacking(
    `needs the pain of each run and the morning after each session of the week from ${from}; ${countText(sure, 'week', 'weeks')} since`,
  )
}

/** `since`: the first entry of any kind or the start of the program; null without either. */
export function weekIndicators(
  { goals, today }: IndicatorInput,
  runs: readonly RunIndicators[],
  breaches: Breaches,
  since: DayNumber | null,
): Record<string, Reading> {
  const goal = goals.kmWeek !== null && goals.kmWeek > 0 ? goals.kmWeek : null
  // The week of the first entry is complete only when the entry is of its Monday.
  const weeks = since === null ? [] : completeWeeks(runs, breaches, since, today)
  const noGoal = 'needs a goal in km a week'
  const [last, before] = weeks
  const enough = (km: number) => goal !== null && km >= goal * goalShare - tolerance
  const month = runs.filter((run) => isRunThrough(run) && run.day > today - 30 && run.day <= today)
  const wanted = goals.longestKm ?? goals.eventKm
  const ahead = [goals.goalDate, goals.eventDate].filter((day) => day !== null && day >= today)
  const longest = Math.max(0, ...month.map(({ entry }) => entry.km))
  return {
    ind_goal_week_pct:
      goal === null
        ? lacking(noGoal)
        : reading(
            last && before ? (100 * (last.km + before.km)) / 2 / goal : null,
            `needs 2 complete weeks; ${weeks.length} so far`,
          ),
    ind_weeks_goal: goal === null ? lacking(noGoal) : inARow(weeks, ({ km }) => enough(km)),
    ind_weeks_full: inARow(weeks, ({ count }) => count >= fullRuns),
    ind_days_to_goal: reading(
      ahead.length === 0 ? null : Math.min(...ahead.map(Number)) - today,
      'needs a date of a goal or an event that is ahead',
    ),
    ind_goal_longest_pct: reading(
      wanted !== null && wanted > 0 ? (100 * longest) / wanted : null,
      'needs a longest run or a distance of an event as the goal',
    ),
  }
}
