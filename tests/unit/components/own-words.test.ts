import { describe, expect, test } from 'vitest'
import { ownHeadline, ownRuns, ownSessions } from '#components/progress/own-words.ts'
import { dayNumber } from '#lib/dates.ts'
import type { ProgressView } from '#lib/tracking/progress/schema.ts'

const today = dayNumber('2026-06-15')
const march = dayNumber('2026-03-25')

/** One score a day from a day on; null where there is none. */
const scores = (from: number, list: readonly (number | null)[]) =>
  list.flatMap((score, at) =>
    score === null ? [] : [{ day: from + at, score, context: 'day_worst' as const }],
  )

const headline = (...series: ReturnType<typeof scores>[]) =>
  ownHeadline({ scores: series.flat(), from: march, today, side: 'left' } as unknown as ProgressView)

const before = scores(march, [6, 6, 6, 6])
const week = (list: readonly (number | null)[]) => scores(today - 6, list)
const silent = 'Your pain over time'

describe('what a patient is told about pain', () => {
  test('better, worse and the same, of a mean of now', () => {
    expect(headline(before, week([3, 3, 2, 3, 3, 2, 2]))).toBe('Your knee hurts less than in March')
    expect(headline(before, week([8, 8, 7, 8, 8, 7, 8]))).toBe('Your knee hurts more than in March')
    expect(headline(before, week([6, 6, 5, 6, 7, 6, 6]))).toBe('Your knee hurts about as much as in March')
  })
  test('nothing of a mean that is old', () => {
    expect(headline(before, scores(today - 30, [1, 1, 1, 1]))).toBe(silent)
    expect(
      headline(before, scores(today - 30, [1, 1, 1, 1]), week([null, null, null, null, null, 9, 9])),
    ).toBe(silent)
  })
  test('nothing of weeks that lie less than 14 days apart', () => {
    expect(headline(scores(today - 15, [6, 6, 6]), week([2, 2, 2, 2, 2, 2, 2]))).toBe(silent)
    expect(headline(scores(today - 16, [6, 6, 6]), week([2, 2, 2, 2, 2, 2, 2]))).toContain('less than on')
  })
  test('never better, and never the same, when the last days are worse', () => {
    expect(headline(before, week([2, 2, 2, 2, 2, 9, 9]))).toBe(silent)
    expect(headline(before, week([4, 4, 4, 4, 4, 9, 9]))).toBe(silent)
    expect(headline(before, week([9, 9, 9, 9, 9, 3, 3]))).toBe(silent)
  })
})

test('the session of the first day is not called none, and counts once the day is over', () => {
  const adherence = { done: 0, part: 0, planned: 0 } as ProgressView['adherence']
  const said = (state: 'done' | 'ahead' | null) => {
    const sessions = state ? [{ day: today, state }] : []
    return ownSessions({ planned: true, today, adherence, sessionWeeks: [{ start: today, sessions }] })
  }
  expect(said('done')).toEqual({
    title: 'Today’s session is done',
    note: 'Your sessions are counted from tomorrow.',
  })
  expect(said('ahead').title).toBe('A session is planned today')
  expect(said(null).title).toBe('No sessions planned')
})

test('nobody is told to add a run to a treatment that has ended, nor to wait for its program', () => {
  expect(ownRuns({ runs7: null }).note).toBe('Runs that you add show up here.')
  expect(ownRuns({ runs7: null, ended: true }).note).toBe('This treatment has ended.')
  const adherence = { done: 0, part: 0, planned: 0 } as ProgressView['adherence']
  const none = { planned: false, today, adherence, sessionWeeks: [] }
  expect(ownSessions({ ...none, ended: true }).note).toBe('This treatment has ended.')
})
