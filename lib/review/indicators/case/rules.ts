import type { DayNumber } from '#lib/dates.ts'
import { restDays } from '#lib/tracking/progress/adherence/rules.ts'
import { daysIn } from '#lib/tracking/progress/course/rules.ts'
import type { Course } from '#lib/tracking/progress/course/schema.ts'
import { begunOn } from '../begun/rules.ts'
import { known, lacking, noProgram, reading } from '../reading/rules.ts'
import type { IndicatorInput, Reading } from '../schema.ts'

/** Days from a review on `day` to the next one [EO]; before a program has begun as in its first weeks. */
export function reviewInterval(
  input: Pick<IndicatorInput, 'course' | 'reopenedOn' | 'limits'>,
  day: DayNumber,
): number {
  const { limits } = input
  const begins = begunOn(input) ?? day
  return day - begins < limits.review_early_weeks * 7 ? limits.review_early_days : limits.review_later_days
}

function reviewDue(input: IndicatorInput): number | null {
  const { today, review } = input
  const begins = begunOn(input)
  if (begins === undefined) return null
  if (review.nextOn !== null) return review.nextOn - today
  const since = Math.max(begins, review.lastSignedOn ?? begins)
  return since + reviewInterval(input, since) - today
}

/**
 * Newly yes in the newest review form, against the form before. The safety questions asked alone say nothing of energy, so
 * each answer is compared among the forms that have it. Of one day they come in the order in which they were sent.
 */
function energyWorse({ forms }: IndicatorInput): Reading {
  const newly = (key: 'energyLow' | 'periodsMissed'): boolean | null => {
    const answered = forms.filter((form) => form[key] !== null)
    const [newest, before] = answered.toSorted((a, b) => a.submittedOn - b.submittedOn).toReversed()
    if (!newest || !before || newest.kind !== 'review') return null
    return newest[key] === 'yes' && before[key] !== 'yes'
  }
  const both = [newly('energyLow'), newly('periodsMissed')]
  if (both.includes(true)) return known('yes')
  return both.includes(null)
    ? lacking('needs a review form after an earlier form, with both answers')
    : known('no')
}

/** What concerns the whole case: weeks, phase, reviews, flags, forms, measures. `course` carries the entries of the logs. */
export function caseIndicators(input: IndicatorInput, course: Course): Record<string, Reading> {
  const { today, phase, outcomes } = input
  const begins = begunOn(input)
  const phaseDays = phase && today - phase.startedOn - daysIn(course.closed ?? [], phase.startedOn, today)
  const trained = phase && today - phase.startedOn - restDays(course, phase.startedOn, today)
  return {
    ind_weeks: reading(begins === undefined ? null : (today - begins) / 7, noProgram),
    ind_phase_weeks: reading(trained === null ? null : trained / 7, noProgram),
    // By the calendar: what keeps somebody in a phase for so long asks for a look, a pause and a flag as well. A case that was
    // closed kept nobody.
    ind_phase_ratio: reading(phaseDays === null || !phase ? null : phaseDays / 7 / phase.weeksMax, noProgram),
    ind_review_due: reading(reviewDue(input), noProgram),
    ind_flag_overdue: known(input.flagOverdue ? 'yes' : 'no'),
    ind_energy_worse: energyWorse(input),
    ind_mic_count: reading(outcomes.micCount, 'needs a follow-up of a primary measure'),
    ind_mic_recent: reading(outcomes.micRecent, 'needs a follow-up of a primary measure'),
    ind_worse_count: reading(outcomes.worseCount, 'needs a follow-up of a measure'),
    ind_outcome_overdue_days: reading(outcomes.overdueDays, 'no measure is open'),
  }
}
