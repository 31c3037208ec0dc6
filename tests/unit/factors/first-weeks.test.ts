import { describe, expect, it } from 'vitest'
import { defaultLimits, type Limits } from '#lib/content/limits/index.ts'
import { blockById, templateById } from '#lib/content/programs/index.ts'
import type { Block } from '#lib/content/programs/types.ts'
import { firstRuns } from '#lib/factors/plan/first-runs/rules.ts'
import { firstWeeks } from '#lib/factors/plan/weeks/rules.ts'
import { fitFromAnswers } from '#lib/programs/fit/rules.ts'
import { startDistance } from '#lib/programs/running/rules.ts'
import type { FirstRunAnswers } from '#lib/programs/running/schema.ts'
import { fromTemplate } from '#lib/programs/template/rules.ts'
import type { Fit } from '#lib/programs/template/schema.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

/** clinical/programmes.md 6.5 */
const well: Record<string, RuleValue> = {
  nprs_during_run: 2,
  morning_increase: 1,
  settle_time: 'within_24h',
  km_week_now: 21,
  km_longest_now: 9,
  runs_week_now: 3,
  rest_days_week: 3,
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

describe('the first runs (programmes.md 5.7, 5.9)', () => {
  const known = { painOnsetMinutes: 18, paceEasy: 6, bmi: 32.44 }
  const of = (program: string, more: Partial<FirstRunAnswers> = {}, limits: Limits = defaultLimits) =>
    firstRuns(templateById(program), 'keep_running', { ...known, ...more }, limits)
  const person = (
    more: Partial<FirstRunAnswers> = {},
    answers: Record<string, unknown> = {},
    limits = defaultLimits,
  ) => {
    const { painOnsetMinutes, paceEasy, bmi } = { ...known, ...more }
    const body = bmi === null ? {} : { height_cm: 100, weight_kg: bmi }
    const told = { run_pain_onset_min: painOnsetMinutes, pace_easy: paceEasy, ...body }
    const kept = { spared: { pregnant: false, pregnancyOrBirth: false }, block: 'none' as const }
    return fitFromAnswers({ running_status: 'full', minutes_per_session: 90, ...told, ...answers }, kept, {
      limits,
      today: '2026-11-02',
      ran: { toldOn: '2026-11-02', lastOn: null, begunOn: null },
    })
  }
  const drafted = (program: string, of: Fit, blocks: Block[] = []) => {
    const made = fromTemplate(program, of, blocks)
    const notes = made?.content.phases.map(({ items }) => items.flatMap(({ note }) => note ?? []))
    const why = made?.notices.flatMap(({ kind, text }) => (kind === 'first_runs' ? text : []))
    return { notes: notes ?? [], why: why ?? [] }
  }

  it('18 min until pain at 6.0 min per km: 2.4 km, in the plan and in the note of the run', () => {
    expect(startDistance(known, defaultLimits)).toBe(2.4)
    expect(of('prog_itb')).toMatchObject({
      lines: ['Begin with runs of at most 2.4 km'],
      rule: '0.8 × run_pain_onset_min / pace_easy',
      basis: [
        { id: 'run_pain_onset_min', value: 18 },
        { id: 'pace_easy', value: 6 },
      ],
      missing: [],
    })
    const { notes, why } = drafted('prog_itb', person())
    expect(notes[1]).toContain(
      '+5–10 % steps, running on flat ground inside the limit. Begin with runs of at most 2.4 km',
    )
    expect(notes.flat().filter((note) => note.includes('km'))).toHaveLength(1)
    expect(why).toEqual([
      'Runs begin with at most 2.4 km: part of the 18 minutes until pain, at 6 min per km.',
    ])
    expect(of('prog_itb', {}, { ...defaultLimits, start_pain_pct: 70 })?.lines).toEqual([
      'Begin with runs of at most 2.1 km',
    ])
  })

  it.each<[string, Partial<FirstRunAnswers>, string[]]>([
    ['the minutes are not known', { painOnsetMinutes: null }, ['run_pain_onset_min']],
    ['the pace is not known', { paceEasy: null }, ['pace_easy']],
    ['it hurts at once', { painOnsetMinutes: 0 }, []],
  ])('the general words when %s', (_, more, missing) => {
    const words = templateById('prog_itb')?.runningPolicy
    expect(of('prog_itb', more)).toMatchObject({ lines: [words], missing })
    const { notes, why } = drafted('prog_itb', person(more))
    expect(notes.flat().filter((note) => note.includes('km'))).toEqual([])
    expect(why).toEqual([words])
  })

  it('the general words name the part of the minutes that the clinic set', () => {
    const limits = { ...defaultLimits, start_pain_pct: 60 }
    const [line = ''] = of('prog_itb', { paceEasy: null }, limits)?.lines ?? []
    expect(line).toContain('A run starts at 60 % of the distance')
    expect(drafted('prog_itb', person({ paceEasy: null }, {}, limits)).why).toEqual([line])
    expect(templateById('prog_itb')?.runningPolicy).toContain('A run starts at 80 % of')
  })

  it('not for who comes back by stages or may not run', () => {
    for (const choice of ['return_to_run', 'wait'] as const)
      expect(firstRuns(templateById('prog_itb'), choice, known, defaultLimits)).toBeNull()
    const stages = [blockById('blk_walk_run')].flatMap((block) => block ?? [])
    expect(drafted('prog_itb', person(), stages).why).toEqual([])
    expect(firstRuns(templateById('prog_calf'), 'keep_running', known, defaultLimits)).toBeNull()
  })

  it('at most 3 km of jogging in week 1 above a body mass index of 30: the patient reads the dose alone', () => {
    expect(of('prog_beginner_prevention')).toMatchObject({
      lines: ['Week 1: at most 3 km of jogging in total'],
      rule: 'bmi > 30',
      basis: [{ id: 'bmi', value: 32.44 }],
      missing: [],
    })
    const { notes, why } = drafted('prog_beginner_prevention', person())
    const limited = '6 times: jog 1 min, walk 3 min. Jog at most 3 km in total this week'
    expect(notes.map((list) => list.filter((note) => note.includes('km')))).toEqual([[limited], [], []])
    expect(JSON.stringify(notes)).not.toMatch(/mass|bmi|weight/i)
    expect(why).toEqual([
      'At most 3 km of jogging in total in week 1: the body mass index is 32.4, above 30.',
    ])
  })

  it('nothing at 30, and the general words while it is not known', () => {
    expect(of('prog_beginner_prevention', { bmi: 30 })).toBeNull()
    expect(drafted('prog_beginner_prevention', person({ bmi: 30 })).why).toEqual([])
    expect(of('prog_beginner_prevention', { bmi: null })).toMatchObject({
      lines: ['Week 1: at most 3 km of jogging in total when the body mass index is above 30'],
      missing: ['bmi'],
    })
    const { notes, why } = drafted('prog_beginner_prevention', person({ bmi: null }))
    expect(notes.flat().filter((note) => note.includes('km'))).toEqual([])
    expect(why.join()).toContain('which is not known')
  })
})
