/**
 * By when a flag needs a response, and in which order flags are shown (clinical/red-flags.md 2).
 *
 *   flagTarget('flag_dvt', null, raisedAt, calendar)           // respondBy, appointmentBy, callBack
 *   flagTarget(result.id, result.time, raisedAt, calendar)     // with the target of this person
 *   sortByUrgency(rows)                                        // most urgent first, then by target
 */
import type { Block, TargetTime, Urgency } from '#lib/content/flags/types.ts'
import { urgencies } from '#lib/content/flags/types.ts'
import { addDays, type Day, dayIn, instantOf, isoWeekday, wallClock } from '#lib/dates.ts'
import { flagOf } from '#lib/flags/messages/rules.ts'

export interface OpenHours {
  /** `HH:MM` of the clinic's zone. */
  readonly open: string
  readonly close: string
}

export interface ClinicCalendar {
  /** IANA name of the clinic's time zone. */
  readonly zone: string
  /** Seven entries, Sunday first; an empty list is a day off. */
  readonly hours: readonly (readonly OpenHours[])[]
  /** Days on which the clinic is closed whatever its week says. */
  readonly closedDays?: readonly Day[]
}

const weekday: readonly OpenHours[] = [{ open: '08:00', close: '18:00' }]

/** For a clinic that has not entered its hours. */
export const defaultHours: ClinicCalendar['hours'] = [[], weekday, weekday, weekday, weekday, weekday, []]

export interface FlagDue {
  /** The first response is due; null when the first visit is early enough, or nothing is due. */
  readonly respondBy: Date | null
  /** The day by which the patient must have been seen; null without a target in days. */
  readonly appointmentBy: Day | null
  /** Notify and call back at once, as for `same_day`. */
  readonly callBack: boolean
}

const hourMs = 3_600_000
/** A target of at most this many days is handled like `same_day`. */
const callBackDays = 3
const appointmentDays: TargetTime = { days: 14 }

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

function hoursOf(date: Day, calendar: ClinicCalendar): readonly OpenHours[] {
  if (calendar.closedDays?.includes(date)) return []
  const hours = calendar.hours.some((day) => day.length > 0) ? calendar.hours : defaultHours
  // Sunday is the seventh day, and the first of the hours.
  return hours[isoWeekday(date) % 7] ?? []
}

/** The n-th working day after a day; gives up after a year of closed days. */
function workingDayAfter(date: Day, count: number, calendar: ClinicCalendar): Day {
  let day = date
  let left = count
  for (let step = 0; step < 366 && left > 0; step += 1) {
    day = addDays(day, 1)
    if (hoursOf(day, calendar).length > 0) left -= 1
  }
  return day
}

/** Whether somebody answers at the clinic at that moment. */
export function isOpenAt(at: Date, calendar: ClinicCalendar): boolean {
  const { day, time } = wallClock(at, calendar.zone)
  const now = minutesOf(time)
  return hoursOf(day, calendar).some(({ open, close }) => minutesOf(open) <= now && now < minutesOf(close))
}

/** Two hours after the answer while the clinic is open, otherwise the next opening. */
function callBackBy(raisedAt: Date, calendar: ClinicCalendar): Date {
  if (isOpenAt(raisedAt, calendar)) return new Date(raisedAt.getTime() + 2 * hourMs)
  const { day, time } = wallClock(raisedAt, calendar.zone)
  const opening = hoursOf(day, calendar).map(({ open }) => minutesOf(open))
  const later = opening.filter((open) => open > minutesOf(time))
  if (later.length > 0) return instantOf(day, Math.min(...later), calendar.zone)
  const next = workingDayAfter(day, 1, calendar)
  const opens = hoursOf(next, calendar).map(({ open }) => minutesOf(open))
  return instantOf(next, opens.length > 0 ? Math.min(...opens) : 0, calendar.zone)
}

/** The closing time of the next working day. */
function nextWorkingDayBy(raisedAt: Date, calendar: ClinicCalendar): Date {
  const next = workingDayAfter(dayIn(calendar.zone, raisedAt), 1, calendar)
  const closes = hoursOf(next, calendar).map(({ close }) => minutesOf(close))
  return instantOf(next, closes.length > 0 ? Math.max(...closes) : 18 * 60, calendar.zone)
}

function dayOf(time: TargetTime, raisedAt: Date, calendar: ClinicCalendar): Day {
  const date = dayIn(calendar.zone, raisedAt)
  return 'days' in time ? addDays(date, time.days) : workingDayAfter(date, time.workingDays, calendar)
}

const isShort = (time: TargetTime): boolean => ('days' in time ? time.days : time.workingDays) <= callBackDays

/** `time` is the target of this person from the evaluation; null for the default of the flag's level. */
export function flagTarget(
  flagId: string,
  time: TargetTime | null,
  raisedAt: Date,
  calendar: ClinicCalendar,
): FlagDue {
  const flag = flagOf(flagId)
  const own = time ?? flag.target?.default ?? null
  switch (flag.urgency) {
    case 'emergency':
    case 'same_day':
      return {
        respondBy: callBackBy(raisedAt, calendar),
        appointmentBy: null,
        callBack: true,
      }
    case 'urgent_referral': {
      const target = own ?? appointmentDays
      const callBack = isShort(target)
      return {
        respondBy: callBack ? callBackBy(raisedAt, calendar) : nextWorkingDayBy(raisedAt, calendar),
        appointmentBy: dayOf(target, raisedAt, calendar),
        callBack,
      }
    }
    case 'routine_referral':
    case 'monitor':
      return { respondBy: null, appointmentBy: null, callBack: false }
  }
}

/** Whether the first response is due at the visit: a letter beside the treatment, and what blocks without a date. */
export const waitsForVisit = ({ urgency, block }: { urgency: Urgency; block: Block }): boolean =>
  urgency === 'routine_referral' || (urgency === 'monitor' && block !== 'none')

type Targeted = {
  readonly urgency: Urgency
  readonly appointmentBy: Date | null
  readonly dueAt: Date | null
}

/** Most urgent first, then who is to be seen first, then who is to be answered first (clinical/red-flags.md 1.5). */
export function sortByUrgency<T extends Targeted>(rows: readonly T[]): readonly T[] {
  const rank = (row: T) => urgencies.indexOf(row.urgency)
  const time = (date: Date | null) => date?.getTime() ?? Number.MAX_SAFE_INTEGER
  return rows.toSorted(
    (a, b) =>
      rank(a) - rank(b) || time(a.appointmentBy) - time(b.appointmentBy) || time(a.dueAt) - time(b.dueAt),
  )
}
