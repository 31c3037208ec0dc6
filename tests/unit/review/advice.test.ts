import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reviewRules } from '#lib/content/review/advice.ts'
import { adviseReview, disagreesWith } from '#lib/review/advice/rules.ts'
import { dischargeOf } from '#lib/review/discharge/rules.ts'
import { nextReviewDays } from '#lib/review/display/rules.ts'
import { reviewDecisions } from '#lib/review/schema.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

/** A calm case on which every rule can be decided. */
const calm: Readonly<Record<string, RuleValue>> = {
  ...{ block_level: 'none', unresolved_level: 'none', open_alert_max: 'none', run_advice: 'hold' },
  ...{ ind_red_ex_7d: 0, ind_red_runs_7d: 0, ind_pain_skips_7d: 0, ind_swelling_days_7d: 0 },
  ...{ ind_morning_breaches_14d: 0, ind_morning_breaches_7d: 0, swelling_now: 'none' },
  ...{ ind_trend: 'improving', ind_pain_slope_wk: -0.4, ind_worse_count: 0, groc: 3, ind_flare_days: 0 },
  ...{ ind_weeks: 5, ind_adherence_pct: 82, ind_mic_count: 1, ind_plateau: 'no', ind_phase_ratio: 0.8 },
  ...{ discharge_ok: 'no', phase_ready: 'no', steps_up_open: 0, steps_down_open: 0 },
}
const advise = (more: Readonly<Record<string, RuleValue>> = {}) =>
  adviseReview(new Map(Object.entries({ ...calm, ...more })))
const ids = (more: Readonly<Record<string, RuleValue>>) => advise(more).lines.map(({ ruleId }) => ruleId)

describe('what the rules advise at a review', () => {
  test('nothing asks for anything: go on as planned, and nothing is missing', () => {
    expect(advise()).toEqual({ decision: 'continue', lines: [], notAssessed: [] })
  })

  test.each([
    [{ block_level: 'programme' }, 'rv_safety_open', 'continue'],
    [{ unresolved_level: 'same_day' }, 'rv_safety_open', 'continue'],
    [{ open_alert_max: 'urgent' }, 'rv_alert_urgent', 'continue'],
    [{ ind_red_runs_7d: 2 }, 'al_pain_high', 'regress'],
    [{ ind_morning_breaches_7d: 2 }, 'al_morning_breach', 'regress'],
    [{ run_advice: 'stop' }, 'rv_run_stop', 'regress'],
    [{ ind_trend: 'worsening', ind_pain_slope_wk: 0.5 }, 'al_trend_worse', 'continue'],
    [{ groc: -2 }, 'al_outcome_worse', 'continue'],
    [{ ind_flare_days: 3 }, 'al_flare', 'regress'],
    [{ ind_weeks: 12, ind_mic_count: 0 }, 'al_no_improvement_12w', 'refer'],
    [{ ind_weeks: 12, ind_mic_count: null }, 'al_no_improvement_12w', 'refer'],
    [{ ind_weeks: 6, ind_mic_count: 0 }, 'al_no_mcid_6w', 'change_plan'],
    [{ ind_plateau: 'yes' }, 'al_plateau', 'change_plan'],
    [{ ind_phase_ratio: 1.6 }, 'al_phase_stuck', 'change_plan'],
    [{ discharge_ok: 'yes' }, 'discharge_ok', 'discharge'],
    [{ phase_ready: 'yes' }, 'r_phase_next', 'progress'],
    [{ steps_up_open: 2 }, 'rv_step_waits', 'progress'],
    [{ steps_up_open: 2, steps_down_open: 1 }, 'rv_step_down_waits', 'regress'],
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

  test('each line keeps its rule and what it read', () => {
    const [line] = advise({ ind_red_runs_7d: 2 }).lines
    expect(line?.rule).toBe('ind_red_ex_7d >= 2 OR ind_red_runs_7d >= 2 OR ind_pain_skips_7d >= 2')
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

  test('no rule is against what it advises, and only safety is against anything', () => {
    for (const { safety, against, advises } of reviewRules) {
      expect(against).not.toContain(advises)
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

const well: Readonly<Record<string, RuleValue>> = {
  ...{ unresolved_level: 'none', block_level: 'none', open_alert_max: 'watch' },
  ...{ ind_pain_7d: 1.4, ind_pain_days_7d: 6, ind_flare_free_days: 40 },
  ...{ goal_km_week: 20, ind_weeks_goal: 3, ind_weeks_full: 4 },
  ...{ ind_mic_count: 1, ind_worse_count: 0, psfs_paired_mean: 7, self_management_ok: 'no', groc: 5 },
}
const discharge = (more: Readonly<Record<string, RuleValue>> = {}) =>
  dischargeOf(new Map(Object.entries({ ...well, ...more })), 'left')

describe('discharge', () => {
  test('every "must" and two "should" are enough', () => expect(discharge().ok).toBe('yes'))

  test.each([
    [{ open_alert_max: 'act' }],
    [{ unresolved_level: 'routine_referral' }],
    [{ ind_pain_7d: 2.1 }],
    [{ ind_pain_days_7d: 4 }],
    [{ ind_flare_free_days: 20 }],
    [{ ind_weeks_goal: 2 }],
    [{ groc: 3 }],
    [{ ind_pain_7d: null }],
  ])('not with %j', (more) => expect(discharge(more).ok).toBe('no'))

  test('without a distance goal three full weeks count; with one they do not', () => {
    expect(discharge({ goal_km_week: null, ind_weeks_goal: null }).ok).toBe('yes')
    expect(discharge({ goal_km_week: null, ind_weeks_goal: null, ind_weeks_full: 2 }).ok).toBe('no')
  })

  test('who does not want to run is discharged on stairs and walking', () => {
    const walks = { ind_weeks_goal: 0, no_running_goal: 'yes', chk_stairs_nprs: 2, chk_walk_nprs: 1 }
    expect(discharge(walks).ok).toBe('yes')
    expect(discharge({ ...walks, chk_walk_nprs: 3 }).ok).toBe('no')
  })

  test('strength counts on the side that is treated, and says what is missing', () => {
    const strength = (more: Readonly<Record<string, RuleValue>>) =>
      discharge(more).checks.find(({ id }) => id === 'dis_strength')
    expect(strength({ lsi_knee_ext: 92, func_stepdown_score_left: 1 })?.result).toBe('met')
    expect(strength({ lsi_knee_ext: 92, func_stepdown_score_right: 1 })?.result).toBe('not_assessed')
    expect(strength({ func_stepdown_score_left: 1 })?.missing).toContain('lsi_knee_ext')
  })
})

test('the next review: 14 days in the first 6 weeks, then 28', () => {
  expect([null, 0, 5.9, 6, 30].map(nextReviewDays)).toEqual([14, 14, 14, 28, 28])
})
