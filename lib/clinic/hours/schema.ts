/** What a clinic's hours and its closed days may look like, for the form that takes them and for whoever reads what is stored. */
import { z } from 'zod'
import { type Day, daysBetween, isDay } from '#lib/dates.ts'

const time = '([01]\\d|2[0-3]):[0-5]\\d'
/** `[from, to]`, the end not included; a day ends at 24:00. */
const times = z.tuple([
  z.string().regex(new RegExp(`^${time}$`)),
  z.string().regex(new RegExp(`^(${time}|24:00)$`)),
])
export const period = times.refine(([from, to]) => from < to)
export type Period = z.infer<typeof period>

/** By ISO weekday "1"–"7" (Monday first); an absent day is closed. */
export type OpeningHours = Partial<Record<string, Period[]>>

const MOST_A_DAY = 4

/** "08:00-12:00, 13:30-18:00" taken apart; whether these are times is for the schemas to say. */
export const periodsIn = (text: string): string[][] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => part.split(/\s*[-–]\s*/))

/** A day of the form: "08:00-12:00, 13:30-18:00"; empty = closed. */
export const dayHours = z
  .string()
  .trim()
  .max(200, 'Use at most four periods a day.')
  .refine(
    (text) => periodsIn(text).every((one) => times.safeParse(one).success),
    'Write hours like 08:00-12:00, 13:30-18:00, or leave it empty when closed.',
  )
  .refine((text) => periodsIn(text).length <= MOST_A_DAY, 'Use at most four periods a day.')

const day = z.string().refine(isDay)
const LONGEST = 366
/** `[from, to]`, both days included. */
export const closedSpan = z
  .tuple([day, day])
  .refine(([from, to]) => from <= to && daysBetween(from, to) < LONGEST)
export type ClosedSpan = [Day, Day]

const typed = String.raw`\d{4}-\d{2}-\d{2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}`
const closedLine = new RegExp(`^(${typed})(?:\\s*(?:-|–|to|until)\\s*(${typed}))?$`, 'i')

function dayOf(text: string): Day {
  const [date = '', month = '', year] = text.split(/\.\s?/)
  return year === undefined ? text : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
}

/** "2026-12-24 to 2027-01-02" or "24.12.2026"; null for a line that says no days. */
function spanOf(line: string): ClosedSpan | null {
  const [, from, to = from] = closedLine.exec(line) ?? []
  const span = from && to ? closedSpan.safeParse([dayOf(from), dayOf(to)]) : null
  return span?.success ? span.data : null
}

/** The lines of the field with what each says. */
export const closedLinesIn = (text: string): { line: string; span: ClosedSpan | null }[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => ({ line, span: spanOf(line) }))

const MOST_SPANS = 60

/** The field of the form: a day or a span a line; empty = closed on no day besides those of the week. */
export const closedDays = z
  .string()
  .trim()
  .max(4000, 'Use at most 60 lines.')
  .refine((text) => closedLinesIn(text).every(({ span }) => span), {
    error: ({ input }) =>
      `“${closedLinesIn(String(input)).find(({ span }) => !span)?.line}” cannot be read. Write 2026-12-24, or ` +
      '2026-12-24 to 2027-01-02, a line each; the last day after the first one, within a year.',
  })
  .refine((text) => closedLinesIn(text).length <= MOST_SPANS, 'Use at most 60 lines.')
