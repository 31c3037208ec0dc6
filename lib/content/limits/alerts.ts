import type { LimitSpec } from '#lib/content/limits/types.ts'

/**
 * Numbers of the rules in clinical/review.md 3 that rest on no study but on opinion [EO]. Numbers with a source (the single
 * run [11]) and those of urgent alerts are fixed and stand in the rules.
 */

const days = { unit: 'days', step: 1 } as const
const percent = { unit: '%', step: 1 } as const

export const alertLimits = [
  {
    ...days,
    ...{ id: 'flare_watch', label: 'Flare: to watch after', default: 3, min: 2, max: 7 },
    reason: 'Most flares settle within two days with less load.',
  },
  {
    ...days,
    ...{ id: 'flare_act', label: 'Flare: to act after', default: 7, min: 4, max: 14 },
    reason: 'A flare of a week has not settled by itself.',
  },
  {
    ...{ id: 'slope_week', label: 'Rising pain', unit: 'points a week' },
    ...{ default: 0.5, min: 0.2, max: 1, step: 0.1 },
    reason: 'Half a point a week is the error of one rating within a month.',
  },
  {
    ...days,
    ...{ id: 'breaches_14d', label: 'Next mornings over the limit, in 14 days', unit: 'mornings' },
    ...{ default: 3, min: 2, max: 5 },
    reason: 'Once can be chance; three in two weeks is a pattern.',
  },
  {
    ...days,
    ...{ id: 'breaches_7d', label: 'Next mornings over the limit, in 7 days', unit: 'mornings' },
    ...{ default: 2, min: 1, max: 4 },
    reason: 'Two in one week say that the load exceeds recovery.',
  },
  {
    ...days,
    ...{ id: 'swelling_days', label: 'Mornings with swelling, in 7 days', unit: 'mornings' },
    ...{ default: 3, min: 2, max: 5 },
    reason: 'Mild swelling now and then is common; on three of seven days it is not.',
  },
  {
    ...{ id: 'phase_ratio', label: 'Phase longer than its usual duration', unit: 'times' },
    ...{ default: 1.5, min: 1.2, max: 3, step: 0.1 },
    reason: 'Half as long again as the longest usual duration.',
  },
  {
    ...{ id: 'first_run_km', label: 'A run after 30 days without one', unit: 'km' },
    ...{ default: 5, min: 2, max: 10, step: 0.5 },
    reason: 'Nothing is known to compare with, so the limit is a plain distance.',
  },
  {
    ...days,
    ...{ id: 'no_log_watch', label: 'No log: to watch after', default: 7, min: 3, max: 10 },
    reason: 'Every program has sessions each week, so a week without a log is a gap.',
  },
  {
    ...days,
    ...{ id: 'no_log_act', label: 'No log: to call after', default: 14, min: 7, max: 21 },
    reason: 'Safety answers are old by then, and drop-out is likely.',
  },
  {
    ...percent,
    ...{ id: 'adherence_low', label: 'Done of what was due: low below', default: 50, min: 30, max: 70 },
    reason: 'Less than half of the dose is unlikely to work.',
  },
  {
    ...percent,
    ...{ id: 'adherence_enough', label: 'Done of what was due: enough from', default: 70, min: 50, max: 90 },
    reason: 'Whoever does less has not tried the program yet.',
  },
  {
    ...percent,
    ...{ id: 'extra_pct', label: 'More done than prescribed', default: 30, min: 10, max: 100 },
    reason: 'About one set in three beyond the plan.',
  },
  {
    ...days,
    ...{ id: 'unplanned_runs', label: 'Runs on rest days, in 7 days', unit: 'days' },
    ...{ default: 2, min: 1, max: 4 },
    reason: 'Once can be a change of plans; twice is a habit.',
  },
  {
    ...{ id: 'response_weeks', label: 'No important change: to act after', unit: 'weeks' },
    ...{ default: 6, min: 4, max: 10, step: 1 },
    reason: 'Exercise shows an effect within six weeks in most who respond.',
  },
  {
    ...{ id: 'referral_weeks', label: 'No important change: to refer after', unit: 'weeks' },
    ...{ default: 12, min: 8, max: 16, step: 1 },
    reason: 'Three months of a full dose without a change ask for another opinion.',
  },
  {
    ...days,
    ...{ id: 'outcome_due', label: 'Questionnaire overdue', default: 3, min: 1, max: 14 },
    reason: 'A few days of delay do not matter for a score.',
  },
  {
    ...days,
    ...{ id: 'review_due', label: 'Review overdue', default: 3, min: 1, max: 14 },
    reason: 'A few days leave room for appointments.',
  },
  {
    ...days,
    ...{ id: 'stage_days', label: 'Same running stage', default: 21, min: 10, max: 42 },
    reason: 'A stage usually takes one to two weeks.',
  },
  {
    ...days,
    ...{ id: 'goal_days', label: 'Goal date near', default: 21, min: 7, max: 42 },
    reason: 'Distance can still be built up over three weeks, hardly in less.',
  },
  {
    ...percent,
    ...{ id: 'goal_pct', label: 'Longest run of the goal’s distance', default: 70, min: 50, max: 90 },
    reason: 'From about 70 % the goal is usually within reach.',
  },
] as const satisfies readonly LimitSpec[]

const byId: ReadonlyMap<string, LimitSpec> = new Map(alertLimits.map((one) => [one.id, one]))
export const alertLimitById = (id: string): LimitSpec | undefined => byId.get(id)
