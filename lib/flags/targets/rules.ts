/**
 * By when a flag needs a response, and in which order flags are shown (clinical/red-flags.md 2).
 *
 *   flagTarget('flag_dvt', null, raisedAt, calendar)           // respondBy, appointmentBy, callBack
 *   flagTarget(result.id, result.time, raisedAt, calendar)     // with the target of this person
 *   sortByUrgency(rows)                                        // most urgent first, then by target
 */
import type { TargetTime } from '#lib/content/flags/types.ts'
import { urgencies } from '#lib/content/flags/types.ts'
import { flagOf } from '#lib/flags/messages/rules.ts'
import type { IsoDate } from '#lib/intake/answers/schema.ts'

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
  readonly closedDays?: readonly IsoDate[]
}

const weekday: readonly OpenHours[] = [{ open: '08:00', close: '18:00' }]

/** For a clinic that has not entered its hours. */
export const defaultHours: ClinicCalendar['hours'] = [[], weekday, weekday, weekday, weekday, weekday, []]

export interface FlagDue {
  /** The first response is due; null when the first visit is early enough, or nothing is due. */
  readonly respondBy: Date | null
  readonly atFirstVisit: boolean
  /** The day by which the patient must have been seen; null without a target in days. */
  readonly appointmentBy: IsoDate | null
  /** Notify and call back at once, as for `same_day`. */
  readonly callBack: boolean
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** A target of at most this many days is handled like `same_day`. */
const callBackDays = 3
const appointmentDays: TargetTime = { days: 14 }

function localParts(at: Date, zone: string): { date: IsoDate; minutes: number } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '00'
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  }
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** The instant of a local time; in the hour that a clock change skips, the hour after it. */
function instantOf(date: IsoDate, minutes: number, zone: string): Date {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000
  let at = wanted
  for (let step = 0; step < 2; step += 1) {
    const local = localParts(new Date(at), zone)
    at += wanted - (Date.parse(`${local.date}T00:00:00Z`) + local.minutes * 60_000)
  }
  return new Date(at)
}

const addDays = (date: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

function hoursOf(date: IsoDate, calendar: ClinicCalendar): readonly OpenHours[] {
  if (calendar.closedDays?.includes(date)) return []
  const hours = calendar.hours.some((day) => day.length > 0) ? calendar.hours : defaultHours
  return hours[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? []
}

/** The n-th working day after a day; gives up after a year of closed days. */
function workingDayAfter(date: IsoDate, count: number, calendar: ClinicCalendar): IsoDate {
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
  const { date, minutes } = localParts(at, calendar.zone)
  return hoursOf(date, calendar).some(
    ({ open, close }) => minutesOf(open) <= minutes && minutes < minutesOf(close),
  )
}

/** Two hours after the answer while the clinic is open, otherwise the next opening. */
function callBackBy(raisedAt: Date, calendar: ClinicCalendar): Date {
  if (isOpenAt(raisedAt, calendar)) return new Date(raisedAt.getTime() + 2 * hourMs)
  const { date, minutes } = localParts(raisedAt, calendar.zone)
  const today = hoursOf(date, calendar)
  const later = today.map(({ open }) => minutesOf(open)).filter((open) => open > minutes)
  if (later.length > 0) return instantOf(date, Math.min(...later), calendar.zone)
  const next = workingDayAfter(date, 1, calendar)
  const opens = hoursOf(next, calendar).map(({ open }) => minutesOf(open))
  return instantOf(next, opens.length > 0 ? Math.min(...opens) : 0, calendar.zone)
}

/** The closing time of the next working day. */
function nextWorkingDayBy(raisedAt: Date, calendar: ClinicCalendar): Date {
  const next = workingDayAfter(localParts(raisedAt, calendar.zone).date, 1, calendar)
  const closes = hoursOf(next, calendar).map(({ close }) => minutesOf(close))
  return instantOf(next, closes.length > 0 ? Math.max(...closes) : 18 * 60, calendar.zone)
}

function dayOf(time: TargetTime, raisedAt: Date, calendar: ClinicCalendar): IsoDate {
  const { date } = localParts(raisedAt, calendar.zone)
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
        atFirstVisit: false,
        appointmentBy: null,
        callBack: true,
      }
    case 'urgent_referral': {
      const target = own ?? appointmentDays
      const callBack = isShort(target)
      return {
        respondBy: callBack ? callBackBy(raisedAt, calendar) : nextWorkingDayBy(raisedAt, calendar),
        atFirstVisit: false,
        appointmentBy: dayOf(target, raisedAt, calendar),
        callBack,
      }
    }
    case 'routine_referral':
      return { respondBy: null, atFirstVisit: true, appointmentBy: null, callBack: false }
    case 'monitor':
      return { respondBy: null, atFirstVisit: flag.block !== 'none', appointmentBy: null, callBack: false }
  }
}

/** Most urgent first, then the earliest target, then the order of the flag table. */
export function sortByUrgency<T extends { readonly flagId: string; readonly dueAt: Date | null }>(
  rows: readonly T[],
): readonly T[] {
  const rank = (row: T) => urgencies.indexOf(flagOf(row.flagId).urgency)
  const due = (row: T) => row.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER
  return rows.toSorted((a, b) => rank(a) - rank(b) || due(a) - due(b))
}
