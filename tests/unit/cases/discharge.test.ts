import { describe, expect, it } from 'vitest'
import { answerValues, checkDischarge, claimsGoals } from '#lib/cases/discharge/rules.ts'
import { dischargeAnswerInput } from '#lib/cases/discharge/schema.ts'
import { dischargeAdvice, dischargeCriteria, dischargeWords } from '#lib/content/discharge/criteria.ts'
import { clinicalIds } from '#lib/content/ids.ts'
import { adviceById } from '#lib/factors/sentences/rules.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { idsOf } from '#lib/rules/tree.ts'

/** Somebody who may go: everything known, and every criterion met. */
const good: Readonly<Record<string, RuleValue>> = {
  unresolved_level: 'monitor',
  block_level: 'none',
  open_alert_max: 'watch',
  ind_pain_7d: 2,
  ind_pain_days_7d: 5,
  ind_flare_free_days: 21,
  ind_weeks_goal: 3,
  goal_km_week: 30,
  ind_mic_count: 1,
  ind_worse_count: 0,
  psfs_paired_mean: 8,
  goal_reached: null,
  lsi_knee_ext: 90,
  affected_side: 'left',
  func_stepdown_score_left: 1,
  self_management_ok: 'yes',
  groc: 4,
}
const check = (more: Readonly<Record<string, RuleValue>> = {}, side: 'left' | 'right' | 'equal' = 'left') =>
  checkDischarge(new Map(Object.entries({ ...good, ...more })), side)
const of = (
  id: string,
  more: Readonly<Record<string, RuleValue>>,
  side: 'left' | 'right' | 'equal' = 'left',
) => {
  const found = check(more, side).criteria.find((one) => one.id === id)
  if (!found) throw new Error(id)
  return found
}

describe('each criterion is met, not met or not assessed', () => {
  it.each([
    ['safe', {}, 'met'],
    ['safe', { unresolved_level: 'none', open_alert_max: 'none' }, 'met'],
    ['safe', { unresolved_level: 'routine_referral' }, 'not_met'],
    ['safe', { block_level: 'impact' }, 'not_met'],
    ['safe', { open_alert_max: 'act' }, 'not_met'],
    ['safe', { open_alert_max: null }, 'not_assessed'],
    ['pain', {}, 'met'],
    ['pain', { ind_pain_7d: 2.1 }, 'not_met'],
    ['pain', { ind_pain_days_7d: 4 }, 'not_met'],
    ['pain', { ind_flare_free_days: 20 }, 'not_met'],
    ['pain', { ind_pain_7d: null }, 'not_assessed'],
    ['pain', { ind_flare_free_days: null }, 'not_assessed'],
    ['running', {}, 'met'],
    ['running', { ind_weeks_goal: 2, ind_weeks_full: 9, no_running_goal: 'no' }, 'not_met'],
    ['running', { ind_weeks_goal: null, ind_weeks_full: 3, no_running_goal: 'no' }, 'not_assessed'],
    ['running', { goal_km_week: null, ind_weeks_goal: null, ind_weeks_full: 3 }, 'met'],
    ['running', { goal_km_week: null, ind_weeks_goal: null, ind_weeks_full: 2 }, 'not_assessed'],
    ['running', { ind_weeks_goal: 0, no_running_goal: 'yes', chk_stairs_nprs: 2, chk_walk_nprs: 2 }, 'met'],
    [
      'running',
      { ind_weeks_goal: 0, no_running_goal: 'yes', chk_stairs_nprs: 3, chk_walk_nprs: 2 },
      'not_met',
    ],
    ['running', { ind_weeks_goal: 0, no_running_goal: 'yes', chk_stairs_nprs: 2 }, 'not_assessed'],
    ['measures', {}, 'met'],
    ['measures', { ind_mic_count: 0 }, 'not_met'],
    ['measures', { ind_worse_count: 1 }, 'not_met'],
    ['measures', { ind_mic_count: null }, 'not_assessed'],
    ['activities', {}, 'met'],
    ['activities', { psfs_paired_mean: 7.9, goal_reached: 'yes' }, 'met'],
    ['activities', { psfs_paired_mean: 7.9, goal_reached: 'no' }, 'not_met'],
    ['activities', { psfs_paired_mean: 7.9 }, 'not_assessed'],
    ['strength', {}, 'met'],
    ['strength', { lsi_knee_ext: 89 }, 'not_met'],
    ['strength', { func_stepdown_score_left: 2 }, 'not_met'],
    ['strength', { func_stepdown_score_left: null }, 'not_assessed'],
    ['strength', { lsi_knee_ext: null }, 'not_assessed'],
    ['strength', { lsi_knee_ext: null, affected_side: 'both', chg_knee_ext_pct: 15 }, 'met'],
    ['strength', { lsi_knee_ext: 80, affected_side: 'both', chg_knee_ext_pct: 14 }, 'not_met'],
    ['self_management', {}, 'met'],
    ['self_management', { self_management_ok: 'no' }, 'not_met'],
    ['self_management', { self_management_ok: null }, 'not_assessed'],
    ['change', {}, 'met'],
    ['change', { groc: 3 }, 'not_met'],
    ['change', { groc: null }, 'not_assessed'],
  ] as const)('%s with %o is %s', (id, more, result) => {
    expect(of(id, more).result).toBe(result)
  })

  it('says what it rests on, and what is missing', () => {
    expect(of('pain', { ind_pain_7d: 2.6 }).inputs).toEqual([{ id: 'ind_pain_7d', value: 2.6 }])
    expect(of('pain', { ind_pain_7d: null }).missing).toEqual(['ind_pain_7d'])
    expect(of('strength', { func_stepdown_score_left: null }).missing).toEqual(['func_stepdown_score'])
  })

  it('asks both sides when both hurt alike', () => {
    const both = { func_stepdown_score_left: 1, func_stepdown_score_right: 2 }
    expect(of('strength', both, 'equal').result).toBe('not_met')
    expect(of('strength', both, 'left').result).toBe('met')
  })
})

describe('a discharge is suggested', () => {
  const should = {
    ind_mic_count: 0,
    psfs_paired_mean: 1,
    goal_reached: 'no',
    self_management_ok: 'no',
    groc: 0,
  }

  it('when every must and two should hold', () => {
    expect(check().ok).toBe('yes')
    expect(check({ ...should, groc: 5 }).ok).toBe('yes')
    expect(check({ ...should, lsi_knee_ext: 50, groc: 5 }).ok).toBe('no')
  })

  it('by no must that is not assessed', () => {
    expect(check({ ind_pain_7d: null }).ok).toBe('no')
    expect(check({ open_alert_max: 'urgent' }).ok).toBe('no')
    expect(checkDischarge(new Map(), null).ok).toBe('no')
  })
})

it('keeps "not answered" apart from "no"', () => {
  const input = dischargeAnswerInput.parse({
    id: crypto.randomUUID(),
    caseId: crypto.randomUUID(),
    seen: '',
    goalReached: 'no',
    selfManagementOk: '',
  })
  expect(answerValues(input)).toEqual([
    ['no_running_goal', null],
    ['goal_reached', 'no'],
    ['self_management_ok', null],
  ])
  expect([claimsGoals('self_managing'), claimsGoals('lost_contact')]).toEqual([true, false])
})

it('names every id in words, and gives advice that exists', () => {
  const ids = dischargeCriteria.flatMap(({ rule }) => idsOf(loadRule(rule, clinicalIds)))
  expect(ids.filter((id) => !dischargeWords[id])).toEqual([])
  expect(dischargeAdvice.filter((id) => adviceById(id) === null)).toEqual([])
})
