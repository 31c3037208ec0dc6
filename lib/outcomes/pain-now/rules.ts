import { addDays, type Day } from '#lib/dates.ts'
import { leastSevere } from '#lib/flags/at-once/rules.ts'
import { fillNumbers } from '#lib/flags/messages/rules.ts'
import type { OwnSafety } from '#lib/flags/schema.ts'
import { SEVERE, severeLines } from '#lib/tracking/entries/rules.ts'
import { DAYS_BACK } from '#lib/tracking/entries/schema.ts'
import type { WaitWords } from '#lib/tracking/waits/schema.ts'
import type { OutcomeEntry } from '../entries/schema.ts'

/** The question that a form of measures has in common with the intake. */
export const painNowId = 'nprs_now'

/** The pain of now that a form tells; null of one that does not ask it, or without an answer. */
export const painNowOf = ({ measure, items }: Pick<OutcomeEntry, 'measure' | 'items'>): number | null =>
  measure === 'nprs' ? (items[painNowId] ?? null) : null

/**
 * Whether it has to be judged: it may be severe, and is of a day that a log may be about. Paper of months ago tells of no
 * pain now.
 */
export const isSevereNow = (pain: number | null, day: Day, today: Day): pain is number =>
  pain !== null && pain >= leastSevere && day >= addDays(today, -DAYS_BACK)

/** Whether words may follow a form: where it leads then they stand, and only below them what is missing in it. */
export const asksForWords = (said: Parameters<typeof painNowOf>[0]): boolean =>
  (painNowOf(said) ?? 0) >= leastSevere

/** What she reads after a form with that pain; null where nothing follows from it. */
export function wordsOfPain(pain: number, { messages, call, numbers }: OwnSafety): WaitWords | null {
  const said = messages?.atOnce ? [messages.message, ...messages.lines, messages.guardian] : []
  const texts = [...(pain >= SEVERE ? severeLines(numbers, call) : []), ...said].filter(
    (text) => text !== null,
  )
  if (texts.length === 0) return null
  return {
    call,
    messages: texts.map((text) => fillNumbers(text, numbers)),
    urgent: true,
    numbers: Object.values(numbers),
    ask: null,
  }
}
