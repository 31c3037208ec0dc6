import { addDays, type Day, dayIn } from '#lib/dates.ts'

/** Where the clinics of the tests and of the demo are: their day is not that of UTC around midnight. */
export const zone = 'Europe/Zurich'

export const today = (now: Date = new Date()): Day => dayIn(zone, now)

/** `YYYY-MM-DD` so many days before the clinics' today. */
export const isoDaysAgo = (days: number): Day => addDays(today(), -days)
