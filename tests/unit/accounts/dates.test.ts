import { expect, test } from 'vitest'
import {
  addDays,
  ageOn,
  dayIn,
  daysBetween,
  dayText,
  inSentence,
  isDay,
  isoWeekday,
  nearDayText,
  spanText,
  startOfDay,
  timeText,
  weekStart,
} from '#lib/dates.ts'

test('a day is the day of the reader’s zone', () => {
  const at = new Date('2026-11-13T23:30:00Z')
  expect(dayIn('Europe/Zurich', at)).toBe('2026-11-14')
  expect(dayIn('America/New_York', at)).toBe('2026-11-13')
  expect(timeText(at, 'Asia/Kathmandu', at)).toBe('Today 05:15')
})

test('days survive the change to summer time and leap years', () => {
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2)
  expect(startOfDay('2026-03-29', 'Europe/Zurich').toISOString()).toBe('2026-03-28T23:00:00.000Z')
  expect(startOfDay('2026-03-30', 'Europe/Zurich').toISOString()).toBe('2026-03-29T22:00:00.000Z')
  expect(startOfDay('2026-10-26', 'Europe/Zurich').toISOString()).toBe('2026-10-25T23:00:00.000Z')
  expect(startOfDay('2026-11-13', 'America/New_York').toISOString()).toBe('2026-11-13T05:00:00.000Z')
  expect([isDay('2028-02-29'), isDay('2027-02-29'), isDay('2026-1-1')]).toEqual([true, false, false])
  expect([isDay('1000-01-01'), isDay('9998-12-31')]).toEqual([true, true])
  expect([isDay('0000-01-01'), isDay('0999-12-31'), isDay('9999-12-31')]).toEqual([false, false, false])
})

test('words', () => {
  expect(dayText('2026-11-13')).toBe('Fri 13 Nov')
  expect(dayText('2025-11-13', '2026-11-13')).toBe('Thu 13 Nov 2025')
  expect(['2026-11-12', '2026-11-13', '2026-11-14'].map((d) => nearDayText(d, '2026-11-13'))).toEqual([
    'Yesterday',
    'Today',
    'Tomorrow',
  ])
  expect(['Today 07:10', 'Tomorrow', 'Fri 13 Nov 18:20'].map(inSentence)).toEqual([
    'today 07:10',
    'tomorrow',
    'Fri 13 Nov 18:20',
  ])
  const from = new Date('2026-11-01T00:00:00Z')
  const after = (hours: number) => spanText(from, new Date(from.getTime() + hours * 3_600_000))
  expect([after(0.5), after(3), after(24), after(72), after(24 * 28)]).toEqual([
    '30 min',
    '3 h',
    '1 day',
    '3 days',
    '4 weeks',
  ])
})

test('weeks begin on Monday and birthdays on their day', () => {
  expect([isoWeekday('2026-11-15'), weekStart('2026-11-15'), weekStart('2026-11-16')]).toEqual([
    7,
    '2026-11-09',
    '2026-11-16',
  ])
  expect([
    ageOn('2008-11-13', '2026-11-12'),
    ageOn('2008-11-13', '2026-11-13'),
    ageOn('2008-02-29', '2026-02-28'),
  ]).toEqual([17, 18, 17])
})
