import { addDays, type Day } from '#lib/dates.ts'
import { BASELINE_DAYS_AFTER } from '../changes/rules.ts'
import { painSinceReopened } from '../pain/rules.ts'
import type { OutcomeInput, Timeline } from '../schema.ts'
import { isComplete } from '../scoring/rules.ts'

/**
 * The day from which changes and rounds are counted: that of activation, or that on which the case was opened again after it.
 * Null before there is a program.
 */
export const begunOn = ({
  activatedOn,
  reopenedOn,
}: Pick<Timeline, 'activatedOn' | 'reopenedOn'>): Day | null =>
  activatedOn !== null && reopenedOn !== null && reopenedOn > activatedOn ? reopenedOn : activatedOn

/**
 * What counts in the present course of a case. Of one that was opened again a form from then until 14 days after the beginning
 * is the state to compare with, and only without one the last form before; ratings of change and answers about pain from before
 * are of the earlier course.
 */
export function presentCourse(input: OutcomeInput): OutcomeInput {
  const { timeline, administrations, pain } = input
  const { reopenedOn } = timeline
  if (reopenedOn === null) return input
  const activatedOn = begunOn(timeline)
  const until = addDays(activatedOn ?? reopenedOn, BASELINE_DAYS_AFTER)
  const anew = new Set(
    administrations
      .filter((one) => one.on >= reopenedOn && one.on <= until && isComplete(one))
      .map(({ measure }) => measure),
  )
  return {
    ...input,
    timeline: { ...timeline, activatedOn },
    administrations: administrations.filter(({ measure, on }) => {
      if (measure === 'groc') return on > reopenedOn
      return measure === 'weekly_check' || on >= reopenedOn || !anew.has(measure)
    }),
    pain: painSinceReopened(pain, reopenedOn, until),
  }
}
