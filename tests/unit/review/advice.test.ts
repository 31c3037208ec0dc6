import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alertFindings, defaultAlertLimits } from '#lib/alerts/findings/rules.ts'
import { reviewRules } from '#lib/content/review/advice.ts'
import {
  adviceWords,
  adviseReview,
  disagreesWith,
  holdWords,
  unansweredActs,
  valuesOfAlerts,
} from '#lib/review/advice/rules.ts'
import { gravest } from '#lib/review/evaluation/rules.ts'
import { indicatorsOf } from '#lib/review/indicators/rules.ts'
import { reviewDecisions } from '#lib/review/schema.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import type { FormAnswers, Logs } from '#lib/tracking/results/schema.ts'
import { calf, exercise, form, input, logsOf, monday, morning } from './logs.ts'

/** A calm case on which every rule can be decided. */
const calm: Readonly<Record<string, RuleValue>> = {
  block_level: 'none',
  unresolved_level: 'none',
  open_alert_max: 'none',
  run_advice: 'hold',
  ind_red_ex_7d: 0,
  ind_red_runs_7d: 0,
  ind_pain_skips_7d: 0,
  ind_swelling_days_7d: 0,
  ind_morning_breaches_14d: 0,
  ind_morning_breaches_7d: 0,
  swelling_now: 'none',
  morning_swelling: 'none',
  ex_red_last3: 0,
  ind_energy_worse: 'no',
  ind_days_since_log: 1,
  ind_trend: 'improving',
  ind_pain_slope_wk: -0.4,
  ind_worse_count: 0,
  groc: 3,
  ind_flare_days: 0,
  ind_weeks: 5,
  ind_adherence_pct: 82,
  ind_mic_count: 1,
  ind_plateau: 'no',
  ind_phase_ratio: 0.8,
  acts_unanswered: null,
  discharge_ok: 'no',
  phase_ready: 'no',
  steps_up_open: 0,
  steps_down_open: 0,
  impact_against: 'no',
  referral_unanswered: 'no',
}
const advise = (more: Readonly<Record<string, RuleValue>> = {}) =>
  adviseReview(new Map(Object.entries({ ...calm, ...more })))
const ids = (more: Readonly<Record<string, RuleValue>>) => advise(more).lines.map(({ ruleId }) => ruleId)

describe('what the rules advise at a review', () => {
  test('nothing asks for anything: go on as planned, and nothing is missing', () => {
    expect(advise()).toEqual({ decision: 'continue', lines: [], holds: false, notAssessed: [] })
  })

  test.each([
    [{ block_level: 'programme' }, 'rv_program_stopped', 'continue'],
    [{ block_level: 'programme', referral_unanswered: 'yes' }, 'rv_flag_refer', 'refer'],
    [{ block_level: 'impact' }, 'rv_safety_open', 'continue'],
    [{ unresolved_level: 'same_day' }, 'rv_safety_open', 'continue'],
    [{ open_alert_max: 'urgent' }, 'rv_alert_urgent', 'continue'],
    [{ ind_red_runs_7d: 2 }, 'al_pain_high', 'regress'],
    [{ ex_red_last3: 2 }, 'al_pain_high', 'regress'],
    [{ ind_morning_breaches_7d: 2 }, 'al_morning_breach', 'regress'],
    [{ run_advice: 'stop' }, 'rv_run_stop', 'regress'],
    [{ impact_against: 'yes' }, 'rv_impact_against', 'regress'],
    [{ ind_swelling_days_7d: 3 }, 'al_swelling', 'continue'],
    [{ morning_swelling: 'clear', swelling_now: 'mild' }, 'al_swelling', 'continue'],
    [{ morning_swelling: 'clear', swelling_now: null }, 'al_swelling', 'continue'],
    [{ ind_energy_worse: 'yes' }, 'al_energy', 'continue'],
    [{ ind_days_since_log: 14 }, 'al_no_log_14', 'continue'],
    [{ ind_trend: 'worsening', ind_pain_slope_wk: 0.5 }, 'al_trend_worse', 'continue'],
    [{ groc: -2 }, 'al_outcome_worse', 'continue'],
    [{ ind_flare_days: 3 }, 'al_flare', 'regress'],
    [{ ind_weeks: 12, ind_mic_count: 0 }, 'al_no_improvement_12w', 'refer'],
    [{ ind_weeks: 12, ind_mic_count: null }, 'al_no_improvement_12w', 'refer'],
    [{ ind_weeks: 12, ind_mic_count: 0, ind_adherence_pct: 69 }, 'rv_no_improvement_watch', 'change_plan'],
    [{ ind_weeks: 12, ind_mic_count: 0, ind_adherence_pct: null }, 'rv_no_improvement_watch', 'change_plan'],
    [
      { tendon_program: 'yes', ind_weeks: 23, ind_mic_count: 0, ind_adherence_pct: 40 },
      'rv_no_improvement_watch',
      'change_plan',
    ],
    [
      { tendon_program: 'yes', ind_weeks: 24, ind_mic_count: 0, ind_adherence_pct: 40 },
      'rv_tendon_24w',
      'refer',
    ],
    [
      { tendon_program: 'yes', ind_weeks: 24, ind_mic_count: null, ind_adherence_pct: null },
      'rv_tendon_24w',
      'refer',
    ],
    [{ ind_weeks: 6, ind_mic_count: 0 }, 'al_no_mcid_6w', 'change_plan'],
    [{ ind_plateau: 'yes' }, 'al_plateau', 'change_plan'],
    [{ ind_phase_ratio: 1.6 }, 'al_phase_stuck', 'change_plan'],
    [{ discharge_ok: 'yes' }, 'discharge_ok', 'discharge'],
    [{ phase_ready: 'yes' }, 'r_phase_next', 'progress'],
    [{ steps_up_open: 2 }, 'rv_step_waits', 'progress'],
    [{ steps_up_open: 2, steps_down_open: 1 }, 'rv_step_down_waits', 'regress'],
    // Neither a change of the plan nor lower doses are hidden by a safety rule that only holds.
    [{ groc: -2, ind_plateau: 'yes' }, 'al_outcome_worse', 'change_plan'],
    [{ groc: -2, ind_plateau: 'yes', steps_down_open: 1 }, 'al_outcome_worse', 'regress'],
    [{ ind_days_since_log: 14, discharge_ok: 'yes' }, 'al_no_log_14', 'continue'],
  ] as const)('%j speaks as %s and suggests %s', (more, ruleId, decision) => {
    const advice = advise(more as unknown as Record<string, RuleValue>)
    expect(advice.lines[0]?.ruleId).toBe(ruleId)
    expect(advice.decision).toBe(decision)
  })

  test('safety leads, however well the rest goes', () => {
    const advice = advise({ phase_ready: 'yes', discharge_ok: 'yes', ind_morning_breaches_14d: 3 })
    expect(advice.decision).toBe('regress')
    expect(advice.lines.map(({ ruleId }) => ruleId)).toEqual([
      'al_morning_breach',
      'discharge_ok',
      'r_phase_next',
    ])
  })

  test('over an alert to act on that nobody has answered no step is suggested, and the alert is named', () => {
    const alert = (severity: 'act' | 'watch', by: string | null) => ({
      alertId: 'al_session_spike',
      severity,
      by,
    })
    const review = (...open: ReturnType<typeof alert>[]) =>
      advise({ steps_up_open: 2, acts_unanswered: unansweredActs(open) })
    const held = review(alert('act', null))
    expect(held).toMatchObject({ decision: 'continue', lines: [{ ruleId: 'rv_alert_act' }] })
    expect(held.lines[0]?.action).toBe('Answer it before anything is increased: One run much longer.')
    expect(disagreesWith(held, 'progress')).toHaveLength(1)
    expect(review(alert('act', 'A physio'))).toMatchObject({ decision: 'progress' })
    expect(review(alert('watch', null))).toMatchObject({ decision: 'progress' })
  })

  test('who opened the record from outside the team holds back no treatment', () => {
    const open = [{ alertId: 'al_break_glass', severity: 'act' as const, by: null }]
    expect(unansweredActs(open)).toBeNull()
  })

  test('an alert that a safety rule names is not named a second time, and holds the load all the same', () => {
    const open = (...ids: string[]) => ({
      acts_unanswered: unansweredActs(
        ids.map((alertId) => ({ alertId, severity: 'act' as const, by: null })),
      ),
    })
    const once = advise({ ind_days_since_log: 15, steps_up_open: 2, ...open('al_no_log_14') })
    expect(once.lines.map(({ ruleId }) => ruleId)).toEqual(['al_no_log_14'])
    expect(disagreesWith(once, 'progress')).toHaveLength(1)
    const two = advise({ ind_days_since_log: 15, ...open('al_no_log_14', 'al_session_spike') })
    expect(two.lines.at(-1)?.action).toBe('Answer it before anything is increased: One run much longer.')
    // What holds nothing by itself is named again, because an unanswered alert does.
    const ids = advise({ ind_weeks: 6, ind_mic_count: 0, ...open('al_no_mcid_6w') }).lines
    expect(ids.map(({ ruleId }) => ruleId)).toEqual(['rv_alert_act', 'al_no_mcid_6w'])
    const stop = advise({ run_advice: 'stop', ...open('al_run_stop') }).lines
    expect(stop.map(({ ruleId }) => ruleId)).toEqual(['rv_run_stop'])
  })

  test('each line keeps its rule and what it read', () => {
    const [line] = advise({ ind_red_runs_7d: 2 }).lines
    expect(line?.rule).toBe(
      'ind_red_ex_7d >= 2 OR ind_red_runs_7d >= 2 OR ind_pain_skips_7d >= 2 OR ex_red_last3 >= 2',
    )
    expect(line?.inputs).toContainEqual({ id: 'ind_red_runs_7d', label: 'Red runs', value: 2 })
  })

  test('a value that is missing is not "no": the rule waits and says for what', () => {
    const { lines, notAssessed } = advise({ ind_phase_ratio: null, ind_plateau: null })
    expect(lines).toEqual([])
    expect(notAssessed).toEqual([
      { ruleId: 'al_plateau', title: 'Plateau', missing: ['Plateau'] },
      expect.objectContaining({ ruleId: 'al_phase_stuck', missing: ['Of the usual duration'] }),
    ])
  })

  test('more load against a safety rule needs a reason; to do less never does', () => {
    const advice = advise({ ind_red_runs_7d: 2, phase_ready: 'yes' })
    expect(disagreesWith(advice, 'progress').map(({ ruleId }) => ruleId)).toEqual(['al_pain_high'])
    expect(disagreesWith(advice, 'continue')).toHaveLength(1)
    expect(disagreesWith(advice, 'regress')).toEqual([])
    expect(disagreesWith(advise({ ind_plateau: 'yes' }), 'progress')).toEqual([])
  })

  test('a stopped program does not go on as planned without a reason, and no safety rule says that it does', () => {
    const stopped = advise({ block_level: 'programme', unresolved_level: 'monitor' })
    expect(disagreesWith(stopped, 'continue').map(({ ruleId }) => ruleId)).toEqual(['rv_program_stopped'])
    for (const decision of ['regress', 'change_plan', 'refer'] as const)
      expect(disagreesWith(stopped, decision)).toEqual([])
    expect([stopped.holds, stopped.lines.map(adviceWords)]).toEqual([true, [holdWords]])
    expect([advise().holds, adviceWords({ safety: false, advises: 'continue' })]).toEqual([
      false,
      'Continue as planned',
    ])
  })

  test('no rule is against what it advises, but where it is to hold, and only safety is against anything', () => {
    for (const { safety, against, advises } of reviewRules) {
      if (advises !== 'continue') expect(against).not.toContain(advises)
      expect(against.length > 0).toBe(safety)
    }
  })

  test('whatever is known, an open flag keeps progress and discharge from being suggested', () => {
    const some = fc.record({
      phase_ready: fc.constantFrom('yes', 'no', null),
      discharge_ok: fc.constantFrom('yes', 'no'),
      steps_up_open: fc.nat(4),
      ind_weeks: fc.option(fc.nat(60)),
      ind_mic_count: fc.option(fc.nat(3)),
    })
    fc.assert(
      fc.property(some, (more) => {
        const advice = advise({ ...more, unresolved_level: 'urgent_referral' })
        expect(['progress', 'discharge']).not.toContain(advice.decision)
        for (const decision of ['progress', 'discharge'] as const)
          expect(disagreesWith(advice, decision).length).toBeGreaterThan(0)
        expect(reviewDecisions).toContain(advice.decision)
      }),
    )
  })

  test('rules are heard in the order of the list', () => {
    expect(ids({ ind_plateau: 'yes', steps_up_open: 1, ind_flare_days: 4 })).toEqual([
      'al_flare',
      'al_plateau',
      'rv_step_waits',
    ])
  })
})

describe('a line of a review and the alert of its name', () => {
  /** Lines that speak for a part of an alert under a name of their own. */
  const speaksFor: Readonly<Record<string, string>> = { rv_no_improvement_watch: 'al_no_improvement_12w' }
  const named = new Set(reviewRules.map(({ id }) => speaksFor[id] ?? id))
  const count = (max: number) => fc.option(fc.nat(max))
  const some = fc.record({
    ind_red_ex_7d: count(3),
    ind_red_runs_7d: count(3),
    ind_pain_skips_7d: count(3),
    ex_red_last3: count(3),
    ind_swelling_days_7d: count(7),
    ind_worse_count: count(2),
    ind_morning_breaches_14d: count(5),
    ind_morning_breaches_7d: count(4),
    morning_swelling: fc.constantFrom('none', 'mild', 'clear', null),
    swelling_now: fc.constantFrom('none', 'mild', 'clear', null),
    ind_trend: fc.constantFrom('improving', 'worsening', 'no_clear_trend', null),
    ind_pain_slope_wk: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
    groc: fc.option(fc.integer({ min: -5, max: 5 })),
    ind_flare_days: count(15),
    ind_weeks: count(20),
    ind_mic_count: count(2),
    ind_adherence_pct: count(100),
    ind_days_since_log: count(20),
    ind_energy_worse: fc.constantFrom('yes', 'no', null),
    ind_plateau: fc.constantFrom('yes', 'no', null),
    ind_phase_ratio: fc.option(fc.double({ min: 0, max: 4, noNaN: true })),
  })
  const numbers = fc.record({
    flare_watch: fc.integer({ min: 2, max: 7 }),
    flare_act: fc.integer({ min: 4, max: 14 }),
    swelling_days: fc.integer({ min: 2, max: 5 }),
    breaches_7d: fc.integer({ min: 1, max: 4 }),
  })

  test('whatever is known and whatever numbers the clinic chose, the line is there when the alert would be', () => {
    fc.assert(
      fc.property(some, numbers, (more, chosen) => {
        const limits = { ...defaultAlertLimits, ...chosen }
        const values = new Map<string, RuleValue>(Object.entries({ ...calm, ...more }))
        const told = adviseReview(values, limits).lines.map(({ ruleId }) => speaksFor[ruleId] ?? ruleId)
        const alerts = alertFindings(values, { log: null, runs: [] }, limits).flatMap(({ alertId, truth }) =>
          truth === 'T' && named.has(alertId) ? [alertId] : [],
        )
        expect(told).toEqual(expect.arrayContaining(alerts))
      }),
    )
  })

  const of = (
    logs: Partial<Logs>,
    newest: RuleValue,
    forms: readonly FormAnswers[] = [form(monday - 30)],
  ) => {
    const phase = { key: 'p1', startedOn: monday - 90, weeksMax: 4, amberOk: false, items: [calf] }
    const read = input(monday, { logs: logsOf(logs), forms, phase })
    return valuesOfAlerts({
      found: indicatorsOf(read),
      input: read,
      values: new Map([['swelling_now', newest]]),
    })
  }
  test('the worst swelling of 7 mornings counts, and two red of three of one exercise', () => {
    const swollen = [morning(monday - 6, 1, { swelling: 'clear' }), morning(monday)]
    expect(of({ mornings: swollen }, 'none').get('morning_swelling')).toBe('clear')
    const before = [morning(monday - 7, 1, { swelling: 'clear' }), morning(monday)]
    expect(of({ mornings: before }, 'none').get('morning_swelling')).toBe('none')
    expect(of({}, 'none').get('morning_swelling')).toBeNull()
    const red = [monday - 20, monday - 14].map((day) => exercise(day, { painDuring: 7 }))
    expect(of({ exercises: red }, 'none').get('ex_red_last3')).toBe(2)
    expect(of({ exercises: red.slice(1) }, 'none').get('ex_red_last3')).toBeNull()
    const long = [monday - 60, monday - 50].map((day) => exercise(day, { painDuring: 7 }))
    expect(of({ exercises: long }, 'none').get('ex_red_last3')).toBeNull()
  })
  test('a knee that was not swollen at the start, or in the newest form, was not swollen', () => {
    const began = (swellingNow: FormAnswers['swellingNow']) => [form(monday - 30, { swellingNow })]
    const reads = (start: FormAnswers['swellingNow'], newest: RuleValue) =>
      of({}, newest, began(start)).get('swelling_now')
    expect(reads('none', 'mild')).toBe('none')
    expect(reads('mild', 'none')).toBe('none')
    expect(reads('mild', 'clear')).toBe('clear')
    expect(reads(null, null)).toBeNull()
  })
})

test('the gravest of the open alerts counts', () => {
  expect(gravest([])).toBe('none')
  expect(gravest(['info', 'act', 'watch'])).toBe('act')
  expect(gravest(['info', 'urgent'])).toBe('urgent')
})
