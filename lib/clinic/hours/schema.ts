/** What a clinic's hours may look like, for the form that takes them and for whoever reads what is stored. */
import { z } from 'zod'

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
