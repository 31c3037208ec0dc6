import type { AlertSpec } from './types.ts'

/** Every alert of clinical/review.md 3, in its order. Where several rules are true, the gravest applies. */

type Row = Omit<AlertSpec, 'always' | 'source'> & Partial<Pick<AlertSpec, 'always' | 'source'>>

const rows: readonly Row[] = [
  {
    id: 'al_red_flag',
    title: 'Red flag in a log',
    about: 'log',
    always: true,
    levels: [{ severity: 'urgent', rule: 'log_flagged = yes' }],
    condition: 'An answer to the safety question of a log stands for a red flag, or for a new injury.',
    why: 'Safety',
    action: 'Look at the flag of the case and answer it.',
  },
  {
    id: 'al_flag_overdue',
    title: 'A red flag waits longer than its target',
    about: 'case',
    always: true,
    levels: [{ severity: 'urgent', rule: 'ind_flag_overdue = yes' }],
    condition: 'A flag waits for a response longer than its target.',
    why: 'Safety',
    action: 'Respond now; tell the clinic lead.',
  },
  {
    id: 'al_pain_severe',
    title: 'Severe pain',
    about: 'log',
    always: true,
    levels: [{ severity: 'urgent', rule: 'max_pain >= 8 OR morning_pain >= 8 OR day_worst_pain >= 8' }],
    condition: 'Any recorded pain of 8 or more.',
    why: 'Severe pain',
    action: 'Call. The patient was told to stop exercising and running for now.',
  },
  {
    id: 'al_pain_high',
    title: 'Pain over the limit twice',
    about: 'case',
    always: true,
    levels: [
      {
        severity: 'act',
        rule: 'ind_red_ex_7d >= 2 OR ind_red_runs_7d >= 2 OR ind_pain_skips_7d >= 2 OR ex_red_last3 >= 2',
      },
    ],
    condition:
      'Within 7 days two red results of one exercise, two red runs or two days skipped for pain; or two red results among the last three of an exercise.',
    why: 'The load is too high',
    action: 'Apply the rules for less load, and check the technique.',
  },
  {
    id: 'al_morning_breach',
    title: 'Pain next morning over the limit',
    about: 'case',
    levels: [
      {
        severity: 'act',
        rule: 'ind_morning_breaches_14d >= $breaches_14d OR ind_morning_breaches_7d >= $breaches_7d',
      },
    ],
    condition: 'The next morning was over the limit several times.',
    why: 'The load exceeds recovery',
    action: 'Reduce the volume by 20–30 %.',
  },
  {
    id: 'al_swelling',
    title: 'Swelling',
    about: 'log',
    always: true,
    levels: [
      {
        severity: 'act',
        rule: 'morning_swelling = clear OR (ind_swelling_days_7d >= $swelling_days AND swelling_now = none)',
      },
    ],
    condition:
      'Clear swelling on waking; or any swelling on several of 7 days when there was none at the start.',
    why: 'The joint is irritated',
    action: 'Examine the knee again.',
  },
  {
    id: 'al_flare',
    title: 'Flare',
    about: 'case',
    levels: [
      { severity: 'act', rule: 'ind_flare_days >= $flare_act' },
      { severity: 'watch', rule: 'ind_flare_days >= $flare_watch' },
    ],
    condition: 'A flare has been open for several days.',
    why: 'A flare needs less load for a while',
    action: 'Send a message with the advice for a flare.',
  },
  {
    id: 'al_trend_worse',
    title: 'Pain is rising',
    about: 'case',
    levels: [{ severity: 'act', rule: 'ind_trend = worsening AND ind_pain_slope_wk >= $slope_week' }],
    condition: 'Pain is rising clearly over four weeks.',
    why: 'Deterioration',
    action: 'Examine again within a week.',
    source: 'Slope with its 95 % interval [93]; the limit [EO]',
  },
  {
    id: 'al_plateau',
    title: 'Plateau',
    about: 'case',
    levels: [{ severity: 'watch', rule: 'ind_plateau = yes' }],
    yields: { rule: 'ind_flare = open', to: 'a flare is open' },
    condition: 'For weeks no clear trend, pain that stays, and most of the program done.',
    why: 'The stimulus needs a change',
    action: 'Review load, barriers and beliefs.',
  },
  {
    id: 'al_phase_stuck',
    title: 'Phase takes long',
    about: 'case',
    levels: [{ severity: 'watch', rule: 'ind_phase_ratio > $phase_ratio' }],
    condition: 'The phase takes longer than usual.',
    why: 'Progress',
    action: 'Adapt the criteria or the program.',
  },
  {
    id: 'al_session_spike',
    title: 'One run much longer',
    about: 'run',
    levels: [
      { severity: 'act', rule: 'ind_session_spike_pct > 100 AND run_km > ind_session_cap_km' },
      {
        severity: 'watch',
        rule: '(ind_session_spike_pct > 30 AND run_km > ind_session_cap_km) OR (ind_longest_30d_km < 1 AND run_km >= $first_run_km)',
      },
      { severity: 'info', rule: 'ind_session_spike_pct > 10 AND run_km > ind_session_cap_km' },
    ],
    condition: 'One run was longer than the cap of a single run, or long after 30 days without one.',
    why: 'Above 10 % more than the longest run of 30 days, overuse injuries are more frequent [11]',
    action: 'Remind of the cap of a single run.',
    source: 'Percentages [11]; distance without a run before [EO]',
  },
  {
    id: 'al_load_ratio',
    title: 'Week much longer than before',
    about: 'case',
    levels: [{ severity: 'info', rule: 'ind_load_ratio > 1.5' }],
    condition: 'This week has more than 1.5 times the kilometers of the four weeks before.',
    why: 'A weak predictor: in a large cohort a higher ratio was not linked to more injuries [11]',
    action: 'Context, never alone.',
    source: '[11]',
  },
  {
    id: 'al_hard_added',
    title: 'Hard run before its phase',
    about: 'run',
    levels: [{ severity: 'watch', rule: 'ind_run_type_ok = no' }],
    condition: 'A fast, hill, long run or race was logged before the phase allows it.',
    why: 'One change at a time',
    action: 'Send a message.',
  },
  {
    id: 'al_no_log_7',
    title: 'No log for some days',
    about: 'case',
    levels: [{ severity: 'watch', rule: 'ind_days_since_log >= $no_log_watch' }],
    yields: {
      rule: 'ind_days_since_log >= $no_log_act',
      to: 'the alert of a longer silence stands for it',
    },
    condition: 'Nothing was logged for days.',
    why: 'Contact may be lost',
    action: 'Send a friendly reminder.',
  },
  {
    id: 'al_no_log_14',
    title: 'No log for long',
    about: 'case',
    levels: [{ severity: 'act', rule: 'ind_days_since_log >= $no_log_act' }],
    condition: 'Nothing was logged for so long that the patient may have dropped out.',
    why: 'Drop-out',
    action: 'Call. Ask the safety questions before the program goes on.',
  },
  {
    id: 'al_low_adherence',
    title: 'Little done of what was due',
    about: 'case',
    levels: [{ severity: 'watch', rule: 'ind_adherence_pct < $adherence_low' }],
    condition: 'Much of what was due in 14 days was not done.',
    why: 'The dose is not delivered',
    action: 'Ask for barriers, shorten the plan.',
  },
  {
    id: 'al_overdoing',
    title: 'More than prescribed',
    about: 'case',
    levels: [
      { severity: 'watch', rule: 'ind_extra_pct > $extra_pct OR ind_unplanned_runs_7d >= $unplanned_runs' },
    ],
    condition: 'More was done than prescribed, or runs on planned rest days.',
    why: 'Overload',
    action: 'Talk about pacing.',
  },
  {
    id: 'al_no_mcid_6w',
    title: 'No important change in weeks',
    about: 'case',
    levels: [
      {
        severity: 'act',
        rule: 'ind_weeks >= $response_weeks AND ind_adherence_pct >= $adherence_enough AND (ind_mic_count = 0 OR NOT known(ind_mic_count))',
      },
    ],
    condition: 'The program was done for weeks, and no primary measure got better, or none was answered.',
    why: 'Non-response',
    action: 'Go through the steps for non-response.',
  },
  {
    id: 'al_no_improvement_12w',
    title: 'No important change for long',
    about: 'case',
    levels: [
      {
        severity: 'act',
        rule: 'ind_weeks >= $referral_weeks AND ind_adherence_pct >= $adherence_enough AND (ind_mic_count = 0 OR NOT known(ind_mic_count))',
      },
      {
        severity: 'watch',
        rule: 'ind_weeks >= $referral_weeks AND (ind_mic_count = 0 OR NOT known(ind_mic_count))',
      },
    ],
    condition: 'No important change for long; to watch while too little was done, or not known how much.',
    why: 'Non-response',
    action: 'Refer to sports medicine or orthopedics; when little was done, first clear the barriers.',
  },
  {
    id: 'al_outcome_worse',
    title: 'A measure got worse',
    about: 'case',
    levels: [{ severity: 'act', rule: 'ind_worse_count >= 1 OR groc <= -2' }],
    condition:
      'A measure is worse than at the start (after the end: than at discharge), or the patient rates herself as worse.',
    why: 'Deterioration',
    action: 'Examine again.',
  },
  {
    id: 'al_outcome_due',
    title: 'Questionnaire overdue',
    about: 'case',
    levels: [{ severity: 'info', rule: 'ind_outcome_overdue_days >= $outcome_due' }],
    condition:
      'A scheduled measure is overdue. After the end: the forms of the discharge or of 3 months later wait, and no message about them reaches the patient.',
    why: 'Without it nobody knows whether it helps',
    action: 'Send a reminder; call whom no message reaches or hand her the form, and enter the answers.',
  },
  {
    id: 'al_review_due',
    title: 'Review overdue',
    about: 'case',
    levels: [{ severity: 'watch', rule: 'ind_review_due <= -$review_due' }],
    condition: 'The review is overdue.',
    why: 'Follow-up',
    action: 'Schedule it.',
  },
  {
    id: 'al_stage_stuck',
    title: 'Same running stage for long',
    about: 'case',
    levels: [{ severity: 'watch', rule: 'ind_stage_days >= $stage_days' }],
    condition: 'The running stage has not changed for long.',
    why: 'Progress',
    action: 'Look at why each run was held back.',
  },
  {
    id: 'al_goal_date',
    title: 'Goal date near, distance far',
    about: 'case',
    levels: [
      { severity: 'watch', rule: 'ind_days_to_goal <= $goal_days AND ind_goal_longest_pct < $goal_pct' },
    ],
    condition: 'The date of the goal or event is near, and the longest run far from its distance.',
    why: 'Expectation',
    action: 'Talk about the goal.',
  },
  {
    id: 'al_energy',
    title: 'Low energy reported',
    about: 'case',
    levels: [{ severity: 'act', rule: 'ind_energy_worse = yes' }],
    condition: 'Low energy or missed periods are newly reported in a review form.',
    why: 'Bone health [73]',
    action: 'Think of low energy availability, and ask.',
    source: '[73]',
  },
  {
    id: 'al_data_conflict',
    title: 'Run looks like a typing error',
    about: 'run',
    levels: [{ severity: 'info', rule: 'run_km > 20 AND ind_run_ratio_30d > 3' }],
    condition: 'A run of more than 20 km is more than three times the longest of 30 days.',
    why: 'Typing error',
    action: 'Ask.',
  },
]

const usesLimit = (row: Row) => row.levels.some(({ rule }) => rule.includes('$'))

export const alertTable: readonly AlertSpec[] = rows.map((row) => ({
  always: false,
  source: usesLimit(row) ? 'Limits [EO]' : '',
  ...row,
}))

/**
 * Ours, and no row of the table: raised where the rules stop running and closed by the answer to that, so that it stands as
 * long as the stop waits (clinical/programmes.md 3.8).
 */
const runStop: AlertSpec = {
  id: 'al_run_stop',
  title: 'Running is stopped by the rules',
  about: 'case',
  always: false,
  levels: [],
  condition: 'A flagged safety answer, or two red runs in 14 days after one step back.',
  why: 'Only a clinician ends the stop',
  action: 'Contact the patient, then accept or decline the stop on the page of the program.',
  source: 'Programs 3.8',
}
export const runStopAlert = runStop.id
/** Opened as well after the end, where nobody else asks for the forms. */
export const outcomeDueAlert = 'al_outcome_due'

/** Ours as well: a clinic made a limit of red flags more cautious after a form had been judged. */
const limitFlag: AlertSpec = {
  id: 'al_limit_flag',
  title: 'A red flag by the limits of today',
  about: 'case',
  always: false,
  levels: [],
  condition: 'What was answered last raises a red flag with a limit that the clinic set since.',
  why: 'It was judged by the limit of then',
  action: 'Look at the answers and call; ask the safety questions anew, and what they tell is raised.',
  source: 'Red flags, limits [EO]',
}
export const limitFlagAlert = limitFlag.id

export const flagOverdueAlert = 'al_flag_overdue'
/** The flags that it stands for, by their rows. */
export const overdueInput = 'flags_overdue'

/** Ours: the patient reads that her runs wait until somebody has spoken with her (clinical/programmes.md 3.8). */
const runWaits: AlertSpec = {
  id: 'al_run_waits',
  title: 'Runs wait after a break',
  about: 'case',
  always: false,
  levels: [],
  condition:
    'No run for four weeks or more, whether runs go by stages, by their distance or by the first ten weeks.',
  why: 'The patient was told to wait until somebody has spoken with her',
  action: 'Call, ask the safety questions anew, then begin the runs again on the page of the program.',
  source: 'Programs 3.8',
}
export const runWaitsAlert = runWaits.id

const byId: ReadonlyMap<string, AlertSpec> = new Map(
  [...alertTable, runStop, limitFlag, runWaits].map((one) => [one.id, one]),
)
export const alertById = (id: string): AlertSpec | undefined => byId.get(id)

/** Raised where it happens and by no rule: somebody outside the team opened the record (design.md 3). */
export const breakGlassAlert = 'al_break_glass'
/** Whether it says something of the patient, so that rules about her treatment heed it; who opened a record is the team's to look at. */
export const isClinical = (id: string): boolean => id !== breakGlassAlert
export const alertTitle = (id: string): string =>
  id === breakGlassAlert ? 'Somebody outside the team opened this record' : (byId.get(id)?.title ?? id)
