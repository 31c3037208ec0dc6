import type { DayNumber } from '#lib/dates.ts'
import type { IndicatorInput } from '../schema.ts'

/** The first day of the present course: of activation, or on which the case was opened again after it. Undefined without a program. */
export function begunOn({
  course,
  reopenedOn,
}: Pick<IndicatorInput, 'course' | 'reopenedOn'>): DayNumber | undefined {
  const begins = course.plan?.activatedOn
  return begins === undefined ? undefined : Math.max(begins, reopenedOn ?? begins)
}
