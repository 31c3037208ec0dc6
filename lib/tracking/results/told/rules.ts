import type { DayNumber } from '#lib/dates.ts'
import type { FormAnswers } from '../schema.ts'

type Days = { readonly from?: DayNumber; readonly until: DayNumber }

/**
 * The newest answer of the forms of these days (clinical/intake.md 1.3). The safety questions alone are a form that asks nothing
 * else, so a form without this answer says nothing of it. Of one day the forms come in the order in which they were sent.
 */
export function newestTold<T>(
  forms: readonly FormAnswers[],
  read: (form: FormAnswers) => T | null,
  { from = Number.NEGATIVE_INFINITY, until }: Days,
): T | null {
  const told = forms.flatMap((form) => {
    const value = form.submittedOn >= from && form.submittedOn <= until ? read(form) : null
    return value === null ? [] : [{ on: form.submittedOn, value }]
  })
  return told.toSorted((a, b) => a.on - b.on).at(-1)?.value ?? null
}
