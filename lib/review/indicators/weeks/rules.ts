import { mondayOf } from '#lib/tracking/progress/runs/rules.ts'
import type { DayNumber } from '#lib/tracking/progress/schema.ts'
import { lacking, reading } from '../reading/rules.ts'
import { withinLimit } from '../running/rules.ts'
import type { IndicatorInput, Reading, RunIndicators } from '../schema.ts'

/** Calendar weeks, Monday to Sunday, that are over (clinical/review.md 2, `ind_goal_week_pct` and after). */

const goalShare = 0.8
const fullRuns = 2
const tolerance = 1e-9

type Week = { readonly start: DayNumber; km: number; count: number; clean: boolean }

/** Complete weeks, newest first, back to the week of the first entry or of the program. */
function completeWeeks(
  runs: readonly RunIndicators[],
  breachMornings: ReadonlySet<DayNumber>,
  since: DayNumber,
  today: DayNumber,
): Week[] {
  const newest = mondayOf(today) - 7
  const weeks: Week[] = []
  for (let start = newest; start >= mondayOf(since); start -= 7)
    weeks.push({ start, km: 0, count: 0, clean: true })
  const weekOf = (day: DayNumber) => weeks[(newest - mondayOf(day)) / 7]
  for (const run of runs) {
    const week = weekOf(run.day)
    if (!week) continue
    week.km += run.entry.km
    week.count += 1
    if (!withinLimit(run)) week.clean = false
  }
  for (const day of breachMornings) {
    const week = weekOf(day)
    if (week) week.clean = false
  }
  return weeks
}

const inARow = (weeks: readonly Week[], test: (week: Week) => boolean): number => {
  const end = weeks.findIndex((week) => !test(week))
  return end < 0 ? weeks.length : end
}

/** `since`: the first entry of any kind or the start of the program; null without either. */
export function weekIndicators(
  { goals, today }: IndicatorInput,
  runs: readonly RunIndicators[],
  breachMornings: ReadonlySet<DayNumber>,
  since: DayNumber | null,
): Record<string, Reading> {
  const goal = goals.kmWeek !== null && goals.kmWeek > 0 ? goals.kmWeek : null
  const weeks = since === null ? [] : completeWeeks(runs, breachMornings, since, today)
  const noGoal = 'needs a goal in km a week'
  // The week of the first entry is complete only when the entry is of its Monday.
  const whole = weeks.filter(({ start }) => since !== null && start >= since)
  const [last, before] = whole
  const full = inARow(weeks, (week) => week.clean && week.count >= fullRuns)
  const enough = (km: number) => goal !== null && km >= goal * goalShare - tolerance
  const month = runs.filter(({ day }) => day > today - 30 && day <= today)
  const wanted = goals.longestKm ?? goals.eventKm
  const ahead = [goals.goalDate, goals.eventDate].filter((day) => day !== null && day >= today)
  const longest = Math.max(0, ...month.map(({ entry }) => entry.km))
  return {
    ind_goal_week_pct:
      goal === null
        ? lacking(noGoal)
        : reading(
            last && before ? (100 * (last.km + before.km)) / 2 / goal : null,
            `needs 2 complete weeks; ${whole.length} so far`,
          ),
    ind_weeks_goal: reading(
      goal === null ? null : inARow(weeks, (week) => week.clean && enough(week.km)),
      noGoal,
    ),
    ind_weeks_full: reading(full, ''),
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
