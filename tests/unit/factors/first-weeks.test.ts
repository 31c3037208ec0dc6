import { expect, it } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { firstWeeks } from '#lib/factors/plan/weeks/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

/** clinical/programmes.md 6.5 */
const well: Record<string, RuleValue> = {
  ...{ nprs_during_run: 2, morning_increase: 1, settle_time: 'within_24h' },
  ...{ km_week_now: 21, km_longest_now: 9, runs_week_now: 3, rest_days_week: 3 },
}
const of = (more: Record<string, RuleValue> = {}, limit: number | null = 2, limits = defaultLimits) =>
  firstWeeks(new Map(Object.entries({ ...well, ...more })), limit, limits)
const within = 'Pain within the limit, and settled'
const above = 'Pain up to 2 above the limit, or more the next morning'
const stop = 'More pain, slow to settle, or not known'

it.each([
  ['within the limit', {}, within],
  ['one more the next morning still settles', { morning_increase: 1 }, within],
  ['two more the next morning', { morning_increase: 2 }, above],
  ['one above the limit', { nprs_during_run: 3 }, above],
  ['two above the limit', { nprs_during_run: 4 }, above],
  ['three above the limit', { nprs_during_run: 5 }, stop],
  ['slow to settle', { settle_time: 'over_24h' }, stop],
  ['the morning is not known: that row is skipped', { morning_increase: null }, above],
  ['pain is not known', { nprs_during_run: null }, stop],
  ['settling is not known', { settle_time: null }, stop],
] as const)('%s', (_, more, situation) => expect(of(more).situation).toBe(situation))

it('keeps the distance of now, or takes 70 % of it, to 0.1 km down', () => {
  expect(of().lines).toEqual([
    'Week 1: 21 km, the distance of now, in 3 runs as now',
    'No run longer than 9 km',
    'No hard session in week 1',
    'Flat ground',
    'From week 3 on by the distance of a week, programs 6.4',
  ])
  expect(of({ nprs_during_run: 3 }).lines).toEqual([
    'Week 1: 14.7 km, 70 % of the distance of now',
    'No run longer than 7.2 km',
    'One more, shorter run a week',
    'No hard session',
    '10 to 20 % slower',
    'From week 3 on by the distance of a week, programs 6.4',
  ])
  expect(of({ nprs_during_run: 3, rest_days_week: 2 }).lines).not.toContain('One more, shorter run a week')
  expect(of({ nprs_during_run: 6 }).lines).toEqual(['No continuous running: back to running by stages'])
})

it('takes the part of it that the clinic set', () => {
  const [first] = of({ nprs_during_run: 3 }, 2, { ...defaultLimits, keep_running_pct: 55 }).lines
  expect(first).toBe('Week 1: 11.5 km, 55 % of the distance of now')
})

it('says what is missing, and invents no number', () => {
  const unknown = of({ km_week_now: null, km_longest_now: null, morning_increase: null })
  expect(unknown.lines[0]).toBe('Week 1: 70 % of the distance of now')
  expect(unknown.missing).toEqual(['morning_increase', 'km_week_now', 'km_longest_now'])
  expect(of({}, null).situation).toBe(stop)
})

it('is never bolder with more pain', () => {
  const order = [within, above, stop]
  const rank = (more: Record<string, RuleValue>) => order.indexOf(of(more).situation)
  for (let pain = 0; pain < 10; pain += 1)
    for (const morning_increase of [0, 1, 2, 5, null]) {
      expect(rank({ nprs_during_run: pain + 1, morning_increase })).toBeGreaterThanOrEqual(
        rank({ nprs_during_run: pain, morning_increase }),
      )
    }
})
