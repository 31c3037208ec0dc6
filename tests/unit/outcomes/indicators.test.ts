import { describe, expect, test } from 'vitest'
import { clinicalIds } from '#lib/content/ids.ts'
import { prognosis, scaleOf } from '#lib/content/outcomes/instruments.ts'
import { scaleIds } from '#lib/content/outcomes/types.ts'
import { addDays } from '#lib/dates.ts'
import {
  outcomeIndicators,
  outcomeRuleValues,
  primaryScales,
  scoreText,
  sinceEnd,
} from '#lib/outcomes/indicators/rules.ts'
import type { Administration, Change, Chosen } from '#lib/outcomes/schema.ts'
import { alsoReached, changeSentence, signed, thresholdText, verdictOf } from '#lib/outcomes/words/rules.ts'
import { evaluate } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import { filled, inputOf, noPain, nothingChosen, started, times } from './make.ts'

const activated = '2026-03-02'
const day = (n: number) => addDays(activated, n)
const timeline = started(activated)
const lefs: Chosen = { ...nothingChosen, knee: 'lefs', kneeSince: activated }
const of = (administrations: Administration[], chosen = lefs) =>
  inputOf({ timeline, chosen, administrations })

describe('indicators (clinical/review.md 2)', () => {
  const course = [
    filled('psfs', activated, [3, 5, 2]),
    filled('lefs', activated, times(20, 2)),
    filled('psfs', day(21), [6, 7, 5]),
    filled('lefs', day(42), times(20, 2)),
    filled('groc', day(42), [-2]),
  ]

  test('count the primary measures with an important improvement at their newest follow-up', () => {
    const found = outcomeIndicators(of(course), day(42))
    expect(found.ind_mic_reached).toEqual(['psfs'])
    expect(found.ind_mic_count).toBe(1)
    expect(found.ind_mic_recent).toBe(1)
    expect(found.ind_worse_count).toBe(1)
    expect(found.ind_delta.lefs).toMatchObject({ delta: 0, status: 'no_detectable_change' })
    expect(found.ind_delta.groc?.status).toBe('worse')
    expect(found.psfs_paired_mean).toBeCloseTo(6, 9)
  })
  test('an improvement counts as recent for 28 days', () => {
    expect(outcomeIndicators(of(course), day(48)).ind_mic_recent).toBe(1)
    expect(outcomeIndicators(of(course), day(49)).ind_mic_recent).toBe(0)
    expect(outcomeIndicators(of(course), day(49)).ind_mic_count).toBe(1)
  })
  test('what came later than the day is not known on it', () => {
    const found = outcomeIndicators(of(course), day(20))
    expect(found.ind_mic_count).toBeNull()
    expect(found.ind_mic_reached).toBeNull()
    expect(found.ind_worse_count).toBeNull()
  })
  test('a measure that is not primary is worse, but never reaches', () => {
    const uwri = [filled('uwri', activated, times(9, 2)), filled('uwri', day(42), times(9, 4))]
    const found = outcomeIndicators(of(uwri), day(42))
    expect(found.ind_delta.uwri?.status).toBe('better_important')
    expect(found.ind_mic_count).toBeNull()
    expect(found.ind_worse_count).toBe(0)
  })
  test('a knee measure chosen during treatment counts from its first form within 14 days; one that was left is not worse', () => {
    const chosen: Chosen = { ...nothingChosen, knee: 'akps', kneeSince: day(46) }
    const poor = [3, 5, 3, 5, 3, 6, 2, 6, 6, 8, 10, 3, 5]
    const good = [5, 5, 5, 8, 4, 8, 7, 8, 8, 8, 10, 5, 5]
    const left = [filled('lefs', activated, times(20, 3)), filled('lefs', day(42), times(20, 2))]
    const later = [filled('akps', day(50), poor), filled('akps', day(84), good)]
    expect(outcomeIndicators(of(left, lefs), day(45)).ind_worse_count).toBe(1)
    const found = outcomeIndicators(of([...left, ...later], chosen), day(84))
    expect(found.ind_delta.akps).toMatchObject({
      delta: 21,
      status: 'better_important',
      afterChoice: true,
      baseline: { on: day(50) },
    })
    expect([found.ind_mic_reached, found.ind_worse_count]).toEqual([['akps'], 0])
    const change = found.ind_delta.akps as Change
    expect(changeSentence(change)).toMatch(/Counted from .*21 Apr\w* 2026, the first form after .* \[EO\]\.$/)
    const tooLate = [filled('akps', day(61), poor), filled('akps', day(84), good)]
    expect(outcomeIndicators(of(tooLate, chosen), day(84)).ind_delta.akps).toBeNull()
    const early = filled('akps', day(30), poor)
    expect(outcomeIndicators(of([early, ...later], chosen), day(84)).ind_delta.akps?.baseline?.on).toBe(
      day(50),
    )
  })
  test('of koos pain and sport are primary', () => {
    const chosen = { ...lefs, knee: 'koos' as const }
    expect(primaryScales(chosen)).toEqual(['nprs', 'psfs', 'koos_pain', 'koos_sport'])
    const koos = [filled('koos', activated, times(42, 3)), filled('koos', day(42), times(42, 1))]
    const found = outcomeIndicators(of(koos, chosen), day(42))
    expect(found.ind_mic_reached).toEqual(['koos_pain', 'koos_sport'])
    expect(found.ind_delta.koos_qol?.delta).toBe(50)
  })
  test('pain counts through daily pain', () => {
    const daily = new Map([
      ...times(7, 6).map((v, at) => [day(at), v] as const),
      ...times(7, 2).map((v, at) => [day(36 + at), v] as const),
    ])
    const input = { ...of([]), pain: { daily, intake: { on: day(-3), worst: 7 }, forms: [] } }
    const found = outcomeIndicators(input, day(42))
    expect(found.ind_delta.nprs).toMatchObject({ delta: 4, status: 'better_important' })
    expect(found.ind_mic_reached).toEqual(['nprs'])
  })
  test('after the end a form is compared with the state at discharge', () => {
    const closedOn = day(84)
    const psfs = [filled('psfs', activated, [2]), filled('psfs', day(80), [8])]
    const since = (administrations: typeof psfs, pain = noPain) => {
      const ended = sinceEnd({
        ...of(administrations),
        timeline: started(activated, { closedOn, discharged: true }),
        pain,
      })
      return ended && outcomeIndicators(ended, day(175)).ind_worse_count
    }
    expect(since([...psfs, filled('psfs', day(174), [5])])).toBe(1)
    expect(since([...psfs, filled('psfs', day(174), [8])])).toBe(0)
    expect(since(psfs)).toBeNull()
    const daily = new Map(times(7, 1).map((v, at) => [day(78 + at), v] as const))
    const course = { daily, intake: { on: activated, worst: 7 }, forms: [{ on: day(174), worst: 5 }] }
    expect(since([], course)).toBe(1)
    expect(sinceEnd(of(psfs))).toBeNull()
  })
  test('overdue days', () => {
    expect(outcomeIndicators(of([]), day(24)).ind_outcome_overdue_days).toBe(3)
    expect(
      outcomeIndicators({ ...of([]), chosen: nothingChosen }, day(5)).ind_outcome_overdue_days,
    ).toBeNull()
  })
})

describe('values for rules', () => {
  test('a measure id stands for its newest score; every id is one that rules may read', () => {
    const values = outcomeRuleValues(
      of([filled('akps', activated, [3, 5, 3, 5, 3, 6, 2, 6, 6, 8, 10, 3, 5]), filled('akps', day(42), [5])]),
      day(42),
    )
    expect(values.get('akps')).toBe(65)
    expect(values.get('lefs')).toBeNull()
    expect([...values.keys()].filter((id) => !clinicalIds.get(id))).toEqual([])
  })
  test('a weekly check with nothing tried says nothing', () => {
    const values = outcomeRuleValues(of([filled('weekly_check', day(0), [])]), day(0))
    expect(values.get('chk_stairs_nprs')).toBeUndefined()
    expect(evaluate(loadRule('chk_stairs_nprs <= 2', clinicalIds), { values })).toBe('N')
  })
  test('a weekly check counts for 14 days, each item by the newest one that asked it', () => {
    const older = filled('weekly_check', day(0), [4, 3, null, 2])
    const newer = filled('weekly_check', day(7), [2, null, null, 1])
    const at = (n: number) => outcomeRuleValues(of([newer, older]), day(n))
    // What was left empty was not tried: whether it still hurts nobody knows.
    expect([at(10).get('chk_stairs_nprs'), at(10).has('chk_walk_nprs')]).toEqual([2, false])
    expect([at(6).get('chk_walk_nprs'), at(21).get('chk_stepdown_nprs')]).toEqual([3, 1])
    const { chk_walk_nprs: _, ...asked } = newer.items
    const unasked = (n: number) => outcomeRuleValues(of([older, { ...newer, items: asked }]), day(n))
    expect([unasked(14).get('chk_walk_nprs'), unasked(15).has('chk_walk_nprs')]).toEqual([3, false])
    expect(at(22).has('chk_stairs_nprs')).toBe(false)
  })
  test.each([
    [9, null, 'T'],
    [8, 69, 'T'],
    [8, 70, 'F'],
    [8, null, 'N'],
  ])('prognosis: %s weeks, akps %s: %s', (symptom_weeks, akps, expected) => {
    const values = new Map(Object.entries({ symptom_weeks, akps }))
    expect(evaluate(loadRule(prognosis.rule, clinicalIds), { values })).toBe(expected)
  })
})

test('a score has its decimals, and its sign where the scale runs both ways', () => {
  expect([scoreText('groc', 3), scoreText('groc', -2), scoreText('groc', 0)]).toEqual(['+3', '−2', '0'])
  expect([scoreText('psfs', 7), scoreText('akps', 63)]).toEqual(['7.0', '63'])
})

describe('sentences', () => {
  const change = (scale: Change['scale'], from: number, to: number, delta: number): Change => ({
    scale,
    baseline: { on: activated, score: from },
    followUp: { on: day(42), score: to },
    delta,
    status: null,
  })
  test('real change, with population and source', () => {
    expect(changeSentence(change('akps', 65, 86, 21))).toBe(
      'Real change: +21 points (65 to 86), at least the minimal detectable change of 9 points (kneecap pain, weighted, systematic review [46]). At least the minimal clinically important difference of 10 points (kneecap pain, n = 71 [39]).',
    )
  })
  test('within measurement error', () => {
    expect(changeSentence(change('psfs', 3, 4.5, 1.5))).toMatch(
      /^Within measurement error: \+1\.5 points \(3\.0 to 4\.5\), less than the minimal detectable change \(90 %\) of 2 points \(average of the activities, original form \[42\]\)\. Less than/,
    )
  })
  test('real, and for the worse', () => {
    const sentence = changeSentence(change('lefs', 60, 48, -12))
    expect(sentence).toMatch(/^Real change: −12 points/)
    expect(sentence).toMatch(/, for the worse\.$/)
  })
  test('where no error of measurement is known it says so', () => {
    expect(verdictOf(change('koos_pain', 50, 70, 20))).toBe('Measurement error not known')
    expect(changeSentence(change('ostrc_o2', 92, 41, 51))).toMatch(/look at the course\.$/)
  })
  test('the threshold compares the unrounded value, with a tolerance', () => {
    expect(verdictOf(change('psfs', 3, 4.96, 1.96))).toBe('Within measurement error')
    expect(verdictOf(change('psfs', 3, 5, 2 - 1e-10))).toBe('Real change')
  })
  test('UWRI also says that 5 is reached', () => {
    expect(alsoReached(change('uwri', 18, 24, 6)).map(thresholdText)).toEqual([
      'minimal important change 5 points: injured runners, n = 396, 12 weeks [55]',
    ])
    expect(alsoReached(change('uwri', 18, 22, 4))).toEqual([])
  })
  test('signs', () => {
    expect([2.67, -2.67, 0.04, -0.04].map((value) => signed(value, 1))).toEqual([
      '+2.7',
      '−2.7',
      '0.0',
      '0.0',
    ])
  })
  test('every scale has a sentence', () => {
    for (const id of scaleIds) {
      const { scale } = scaleOf(id)
      expect(changeSentence(change(id, scale.min, scale.max, 1))).toMatch(/^(Real|Within|Measurement)/)
    }
  })
})
