import { expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { indicatorDocs, rowGroups } from '#lib/content/review/indicators.ts'
import { distanceGoals, symmetryOf } from '#lib/review/display/rules.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { type IndicatorId, indicatorIds } from '#lib/review/indicators/schema.ts'
import { indicatorText, readingRows } from '#lib/review/rows/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { input, logsOf, monday, painCourse, run } from './logs.ts'

// Vector 1 of clinical/review.md 2.1: the days and the values.
const days = [0, 1, 2, 4, 5, 7, 8, 9, 11, 12, 14, 15, 16, 18, 19, 21, 22, 23, 25, 26, 27]
const scores = [6, 6, 5, 6, 5, 5, 5, 4, 5, 4, 4, 4, 5, 4, 3, 3, 4, 3, 3, 2, 3]
const course = Array.from({ length: 28 }, (_, day) => {
  const at = days.indexOf(day)
  return at < 0 ? null : (scores[at] ?? null)
})
const today = monday + 27

test('a number stands with its digits, its unit and what it is compared with', () => {
  const facts = input(today, { logs: logsOf({ pains: painCourse(monday, course) }) })
  const rows = readingRows(['ind_pain_slope_wk', 'ind_pain_7d', 'ind_trend'], indicatorsOf(facts), facts)
  expect(rows[0]).toMatchObject({
    value: '−0.82',
    unit: 'points a week',
    missing: null,
    note: '−1.00 to −0.64, approximate 95 % interval',
  })
  expect(rows[1]).toMatchObject({ value: '3.0', unit: 'of 10' })
  expect(rows[1]?.inputs[0]).toBe('6 days with an entry')
  expect(rows[2]).toMatchObject({ value: 'Improving', unit: '' })
})

test('what is not known says what is missing, never "no"', () => {
  const facts = input(today, { logs: logsOf({ pains: painCourse(today - 4, [3, 3, 4, 2, 3]) }) })
  const [slope, adherence] = readingRows(
    ['ind_pain_slope_wk', 'ind_adherence_pct'],
    indicatorsOf(facts),
    facts,
  )
  expect(slope).toMatchObject({ value: null, missing: 'needs 8 days with pain entries; 5 so far' })
  expect(adherence).toMatchObject({ value: null, missing: 'needs an active program' })
})

test('every indicator has its words, and every row is an indicator', () => {
  for (const id of indicatorIds) expect(indicatorDocs[id]?.definition, id).toBeTruthy()
  for (const id of Object.values(rowGroups).flat()) expect(indicatorIds).toContain(id)
})

test('definitions say the limits of the clinic', () => {
  const limits = { ...defaultLimits, flare_alone: 7, flare_window: 10, plateau_slope: 0.3 }
  const facts = input(today, { limits })
  const [flare, plateau] = readingRows(['ind_flare', 'ind_plateau'], indicatorsOf(facts), facts)
  expect(flare?.definition).toContain('on one at 7 or more')
  expect(flare?.minimum).toBe('5 days with pain entries in the 10 days before')
  expect(plateau?.definition).toContain(
    'less than 0.3 points a week, pain still 3 or more, 70 % or more done',
  )
  const rows = Object.keys(indicatorDocs) as IndicatorId[]
  for (const row of readingRows(rows, indicatorsOf(facts), facts))
    expect(`${row.definition} ${row.minimum}`).not.toContain('$')
})

test('a number that rounds to nothing has no sign', () => {
  expect([-0.04, -0.06, 12.34, 0].map((value) => indicatorText(value, 1))).toEqual([
    '0.0',
    '−0.1',
    '12.3',
    '0.0',
  ])
  expect(indicatorText('no_clear_trend', 0)).toBe('No clear trend')
  expect(indicatorText(null, 0)).toBe('not assessed')
})

test('distances stand beside their goals; without a goal there is nothing', () => {
  const runs = [
    ...[run(today - 40, { km: 12 }), run(today - 20, { km: 8 }), run(today - 2, { km: 5 })],
    // Walking and jogging in turns meets no goal, as in the weeks that discharge asks for.
    run(today - 1, { km: 14, type: 'walk_run' }),
  ]
  const facts = input(today, { logs: logsOf({ runs }) })
  const found = indicatorsOf(facts)
  const none = { kmWeek: null, longestKm: null, eventKm: null, goalDate: null, eventDate: null }
  expect(distanceGoals(found, none)).toEqual([])
  expect(distanceGoals(found, { ...none, longestKm: 10, kmWeek: 20 })).toEqual([
    { label: 'Longest run', now: 8, goal: 10 },
    { label: 'Kilometers a week', now: 5, goal: 20 },
  ])
})

test('beside the longest run stands what the next one may be, never rounded up, and nothing while that is not known', () => {
  const facts = input(today, { logs: logsOf({ runs: [run(today - 20, { km: 8 })] }) })
  const noteOf = (km: number | null) => {
    const nextRun = km === null ? null : { km, why: 'the last one was too much' }
    return readingRows(['ind_longest_30d_km'], indicatorsOf(facts), facts, nextRun)[0]?.note
  }
  expect([noteOf(3.1), noteOf(7.259), noteOf(8.8), noteOf(null)]).toEqual([
    'next run at most 3.1 km: the last one was too much',
    'next run at most 7.25 km: the last one was too much',
    'next run at most 8.8 km',
    null,
  ])
})

test('symmetry lists what was measured and leaves out the rest', () => {
  const found = symmetryOf(
    new Map<string, RuleValue>([
      ['lsi_knee_ext', 84],
      ['lsi_hop', 'not_tested'],
    ]),
  )
  expect(found).toEqual([{ id: 'lsi_knee_ext', label: 'Knee extension, of the other side', value: 84 }])
})
