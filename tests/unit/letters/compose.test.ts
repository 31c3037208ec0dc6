import { describe, expect, it } from 'vitest'
import type { DischargeResult } from '#lib/cases/discharge/schema.ts'
import { dischargeCriteria } from '#lib/content/discharge/criteria.ts'
import { letterKinds, letterSections, sectionsOf } from '#lib/content/letters/kinds.ts'
import type { ScaleId } from '#lib/content/outcomes/types.ts'
import { addDays } from '#lib/dates.ts'
import { composeLetter, type LetterRecord, letterMeasure, phasesBegun } from '#lib/letters/compose/rules.ts'
import { criterionLine } from '#lib/letters/criteria/rules.ts'
import { shortenedBody } from '#lib/letters/newest/rules.ts'
import { sectionLength } from '#lib/letters/schema.ts'
import type { OutcomeRecord } from '#lib/outcomes/record/schema.ts'
import type { OutcomeInput, PainCourse, Timeline } from '#lib/outcomes/schema.ts'
import { scaleView } from '#lib/outcomes/views/rules.ts'
import { filled, inputOf, noPain, started, times } from '../outcomes/make.ts'

const record: LetterRecord = {
  complaint: 'Pain around the kneecap',
  side: 'left knee',
  openedOn: '2026-08-03',
  closing: { words: 'Goals reached', note: 'Runs 25 km a week.', on: '2026-11-20' },
  history: ['In the patient’s words: “It hurts”', 'Side: left; for 6 weeks'],
  flags: [
    {
      title: 'Stuck knee',
      urgency: 'Today',
      raisedOn: '2026-08-04',
      fired: ['Is the knee stuck now?: yes'],
      answer: 'Ruled out: bends freely',
      settled: true,
    },
  ],
  examinations: [
    { on: '2026-08-05', outstanding: ['Squat: 4 of 10'], recorded: 30, note: 'Weak hip' },
    { on: '2026-10-05', outstanding: [], recorded: 12, note: null },
  ],
  standing: [{ text: 'Squat: 4 of 10', on: '2026-08-05' }],
  measures: [
    {
      name: 'PSFS',
      direction: '0 to 10, higher is better',
      first: { score: '4.3', on: '2026-08-03' },
      newest: { score: '8.0', on: '2026-11-16' },
      verdict: 'Important improvement',
    },
    {
      name: 'LEFS',
      direction: '0 to 80, higher is better',
      first: null,
      verdict: null,
      newest: { score: '70', on: '2026-11-16' },
    },
  ],
  program: { from: '2026-08-06', versions: 4, phases: ['Calm', 'Build'], exercises: ['Clam', 'Step-down'] },
  adherencePct: 83.4,
  sessionDays: 41,
  runs: { count: 20, km: 101.25, longestKm: 9 },
  pain: { start: { on: '2026-08-06', score: 5.6, of: 'first week' }, now: 1.2, nowDays: 6 },
  trend: 'Pain is falling over the last 4 weeks (approximate interval)',
  criteria: [
    { text: 'Pain low', result: 'met' },
    { text: 'Strength back', result: 'not_met' },
    { text: 'Rating of change', result: 'not_assessed' },
  ],
  advice: ['Build up slowly.'],
}
const nothing: LetterRecord = {
  ...record,
  closing: null,
  history: [],
  flags: [],
  examinations: [],
  standing: [],
  measures: [],
  program: null,
  adherencePct: null,
  sessionDays: 0,
  runs: { count: 0, km: 0, longestKm: 0 },
  pain: { start: null, now: null, nowDays: 0 },
  trend: null,
  criteria: [],
  advice: [],
}
const letter = (kind: (typeof letterKinds)[number], of = record, patterns: string[] = []) =>
  composeLetter(of, { kind, patterns })

describe('a letter is composed of what is recorded', () => {
  it('a referral: the reason, flags with the answers that fired, the question left to a person', () => {
    const body = letter('referral')
    expect(body.reason).toBe(
      'Referred because of: Pain around the kneecap, left knee, treated here since 3 Aug 2026.',
    )
    expect(body.history).toBe('In the patient’s words: “It hurts”.\nSide: left; for 6 weeks.')
    expect(body.flags).toBe(
      '• Stuck knee (today), 4 Aug 2026, settled. Because of: Is the knee stuck now?: yes. Ruled out: bends freely',
    )
    expect(body.question).toBe('')
  })

  it('of several examinations the newest value of each finding, with its day', () => {
    const head =
      'Examined on 5 Aug 2026 (30 findings recorded), 5 Oct 2026 (12 findings recorded). Of each finding the newest value:'
    for (const kind of ['referral', 'progress_report'] as const) {
      expect(letter(kind).findings.split('\n')).toEqual([
        head,
        '• Squat: 4 of 10 (5 Aug 2026)',
        '5 Aug 2026: Weak hip',
      ])
      expect(letter(kind, { ...record, standing: [] }).findings).toContain('Nothing recorded stands out.')
    }
    const one = { ...record, examinations: record.examinations.slice(0, 1) }
    expect(letter('referral', one).findings).toBe(
      '5 Aug 2026 (30 findings recorded):\n• Squat: 4 of 10\nWeak hip',
    )
  })

  it('measures carry range, direction and dates, dose and response their numbers', () => {
    const body = letter('progress_report')
    expect(body.measures.split('\n')).toEqual([
      '• PSFS (0 to 10, higher is better): 4.3 (3 Aug 2026), 8.0 (16 Nov 2026): important improvement',
      '• LEFS (0 to 80, higher is better): 70 (16 Nov 2026)',
    ])
    expect(body.treatment).toContain('since 6 Aug 2026, 4 versions. Phases begun: Calm, Build.')
    expect(body.treatment).toContain('exercises logged on 41 days; 83 % of what was prescribed')
    expect(body.treatment).toContain('20 runs, 101.3 km in all, longest 9 km')
    expect(body.response).toContain(
      'At the start, worst pain of the day, mean of the 7 days from 6 Aug 2026: 5.6 of 10. Worst pain of the day, mean: 1.2 of 10 in the last 7 days until 20 Nov 2026 (6 days with entries).',
    )
    for (const of of ['intake', 'form'] as const) {
      const start = { on: '2026-08-01', score: 8, of }
      expect(letter('progress_report', { ...record, pain: { ...record.pain, start } }).response).toContain(
        `At the start, worst pain of 7 days by the ${of} of 1 Aug 2026: 8 of 10. Worst pain of the day, mean: 1.2`,
      )
    }
    expect(body.response).not.toContain('Reached')
  })

  it('a discharge summary: first and last findings, what was reached, the closing note and the advice', () => {
    const body = letter('discharge_summary')
    expect(body.findings).toContain('5 Aug 2026 (30 findings recorded):\n• Squat: 4 of 10\nWeak hip')
    expect(body.findings).toContain('5 Oct 2026 (12 findings recorded). Of each finding the newest value:')
    expect(body.response).toContain(
      'Reached:\n• Pain low\nNot reached:\n• Strength back\nNot fully assessed:\n• Rating of change',
    )
    expect(body.flags).toContain('Stuck knee (today), 4 Aug 2026, settled')
    expect(body.plan).toBe('Runs 25 km a week.')
    expect(body.advice).toBe('• Build up slowly.')
    expect(body.reason).toContain('Ended on 20 Nov 2026: goals reached.')
    expect(body.treatment).toContain('At the end: Clam, Step-down.')
    expect(body.response).toContain('of 10 in the last 7 days until 20 Nov 2026 (6 days with entries).')
    expect(body.response).toContain('over the last 4 weeks (approximate interval) until 20 Nov 2026.')
  })

  it.each(letterKinds)(
    '%s: begins no longer than it may be saved, and says where it was shortened',
    (kind) => {
      const long = 'x'.repeat(900)
      const full = {
        ...record,
        history: new Array(8).fill(long),
        advice: new Array(8).fill(long),
        closing: { words: 'Goals reached', note: 'y'.repeat(5500), on: '2026-11-20' },
      }
      const body = shortenedBody(letter(kind, full))
      for (const name of letterSections) expect(body[name].length).toBeLessThan(sectionLength)
      expect(body.history).toContain('… [shortened]')
    },
  )

  it('names a clinical picture only when it was ticked', () => {
    for (const kind of letterKinds) expect(JSON.stringify(letter(kind))).not.toMatch(/compatible/)
    expect(letter('referral', record, ['patellofemoral pain']).picture).toBe(
      'Clinical picture compatible with patellofemoral pain, left knee.',
    )
  })

  it.each(letterKinds)('%s: says nothing of what is not recorded, and has its own sections alone', (kind) => {
    const body = letter(kind, nothing)
    const written = letterSections.filter((name) => body[name] !== '')
    expect(written).toEqual(['reason'])
    const full = letter(kind, record, ['patellofemoral pain'])
    for (const name of letterSections) if (!sectionsOf[kind].includes(name)) expect(full[name]).toBe('')
  })
})

describe('a measure', () => {
  const activated = '2026-03-02'
  const day = (n: number) => addDays(activated, n)
  const measure = (id: ScaleId, at: number, more: Partial<OutcomeInput>) => {
    const input = inputOf({ timeline: started(activated), ...more })
    const view = scaleView({ input, today: day(at), origins: new Map() } as unknown as OutcomeRecord, id)
    return view ? letterMeasure(view) : null
  }
  const psfs = (...forms: [number, ...(number | null)[]][]) =>
    measure('psfs', 50, { administrations: forms.map(([at, ...values]) => filled('psfs', day(at), values)) })

  it('is compared in what both forms answer, as its verdict is', () => {
    expect(psfs([0, 5, 3, 7], [24, 8, 6, null])).toEqual([
      {
        name: 'Patient-specific activities (PSFS-style)',
        direction: '0 to 10, higher is better',
        verdict: 'Important improvement',
        first: { score: '4.0', on: day(0) },
        newest: { score: '7.0', on: day(24) },
      },
    ])
  })

  it('whose newest form shares no activity with the start stands alone, without the verdict of another', () => {
    expect(psfs([0, 5, null, null], [24, 8, null, null], [42, null, 2, 2])).toMatchObject([
      { first: null, newest: { score: '2.0', on: day(42) }, verdict: null },
    ])
  })

  it('without a change stands with what there is', () => {
    expect(psfs([0, 5, 5, 5])).toMatchObject([{ first: null, newest: { score: '5.0' }, verdict: null }])
    expect(psfs()).toEqual([])
  })

  const pains = (from: number, ...values: number[]) =>
    values.map((value, at) => [day(from + at), value] as [string, number])
  const nprs = (pain: Partial<PainCourse>, at: number, more: Partial<Timeline> = {}) =>
    measure('nprs', at, { pain: { ...noPain, ...pain }, timeline: started(activated, more) })

  it('of pain prints the verdict of the pain that it prints', () => {
    const daily = new Map([...pains(0, ...times(7, 6)), ...pains(25, ...times(35, 7))])
    expect(nprs({ daily, forms: [{ on: day(20), worst: 2 }] }, 67)).toMatchObject([
      {
        first: { score: '6.0', on: day(0) },
        newest: { score: '7.0', on: day(59) },
        verdict: 'No detectable change',
      },
    ])
    // No form says what a mean of weeks ago is worth today.
    expect(nprs({ daily }, 67)).toMatchObject([{ newest: { score: '7.0' }, verdict: 'No detectable change' }])
  })

  it('of pain stays as of the end of a case, and what a form told later stands with its day', () => {
    const daily = new Map([...pains(0, ...times(7, 6)), ...pains(50, ...times(11, 2))])
    const end = { closedOn: day(60), discharged: true }
    const first = { score: '6.0', on: day(0) }
    expect(nprs({ daily }, 150, end)).toMatchObject([
      { first, newest: { score: '2.0', on: day(60) }, verdict: 'Important improvement' },
    ])
    const intake = { on: day(-3), worst: 7 }
    expect(nprs({ daily, intake, forms: [{ on: day(148), worst: 6 }] }, 150, end)).toMatchObject([
      { first: { score: '7.0', on: day(-3) }, newest: { score: '6.0', on: day(148) } },
    ])
  })

  it('of which no change is known says whether the problem is substantial', () => {
    const administrations = [filled('ostrc_o2', day(7), [25, 8, 8, 8])]
    expect(measure('ostrc_o2', 8, { administrations })).toMatchObject([{ verdict: 'Substantial problem' }])
  })
})

describe('the phases of a letter', () => {
  const version = (startsOn: number, ...names: string[]) =>
    ({ startsOn, content: { phases: names.map((name) => ({ name })) } }) as Parameters<
      typeof phasesBegun
    >[0][number]
  const versions = [version(10, 'Calm', 'Build', 'Run'), version(30, 'Calm', 'Strength', 'Run')]

  it('are those that were begun, by the name they had then', () => {
    const spans = [
      { position: 0, from: 10 },
      { position: 1, from: 24 },
      { position: 0, from: 28 },
      { position: 1, from: 40 },
    ]
    expect(phasesBegun(versions, spans, 35)).toEqual(['Calm', 'Build'])
    expect(phasesBegun(versions, spans, 40)).toEqual(['Calm', 'Build', 'Strength'])
    expect(phasesBegun(versions.slice(1), spans, 12)).toEqual(['Calm'])
  })
})

describe('a discharge criterion for a reader outside', () => {
  const line = (
    id: string,
    result: DischargeResult,
    inputs: Readonly<Record<string, string | number>> = {},
  ) => criterionLine({ id, result, inputs: Object.entries(inputs).map(([id, value]) => ({ id, value })) })

  it('has its value, and says which of its ways was reached', () => {
    expect(line('pain', 'met', { ind_pain_7d: 2.04 })).toContain('2.04 of 10')
    expect(line('activities', 'met', { psfs_paired_mean: 8.33 })).toBe(
      'Own goals: own activities (PSFS) 8.3 of 10',
    )
    expect(line('activities', 'met', { goal_reached: 'yes' })).toBe(
      'Own goals: the patient says that the goal is reached',
    )
    const safe = { unresolved_level: 'monitor', block_level: 'none', open_alert_max: 'watch' }
    expect(line('safe', 'met', safe)).toBe('Safety: no warning sign and nothing urgent left open')
    expect(line('self_management', 'met', { self_management_ok: 'yes' })).toContain('can explain the rules')
    expect(line('strength', 'met', { lsi_knee_ext: 92.04, func_stepdown_score_left: 1 })).toBe(
      'Strength and control: knee extension 92.04 % of the other side; left step-down score 1 of 6 (0 is best)',
    )
  })

  it('has its aim where it was not reached or not assessed, and no name of a rule', () => {
    expect(line('change', 'not_met', { groc: 2 })).toBe(
      'Rating of change: change rated +2 (−5 to +5) by the patient (aim: +4 or more)',
    )
    expect(line('change', 'not_assessed')).toBe('Rating of change (aim: +4 or more)')
    for (const { id } of dischargeCriteria)
      for (const result of ['met', 'not_met', 'not_assessed'] as const)
        expect(line(id, result)).toMatch(/^[A-Z][a-z -]+(: | \(aim: )[^_]+$/)
  })
})
