import { describe, expect, test } from 'vitest'
import { defaultLimits, type LimitId, type Limits } from '#lib/content/limits/index.ts'
import { ageOn, daysBetween } from '#lib/dates.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { evaluate } from '#lib/rules/evaluate.ts'
import { parseRule } from '#lib/rules/parse.ts'
import { bornFor, patient, today } from '#tests/unit/flags/patients.ts'

const value = (id: string, changes: Answers) =>
  intakeValues(patient(changes), { limits: defaultLimits, today }).get(id)
const woman = { sex_at_birth: 'female', date_of_birth: bornFor(30) }

describe('age', () => {
  test.each([
    ['2000-11-23', '2026-11-23', 26],
    ['2000-11-24', '2026-11-23', 25],
    ['2004-02-29', '2023-02-28', 18],
    ['2004-02-29', '2023-03-01', 19],
    ['2004-02-29', '2024-02-29', 20],
  ])('born %s, on %s: %i', (born, on, age) => {
    expect(ageOn(born, on)).toBe(age)
  })

  test('days are calendar days', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
  })
})

describe('calculated values', () => {
  test.each<[string, Answers, unknown]>([
    ['age_years', { date_of_birth: null }, null],
    ['bmi', { weight_kg: 70, height_cm: 175 }, 70 / 1.75 ** 2],
    ['bmi', { weight_kg: null, height_cm: 175 }, null],
    ['km_rise', { km_week_before: 18, km_week_onset: 26 }, 8],
    ['load_change_weekly_pct', { km_week_before: 20, km_week_onset: 26 }, 30],
    ['load_change_weekly_pct', { km_week_before: 4.99, km_week_onset: 26 }, null],
    ['load_change_weekly_pct', { km_week_before: 20, km_week_onset: 26, load_recall_unknown: 'yes' }, null],
    ['session_spike_pct', { onset_activity: 'running', km_longest_30d_before: 8, km_onset_run: 11 }, 37.5],
    ['session_spike_pct', { onset_activity: 'work', km_longest_30d_before: 8, km_onset_run: 11 }, null],
    ['session_spike_pct', { onset_activity: 'running', km_longest_30d_before: 0.9, km_onset_run: 11 }, null],
    ['runs_change', { runs_week_before: 3, runs_week_onset: 5 }, 2],
    ['hard_change', { hard_week_before: 1, hard_week_onset: 0 }, -1],
    ['long_run_share_pct', { km_week_now: 20, km_longest_now: 10 }, 50],
    ['long_run_share_pct', { km_week_now: 4, km_longest_now: 10 }, null],
    ['surface_total_pct', { surface_road_pct: 60, surface_trail_pct: 40 }, 100],
    ['surface_hard_pct', { surface_road_pct: 60, surface_concrete_pct: 20 }, 80],
    ['surface_top_pct', { surface_road_pct: 60, surface_trail_pct: null }, null],
    ['pfj_load_count', { agg_stairs_up: 'mild', agg_squat: 'severe', agg_kneel: 'not_tried' }, 2],
    ['agg_max', { agg_twist: 'moderate' }, 2],
    ['morning_increase', { running_status: 'full', nprs_now: 2, nprs_next_morning: 4 }, 2],
    ['morning_increase', { running_status: 'stopped', nprs_now: 2, nprs_next_morning: 4 }, null],
    ['psfs_average', { psfs_1_score: 3, psfs_2_score: 5, psfs_3_score: 2 }, 10 / 3],
    ['psfs_average', { psfs_1_score: 3, psfs_2_activity: null, psfs_2_score: 5, psfs_3_score: null }, 3],
    ['index_side', { affected_side: 'left' }, 'left'],
    ['index_side', { affected_side: 'both', worse_side: 'right' }, 'right'],
    ['index_side', { affected_side: 'both', worse_side: 'equal' }, 'equal'],
    ['index_side', { affected_side: 'both', worse_side: null }, null],
    ['irritability', { nprs_now: 5, settle_time: 'within_1h' }, 'high'],
    ['irritability', { nprs_now: 1, nprs_worst_7d: 3, settle_time: 'within_1h' }, 'low'],
    ['irritability', { nprs_now: 1, nprs_worst_7d: 4, settle_time: 'within_1h' }, 'moderate'],
    ['irritability', { nprs_now: 1, nprs_worst_7d: 4, settle_time: null }, null],
    ['symptom_stage', { symptom_weeks: 5 }, 'recent'],
    ['symptom_stage', { symptom_weeks: 12 }, 'subacute'],
    ['symptom_stage', { symptom_weeks: 13 }, 'persistent'],
    ['periods_missed', { ...woman, periods_status: 'missed_3plus' }, 'yes'],
    ['periods_missed', { ...woman, periods_status: 'prefer_not_to_say' }, null],
    ['periods_missed', { sex_at_birth: 'male', periods_status: 'missed_3plus' }, 'no'],
    ['bone_risk', { energy_low: 'yes' }, 'yes'],
    ['bone_risk', { ...woman, periods_status: null }, null],
    ['bone_risk', {}, 'no'],
  ])('%s with %j', (id, changes, expected) => {
    const found = value(id, changes)
    if (typeof expected === 'number') expect(found).toBeCloseTo(expected, 9)
    else expect(found).toBe(expected)
  })

  test('all rows not tried give no count', () => {
    const all = Object.fromEntries(
      Object.keys(patient()).flatMap((id) => (id.startsWith('agg_') ? [[id, 'not_tried']] : [])),
    )
    expect(value('pfj_load_count', all)).toBeNull()
    expect(value('agg_max', all)).toBeNull()
  })

  test('8.0 to 8.8 km is not more than 10 %', () => {
    const values = intakeValues(
      patient({ onset_activity: 'running', km_longest_30d_before: 8, km_onset_run: 8.8 }),
      { limits: defaultLimits, today },
    )
    expect(evaluate(parseRule('session_spike_pct > 10'), { values })).toBe('F')
    expect(evaluate(parseRule('session_spike_pct >= 10'), { values })).toBe('T')
  })

  test('the age of the safety answers comes from outside the form', () => {
    const at = (safetyAnsweredOn: string | null) =>
      intakeValues({}, { limits: defaultLimits, today, safetyAnsweredOn }).get('safety_age_days')
    expect(at('2026-11-09')).toBe(14)
    expect(at(null)).toBeNull()
  })
})

describe('a limit of a calculated value', () => {
  const value = (id: string, changes: Answers, limits: Limits | null) =>
    intakeValues(patient(changes), { today, limits }).get(id)
  const calm = { nprs_now: 1, nprs_worst_7d: 1, settle_time: 'within_1h' }

  test.each<[LimitId, number, string, Answers, string, string]>([
    ['irritable_now_nprs', 4, 'irritability', { ...calm, nprs_now: 4 }, 'low', 'high'],
    ['irritable_worst_nprs', 5, 'irritability', { ...calm, nprs_worst_7d: 5 }, 'moderate', 'high'],
    ['calm_worst_nprs', 4, 'irritability', { ...calm, nprs_worst_7d: 4 }, 'moderate', 'low'],
    ['stage_recent_weeks', 5, 'symptom_stage', { symptom_weeks: 5 }, 'recent', 'subacute'],
    ['stage_subacute_weeks', 11, 'symptom_stage', { symptom_weeks: 12 }, 'subacute', 'persistent'],
  ])('%s of %d', (limit, number, id, changes, byDefault, then) => {
    expect(value(id, changes, defaultLimits)).toBe(byDefault)
    expect(value(id, changes, { ...defaultLimits, [limit]: number })).toBe(then)
  })

  test('a clinic that compares with a shorter week has its percentage; one with a longer loses none', () => {
    const change = (km: number, limits: Limits | null) =>
      value('load_change_weekly_pct', { km_week_before: km, km_week_onset: 2 * km }, limits)
    const base = (km: number) => ({ ...defaultLimits, week_base_km: km })
    expect([change(4, defaultLimits), change(4, null), change(5, null)]).toEqual([null, null, 100])
    expect([change(4, base(3)), change(2, base(3))]).toEqual([100, null])
    expect([change(8, base(15)), change(4, base(15))]).toEqual([100, null])
  })

  test('without limits what reads one is missing, and all else is there', () => {
    for (const id of ['irritability', 'symptom_stage']) expect(value(id, calm, null)).toBeUndefined()
    expect(value('bone_risk', { rf_prev_stress_fracture: 'yes' }, null)).toBe('yes')
  })
})
