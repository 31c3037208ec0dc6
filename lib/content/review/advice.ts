import type { ReviewDecision } from '#lib/review/schema.ts'

/**
 * What the rules advise at a review (clinical/review.md 2.3, 3 and 5, clinical/programmes.md 3.6 and 7), in the order in
 * which they speak: safety first, then the gravest change. Each is a rule of the rule language over indicators, flags and
 * alerts; `$…` is a number that the clinic or the case may set (lib/content/limits/alerts).
 */
export type ReviewRule = {
  readonly id: string
  readonly rule: string
  /** `continue` of a safety rule: to hold. */
  readonly advises: ReviewDecision
  /** Rests on safety: a decision in `against` needs a reason. */
  readonly safety: boolean
  readonly against: readonly ReviewDecision[]
  readonly title: string
  /** The suggested action of the specification. */
  readonly action: string
  readonly source: string
}

const more = ['progress', 'discharge'] as const
const anyLoad = ['continue', 'progress', 'discharge'] as const

export const reviewRules: readonly ReviewRule[] = [
  {
    id: 'rv_flag_refer',
    rule: 'referral_unanswered = yes',
    advises: 'refer',
    safety: true,
    against: more,
    title: 'A red flag that asks for a doctor has no answer',
    action:
      'Answer the flag first. Emergency: emergency department now; same day: medical assessment today; urgent referral: doctor, imaging or specialist within its days.',
    source: 'Red flags 2',
  },
  {
    id: 'rv_program_stopped',
    rule: 'block_level = programme',
    advises: 'continue',
    safety: true,
    against: anyLoad,
    title: 'The program is stopped: a red flag is open, or the safety screen is not complete',
    action: 'Answer the flag or complete the safety questions first. Nothing of the program goes on before.',
    source: 'Programs 3.6, red flags 2',
  },
  {
    id: 'rv_safety_open',
    rule: 'NOT (unresolved_level in {none, monitor} AND block_level = none) AND NOT block_level = programme',
    advises: 'continue',
    safety: true,
    against: more,
    title: 'A red flag is open',
    action: 'Answer the flag first. Nothing is increased while it is open.',
    source: 'Programs 3.6, red flags 2',
  },
  {
    id: 'rv_alert_urgent',
    rule: 'open_alert_max = urgent',
    advises: 'continue',
    safety: true,
    against: more,
    title: 'An urgent alert is open',
    action: 'Call today and write down what came of it.',
    source: 'Review 3',
  },
  {
    id: 'al_pain_high',
    rule: 'ind_red_ex_7d >= 2 OR ind_red_runs_7d >= 2 OR ind_pain_skips_7d >= 2 OR ex_red_last3 >= 2',
    advises: 'regress',
    safety: true,
    against: anyLoad,
    title: 'The load is too high',
    action: 'Apply the regress rules, check the technique.',
    source: 'Review 3',
  },
  {
    id: 'al_morning_breach',
    rule: 'ind_morning_breaches_14d >= $breaches_14d OR ind_morning_breaches_7d >= $breaches_7d',
    advises: 'regress',
    safety: true,
    against: anyLoad,
    title: 'The load exceeds recovery',
    action: 'Reduce the volume by 20–30 %.',
    source: 'Review 3',
  },
  {
    id: 'rv_run_stop',
    rule: 'run_advice = stop',
    advises: 'regress',
    safety: true,
    against: anyLoad,
    title: 'The rules stop running',
    action: 'Pause running and see the patient; only a clinician ends the pause.',
    source: 'Programs 3.8, r_run_stop',
  },
  {
    id: 'rv_impact_against',
    rule: 'impact_against = yes',
    advises: 'regress',
    safety: true,
    against: anyLoad,
    title: 'What was found speaks against running and jumping',
    action: 'Take the running and jumping out of the program, or write why it is permitted.',
    source: 'Exercises 1',
  },
  {
    id: 'al_swelling',
    rule: 'morning_swelling = clear OR (ind_swelling_days_7d >= $swelling_days AND swelling_now = none)',
    advises: 'continue',
    safety: true,
    against: more,
    title: 'The joint is irritated',
    action:
      'Re-examine the knee. Effusion that comes back, true locking or repeated giving way: orthopedic referral without waiting.',
    source: 'Review 3, programs 7',
  },
  {
    id: 'al_trend_worse',
    rule: 'ind_trend = worsening AND ind_pain_slope_wk >= $slope_week',
    advises: 'continue',
    safety: true,
    against: more,
    title: 'Pain is rising',
    action: 'Re-examine within a week.',
    source: 'Review 3, programs 7',
  },
  {
    id: 'al_outcome_worse',
    rule: 'ind_worse_count >= 1 OR groc <= -2',
    advises: 'continue',
    safety: true,
    against: more,
    title: 'A measure got worse',
    action: 'Re-examine within a week.',
    source: 'Review 3, programs 7',
  },
  {
    id: 'al_energy',
    rule: 'ind_energy_worse = yes',
    advises: 'continue',
    safety: true,
    against: more,
    title: 'Low energy is newly reported',
    action: 'Think of low energy availability, and ask.',
    source: 'Review 3 [73]',
  },
  {
    id: 'al_no_log_14',
    rule: 'ind_days_since_log >= $no_log_act',
    advises: 'continue',
    safety: true,
    against: more,
    title: 'Nothing was recorded for long',
    action: 'Ask the safety questions before the program goes on.',
    source: 'Review 3',
  },
  {
    id: 'al_flare',
    // A clinic may set the number to act at below the one to watch at.
    rule: 'ind_flare_days >= $flare_watch OR ind_flare_days >= $flare_act',
    advises: 'regress',
    safety: true,
    against: more,
    title: 'A flare is open',
    action: 'Manage the flare before anything is increased.',
    source: 'Review 2.2 and 3',
  },
  {
    id: 'al_no_improvement_12w',
    rule: 'ind_weeks >= $referral_weeks AND ind_adherence_pct >= $adherence_enough AND (ind_mic_count = 0 OR NOT known(ind_mic_count))',
    advises: 'refer',
    safety: true,
    against: anyLoad,
    title: 'No important change for long',
    action: 'Refer to sports medicine or orthopedics, consider imaging.',
    source: 'Review 3, programs 7',
  },
  {
    // A tendon takes longer: here not how much was done decides, but the end of the trial's time.
    id: 'rv_tendon_24w',
    rule: 'tendon_program = yes AND ind_weeks >= 24 AND (ind_mic_count = 0 OR NOT known(ind_mic_count))',
    advises: 'refer',
    safety: true,
    against: anyLoad,
    title: 'No important change after 24 weeks of tendon loading',
    action: 'Get a specialist’s opinion.',
    source: 'Programs 7 [27]',
  },
  {
    // The part of `al_no_improvement_12w` that is to be watched: nobody knows whether the program would have helped.
    id: 'rv_no_improvement_watch',
    rule: 'ind_weeks >= $referral_weeks AND (ind_mic_count = 0 OR NOT known(ind_mic_count)) AND (ind_adherence_pct < $adherence_enough OR NOT known(ind_adherence_pct))',
    advises: 'change_plan',
    safety: true,
    against: more,
    title: 'No important change for long, and little done or not known how much',
    action: 'First clear the barriers; then sports medicine or orthopedics, if nothing changes.',
    source: 'Review 3, programs 7',
  },
  {
    id: 'rv_alert_act',
    rule: 'filled(acts_unanswered)',
    advises: 'continue',
    safety: true,
    against: more,
    title: 'An alert to act on has no answer',
    // Named where it is read, not only among the details.
    action: 'Answer it before anything is increased: {acts_unanswered}.',
    source: 'Review 3',
  },
  {
    id: 'al_no_mcid_6w',
    rule: 'ind_weeks >= $response_weeks AND ind_adherence_pct >= $adherence_enough AND (ind_mic_count = 0 OR NOT known(ind_mic_count))',
    advises: 'change_plan',
    safety: false,
    against: [],
    title: 'No important change yet',
    action: 'Assess hypothesis, loading and barriers again; discuss with a colleague.',
    source: 'Review 3, programs 7',
  },
  {
    id: 'al_plateau',
    rule: 'ind_plateau = yes AND (ind_flare = none OR NOT known(ind_flare))',
    advises: 'change_plan',
    safety: false,
    against: [],
    title: 'Plateau',
    action: 'Change the stimulus: review load, barriers, beliefs.',
    source: 'Review 2.3 and 3 [EO]',
  },
  {
    id: 'al_phase_stuck',
    rule: 'ind_phase_ratio > $phase_ratio',
    advises: 'change_plan',
    safety: false,
    against: [],
    title: 'The phase takes long',
    action: 'Adapt the criteria or the program.',
    source: 'Review 3, programs 3.6',
  },
  {
    id: 'al_low_adherence',
    rule: 'ind_adherence_pct < $adherence_low',
    advises: 'change_plan',
    safety: false,
    against: [],
    title: 'Little was done',
    action: 'Ask for barriers, shorten the plan.',
    source: 'Review 3',
  },
  {
    id: 'rv_step_down_waits',
    rule: 'steps_down_open >= 1',
    advises: 'regress',
    safety: false,
    against: [],
    title: 'Lower doses wait',
    action: 'Accept, change or decline them in the program.',
    source: 'Programs 3.2 and 3.8',
  },
  {
    id: 'discharge_ok',
    rule: 'discharge_ok = yes',
    advises: 'discharge',
    safety: false,
    against: [],
    title: 'The criteria for discharge are met',
    action: 'Give the maintenance program and book the questionnaire after 3 months.',
    source: 'Review 5',
  },
  {
    id: 'r_phase_next',
    rule: 'phase_ready = yes',
    advises: 'progress',
    safety: false,
    against: [],
    title: 'Ready for the next phase',
    action: 'Change the phase when you agree.',
    source: 'Programs 3.6',
  },
  {
    id: 'rv_step_waits',
    rule: 'steps_up_open >= 1 AND steps_down_open = 0 AND NOT filled(acts_unanswered)',
    advises: 'progress',
    safety: false,
    against: [],
    title: 'Steps of the dose wait',
    action: 'Accept, change or decline them in the program.',
    source: 'Programs 3.3 and 3.8',
  },
]

/** Ids that exist at a review alone, for the rules above. */
export const reviewIds = {
  run_advice: { type: 'option', options: ['stop', 'regress', 'hold', 'progress'] },
  impact_against: { type: 'option', options: ['yes', 'no'] },
  referral_unanswered: { type: 'option', options: ['yes', 'no'] },
  phase_ready: { type: 'option', options: ['yes', 'no'] },
  acts_unanswered: { type: 'text' },
  steps_up_open: { type: 'number' },
  steps_down_open: { type: 'number' },
  tendon_program: { type: 'option', options: ['yes', 'no'] },
} as const
