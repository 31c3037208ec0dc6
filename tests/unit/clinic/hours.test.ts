import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clinicCalendar,
  closedFrom,
  closedSpansOf,
  closedText,
  countedHours,
  hoursText,
  openingHoursOf,
  parseHours,
  storedHours,
} from '#lib/clinic/hours/rules.ts'
import { closedDays, dayHours } from '#lib/clinic/hours/schema.ts'
import { defaultHours, isOpenAt } from '#lib/flags/targets/rules.ts'

const zone = 'Europe/Zurich'
const days = ['1', '2', '3', '4', '5', '6', '7']
/** The 23rd of November 2026 is a Monday; Zurich is an hour ahead of UTC then. */
const openOn = (stored: unknown) => (at: string) =>
  isOpenAt(new Date(at), clinicCalendar({ timeZone: zone, openingHours: stored, closedDays: [] }))

test('hours stand in order, do not overlap, and count from their start up to their end', () => {
  expect(parseHours('13:30-18:00, 08:00-12:00')).toEqual([
    ['08:00', '12:00'],
    ['13:30', '18:00'],
  ])
  expect(parseHours('08:00-12:00, 11:00-18:00')).toBeNull()
  expect(parseHours('12:00-08:00')).toBeNull()
  const { hours } = openingHoursOf({ 'hours.2': '08:00-12:00' })
  expect(['2026-11-24T07:00Z', '2026-11-24T11:00Z', '2026-11-25T08:00Z'].map(openOn(hours))).toEqual([
    true,
    false,
    false,
  ])
})

test('a day may end at midnight, and the other days keep their hours', () => {
  const { hours } = openingHoursOf({ 'hours.1': '18:00-24:00', 'hours.6': '09:00-12:00' })
  expect(
    ['2026-11-23T22:59Z', '2026-11-23T23:00Z', '2026-11-24T10:00Z', '2026-11-28T09:00Z'].map(openOn(hours)),
  ).toEqual([true, false, false, true])
})

describe('what is stored already', () => {
  test('loses the period that cannot be read, and nothing else', () => {
    const stored = {
      1: [['08:00', '12:00'], ['13:00', '9'], null, ['14:00', '13:00']],
      3: 'noon',
      8: [['08:00', '09:00']],
    }
    expect(storedHours(stored)).toEqual({ 1: [['08:00', '12:00']] })
    const six = { 2: [...'012345'].map((n) => [`1${n}:00`, `1${n}:30`]) }
    expect(storedHours(six)).toEqual(six)
  })
  test.each([null, undefined, 'x', {}, [], { 1: [['9', '10']] }])('%j has the usual hours', (stored) =>
    expect(clinicCalendar({ timeZone: zone, openingHours: stored, closedDays: [] }).hours).toEqual(
      defaultHours,
    ),
  )
})

const minute = fc.integer({ min: 0, max: 24 * 60 })
const clock = (at: number) =>
  `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
const periods = fc
  .uniqueArray(minute, { minLength: 0, maxLength: 12 })
  .map((all) => all.toSorted((a, b) => a - b))
  .map((all) =>
    all.flatMap((from, i) => (i % 2 ? [] : all[i + 1] ? [`${clock(from)}-${clock(all[i + 1] ?? 0)}`] : [])),
  )
const dash = fc.constantFrom('-', ' - ', '–')
const typed = fc
  .tuple(periods, dash, fc.constantFrom(', ', ','), fc.constantFrom('', ','))
  .map(([all, between, and, end]) => all.join(and).replaceAll('-', between) + (all.length > 0 ? end : ''))
const garbage = fc.stringMatching(/^[0-2]?[0-9]:[0-5]0 ?[-–] ?2[0-9]:[0-5]0,? ?$/)

test('what the form takes is what the calendar keeps and the form shows again', () => {
  fc.assert(
    fc.property(fc.tuple(...days.map(() => fc.oneof(typed, garbage))), (texts) => {
      const taken = texts.filter((text) => dayHours.safeParse(text).success)
      const fields = Object.fromEntries(taken.map((text, i) => [`hours.${i + 1}`, text.trim()]))
      const { hours, wrong } = openingHoursOf(fields)
      fc.pre(wrong.length === 0 && Object.keys(hours).length > 0)
      const stored: unknown = JSON.parse(JSON.stringify(hours))
      expect(storedHours(stored)).toEqual(hours)
      const calendar = clinicCalendar({ timeZone: zone, openingHours: stored, closedDays: [] }).hours
      for (const day of days) {
        const kept = (calendar[Number(day) % 7] ?? []).map(({ open, close }) => [open, close])
        expect(kept).toEqual(parseHours(fields[`hours.${day}`] ?? ''))
        expect(dayHours.safeParse(hoursText(hours[day])).success).toBe(true)
      }
    }),
  )
})

test.each(['8-12', '08:00', '24:00-24:00', '08:00-12:00-18:00', '08:00-25:00', 'closed'])(
  '"%s" is no hours',
  (text) => expect(dayHours.safeParse(text).success).toBe(false),
)

test('five periods a day are too many', () => {
  const five = '08:00-09:00, 10:00-11:00, 12:00-13:00, 14:00-15:00, 16:00-17:00'
  expect(dayHours.safeParse(five).error?.issues[0]?.message).toMatch(/at most four/)
})

describe('days on which the clinic is closed', () => {
  const week = { 1: [['08:00', '18:00']], 4: [['08:00', '18:00']], 5: [['08:00', '18:00']] }
  test('a day or a span a line, with both its days', () => {
    const text = ' 24.12.2026 – 2. 1.2027\r\n\n2026-12-10\n2026-12-11 to 2026-12-11'
    expect(closedDays.safeParse(text).success).toBe(true)
    const stored: unknown = JSON.parse(JSON.stringify(closedSpansOf(text)))
    const calendar = clinicCalendar({ timeZone: zone, openingHours: week, closedDays: stored })
    const open = (day: string) => isOpenAt(new Date(`${day}T09:00Z`), calendar)
    const days = ['2026-12-10', '2026-12-17', '2026-12-24', '2027-01-01', '2027-01-04']
    expect(days.map(open)).toEqual([false, true, false, false, true])
    const ahead = closedFrom('2026-12-11', stored)
    expect(closedText(ahead)).toBe('2026-12-11\n2026-12-24 to 2027-01-02')
    expect(closedSpansOf(closedText(ahead))).toEqual(ahead)
  })
  test.each([
    ['24 December', /“24 December” cannot be read/],
    ['2026-12-10\n2026-02-30', /“2026-02-30”/],
    ['2027-01-02 to 2026-12-24', /after the first one/],
    ['2026-01-01 to 2027-01-02', /within a year/],
    [Array.from({ length: 61 }, () => '2026-12-24').join('\n'), /at most 60/],
  ])('%j is refused with words', (text, words) =>
    expect(closedDays.safeParse(text).error?.issues[0]?.message).toMatch(words),
  )
  test('one that cannot be read is left out, and nothing else with it', () => {
    const read = (stored: unknown) =>
      clinicCalendar({ timeZone: zone, openingHours: week, closedDays: stored }).closedDays
    expect(read([['2026-12-24', '2026-12-25'], 'x', ['2026-12-31']])).toEqual(['2026-12-24', '2026-12-25'])
    expect(read(null)).toEqual([])
  })
})

test('a clinic without hours is shown those that count for it', () => {
  expect(countedHours({})).toEqual(Object.fromEntries(days.slice(0, 5).map((d) => [d, [['08:00', '18:00']]])))
  expect(countedHours({ 6: [['09:00', '12:00']] })).toEqual({ 6: [['09:00', '12:00']] })
})
