/**
 * Days and times, pure: the clock is always an argument.
 *
 * A `Day` is `YYYY-MM-DD`, a calendar day that somebody means in their own zone. Arithmetic on days happens in UTC, where
 * every day has 24 hours, so a change to summer time never adds or loses one.
 */
export type Day = string

const DAY_MS = 86_400_000
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** A day of the calendar. Outside of these years PostgreSQL and JavaScript write a day differently. */
export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1000' || text >= '9999') return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** A day that was typed in three fields, as `YYYY-MM-DD`; whether the calendar has it is for `isDay` to say. */
export const typedDay = (year: string, month: string, day: string): string =>
  [year.trim().padStart(4, '0'), month.trim().padStart(2, '0'), day.trim().padStart(2, '0')].join('-')

/** For sorting, the earlier day first. */
export const compareDays = (a: Day, b: Day): number => (a === b ? 0 : a < b ? -1 : 1)

/** The UTC midnight that Prisma wants for a `@db.Date` column. */
export const toDbDate = (day: Day): Date => new Date(`${day}T00:00:00Z`)
/** The day that a `@db.Date` column holds. */
export const fromDbDate = (date: Date): Day => date.toISOString().slice(0, 10)

/**
 * The name of a zone that this machine knows; anything else would throw deep inside a page. An offset is none: PostgreSQL
 * reads it the other way round. Whether PostgreSQL knows the name too is asked when it is saved.
 */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone })
    return /^[a-z]/i.test(zone)
  } catch {
    return false
  }
}

type Wall = { day: Day; time: string }

const formats = new Map<string, Intl.DateTimeFormat>()

/** What calendar and clock on a wall in that zone show. */
export function wallClock(at: Date, zone: string): Wall {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(zone, format)
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return {
    day: `${part.year?.padStart(4, '0')}-${part.month}-${part.day}`,
    time: `${part.hour}:${part.minute}`,
  }
}

/** The day it is for somebody in that zone. */
export const dayIn = (zone: string, at: Date): Day => wallClock(at, zone).day

/**
 * The instant at which clocks in that zone have gone so many minutes of the day; of a time that a change to summer time skips, the
 * one an hour later.
 */
export function instantOf(day: Day, minutes: number, zone: string): Date {
  const wanted = toDbDate(day).getTime() + minutes * 60_000
  let at = wanted
  // The zone's offset is known only at an instant: guess, look at the wall, correct; twice is enough around a change.
  for (let round = 0; round < 2; round += 1) {
    const wall = wallClock(new Date(at), zone)
    at += wanted - Date.parse(`${wall.day}T${wall.time}:00Z`)
  }
  return new Date(at)
}

/** Where midnight is skipped, the first minute there is. */
export const startOfDay = (day: Day, zone: string): Date => instantOf(day, 0, zone)

/** Days since 1970-01-01. Long series count days as numbers; a single day is `YYYY-MM-DD` as everywhere. */
export type DayNumber = number

/** Days since 1970 of `YYYY-MM-DD`; days are counted, never hours, so no clock change can shift a series. */
export const dayNumber = (day: Day): DayNumber =>
  Math.round(
    Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / 86_400_000,
  )
export const isoDay = (day: DayNumber): Day => new Date(day * 86_400_000).toISOString().slice(0, 10)

export const addDays = (day: Day, days: number): Day =>
  fromDbDate(new Date(toDbDate(day).getTime() + days * DAY_MS))

/** Whole days from one to the other; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((toDbDate(to).getTime() - toDbDate(from).getTime()) / DAY_MS)

/** Every day from the first to the last, both included. */
export const dayRange = (from: Day, to: Day): Day[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index))

/** 1 Monday to 7 Sunday. */
export const isoWeekday = (day: Day): number => toDbDate(day).getUTCDay() || 7

/** The Monday of the week that the day is in. */
export const weekStart = (day: Day): Day => addDays(day, 1 - isoWeekday(day))

/** Completed years; somebody born on 29 February turns a year older on 1 March. */
export function ageOn(birth: Day, today: Day): number {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4))
  return today.slice(5) < birth.slice(5) ? years - 1 : years
}

const parts = (day: Day) => {
  const date = toDbDate(day)
  const [weekday, month] = [weekdays[date.getUTCDay()], months[date.getUTCMonth()]]
  return { weekday, month, date: date.getUTCDate(), year: date.getUTCFullYear() }
}

/** "Fri 13 Nov"; with the year when it is not `today`'s: "Fri 13 Nov 2025". */
export function dayText(day: Day, today?: Day): string {
  const { weekday, month, date, year } = parts(day)
  const withYear = today !== undefined && today.slice(0, 4) !== day.slice(0, 4)
  return `${weekday} ${date} ${month}${withYear ? ` ${year}` : ''}`
}

/** "3 Mar 1992", for a birth date or a document. */
export function fullDayText(day: Day): string {
  const { month, date, year } = parts(day)
  return `${date} ${month} ${year}`
}

/** "Today", "Yesterday", "Tomorrow", else "Fri 13 Nov". */
export function nearDayText(day: Day, today: Day): string {
  const away = daysBetween(today, day)
  if (away === 0) return 'Today'
  if (away === -1) return 'Yesterday'
  return away === 1 ? 'Tomorrow' : dayText(day, today)
}

/** "Today 07:10", "Fri 13 Nov 18:20", in that zone. */
export function timeText(at: Date, zone: string, now: Date): string {
  const { day, time } = wallClock(at, zone)
  return `${nearDayText(day, dayIn(zone, now))} ${time}`
}

/** "today 07:10" as a part of a sentence; a weekday and a month keep their capitals. */
export const inSentence = (text: string): string =>
  text.replace(/^(Today|Yesterday|Tomorrow)/, (word) => word.toLowerCase())

/** What keeps its capital also inside a sentence: weekdays, "I", and what is written in capitals. */
const keepsCapital = /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|I\b|[A-Z]{2})/

/** "Review: progress" as a part of a sentence; "AKPS 60" stays as it is. */
export const startLower = (text: string): string =>
  keepsCapital.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)

/** "1 day", "3 days". The plural is the word with an s unless given. */
export const countText = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/** How long ago or how old, in the largest unit that says something: "5 min", "3 h", "2 days", "4 weeks". */
export function spanText(from: Date, to: Date): string {
  const minutes = Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000))
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h`
  const days = Math.floor(hours / 24)
  return days < 21 ? countText(days, 'day') : countText(Math.floor(days / 7), 'week')
}
