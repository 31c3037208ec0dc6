import { dayError } from '#lib/cases/rules.ts'
import type { CaseStatus } from '#lib/cases/schema.ts'
import { instruments } from '#lib/content/outcomes/instruments.ts'
import type { OstrcOption } from '#lib/content/outcomes/running.ts'
import { addDays, type Day, daysBetween } from '#lib/dates.ts'
import { Conflict, Invalid } from '#lib/errors.ts'
import { DAYS_TO_COMPLETE, LATER_DAYS, LATER_OPEN } from '../schedule/rules.ts'
import type { Scores } from '../schema.ts'
import { askedItems, scoreOf } from '../scoring/rules.ts'
import type { OutcomeEntry } from './schema.ts'

/** After a discharge the forms of 3 months later can still be filled; any other closed case takes none. */
export function takesOutcomes(target: { status: CaseStatus; closedOn: Day | null }, today: Day): boolean {
  if (target.status === 'open' || target.status === 'on_hold') return true
  const { closedOn } = target
  return (
    target.status === 'discharged' && closedOn !== null && today <= addDays(closedOn, LATER_DAYS + LATER_OPEN)
  )
}

/** The row that an entry replaces. `own`: the patient filled it, and staff did not type it in. */
export type Replaced = { on: Day; whole: boolean; own: boolean }

/**
 * The day that an entry is about. A patient answers for today; what completes a form is about the day on which it was
 * begun, at most 3 days ago. Staff may enter an old paper form, as far back as a visit of the case. Throws Invalid or Conflict.
 */
export function outcomeDay(
  input: Pick<OutcomeEntry, 'on'>,
  who: { onBehalf: boolean; replaces: Replaced | null },
  days: { today: Day; openedOn: Day },
): Day {
  const { today } = days
  const { onBehalf, replaces } = who
  if (replaces && !onBehalf) {
    if (!replaces.own)
      throw new Conflict('Your clinic wrote this form down, and completes it. Please fill in a new one.')
    if (replaces.whole)
      throw new Conflict('This form was sent already. Tell your physio if something is wrong in it.')
    if (daysBetween(replaces.on, today) > DAYS_TO_COMPLETE)
      throw new Conflict(`A form can be completed within ${DAYS_TO_COMPLETE} days. Please fill it in anew.`)
    return replaces.on
  }
  const day = input.on ?? replaces?.on ?? today
  const error = dayError(day, days)
  if (error) throw new Invalid({ on: [error] })
  if (!onBehalf && day !== today) throw new Invalid({ on: ['A form is about today.'] })
  return day
}

/** What an entry without an answer says. Of the weekly check it may say that nothing was tried, once that was confirmed. */
function nothingAnswered({ measure, noneTried }: Pick<OutcomeEntry, 'measure' | 'noneTried'>, first: string) {
  if (measure !== 'weekly_check') return { [first]: ['Please answer at least one question.'] }
  return noneTried ? null : { noneTried: ['Answer what you have tried, or tick the box.'] }
}

/**
 * Scores and missing answers of an entry. Throws Invalid when nothing was answered, or something that was not asked: an
 * activity that nobody named.
 */
export function scoredEntry(
  input: Pick<OutcomeEntry, 'measure' | 'items' | 'noneTried'>,
  activities: Readonly<Record<string, string>>,
  options: readonly OstrcOption[],
): { scores: Scores; missing: number } {
  const asked = askedItems(input.measure, activities)
  const answered = Object.entries(input.items).filter(([, value]) => value !== null)
  const unasked = answered.filter(([id]) => !asked.includes(id)).map(([id]) => id)
  if (unasked.length > 0)
    throw new Invalid(Object.fromEntries(unasked.map((id) => [id, ['No activity was named here.']])))
  const refused = answered.length === 0 ? nothingAnswered(input, asked[0] ?? '') : null
  if (refused) throw new Invalid(refused, 'Nothing was answered yet.')
  return scoreOf(instruments[input.measure], input.items, options, asked)
}
