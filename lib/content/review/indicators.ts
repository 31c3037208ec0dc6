/**
 * How each indicator is called, defined and shown (clinical/review.md 2). `minimum`: the data without which it is not known.
 * `digits`: decimals on screen. Limits and formulas live in lib/review/indicators; these are their words. `$name` in a
 * definition or a minimum stands for a limit of the clinic.
 */
export type IndicatorDoc = {
  readonly label: string
  readonly unit?: string
  readonly digits?: number
  readonly definition: string
  readonly minimum: string
  readonly source: string
}

const doc = (
  label: string,
  unit: string,
  digits: number,
  definition: string,
  minimum: string,
  source = 'Review 2',
): IndicatorDoc => ({ label, unit, digits, definition, minimum, source })
const words = (label: string, definition: string, minimum: string, source = 'Review 2'): IndicatorDoc => ({
  label,
  definition,
  minimum,
  source,
})

const painWeek = '3 days with pain entries in the last 7'
const trendData = '8 days with pain entries over 14 days'
const flareData = '$flare_values days with pain entries in the $flare_window days before'
const dueItems = '4 due items'
const none = 'Nothing'
const program = 'An active program'
const runBefore = 'A run of 1 km or more in the 30 days before'
const followUp = 'A follow-up of a primary measure'

export const indicatorDocs: Readonly<Record<string, IndicatorDoc>> = {
  ind_pain_7d: doc(
    'Pain, last 7 days',
    'of 10',
    1,
    'Mean of the worst pain of each day, days 0–6.',
    painWeek,
  ),
  ind_pain_days_7d: doc('Days with a pain entry', 'of 7', 0, 'Days 0–6 with any pain value.', none),
  ind_pain_start: doc(
    'Pain at the start',
    'of 10',
    1,
    'Mean of the worst pain of each of the first 7 days of the program; with fewer than 3 values the worst pain of the intake. Of a case that was opened again the first 7 days since; with fewer than 3 values the worst pain of the first form within 14 days.',
    'The first week, or the intake, or the form after the case was opened again',
  ),
  ind_pain_delta: doc(
    'Change of pain since the start',
    'points',
    1,
    'Pain at the start minus pain of the last 7 days; plus is better.',
    'Both of them',
  ),
  ind_pain_slope_wk: doc(
    'Trend of pain',
    'points a week',
    2,
    'Theil–Sen slope of the worst pain of each day, days 0–27: the median of the slopes between all pairs of days. Daily pain values are not independent, so the interval is somewhat too narrow.',
    trendData,
    'Review 2.1 [93]',
  ),
  ind_pain_slope_abs: doc(
    'Size of the trend',
    'points a week',
    2,
    'The trend of pain without its sign.',
    trendData,
    'Review 2.1 [93]',
  ),
  ind_trend: words(
    'Direction',
    'Improving when the whole interval is below 0, worsening when it is above, else no clear trend.',
    trendData,
    'Review 2.1 [93]',
  ),
  ind_flare: words(
    'Flare',
    'A day is a flare day at $flare_least or more and at least $flare_rise above the median of the $flare_window days before. A flare opens on two of them within three days, or on one at $flare_alone or more; it closes on the second of two calmer days.',
    flareData,
    'Review 2.2 [EO]',
  ),
  ind_flare_days: doc(
    'Days of the open flare',
    'days',
    0,
    'From its opening to today, both counted.',
    flareData,
    'Review 2.2 [EO]',
  ),
  ind_flare_free_days: doc(
    'Days since the last flare day',
    'days',
    0,
    'Since the last day that was a flare day, or may have been one with too few days before it to say; since the program began when there was none. 0 while a flare is open.',
    program,
    'Review 2.2 [EO]',
  ),
  ind_plateau: words(
    'Plateau',
    '$plateau_weeks weeks or more, no clear trend with less than $plateau_slope points a week, pain still $plateau_pain or more, $plateau_adherence_pct % or more done, and no primary measure importantly better in the last 28 days.',
    'What these need',
    'Review 2.3 [EO]',
  ),
  ind_adherence_pct: doc(
    'Exercises done',
    '%',
    0,
    'Sets done of sets prescribed, each item at most once, over the items due on days 1–14; optional and paused items left out.',
    dueItems,
  ),
  ind_session_adherence_pct: doc(
    'Sessions done',
    '%',
    0,
    'Planned sessions of days 1–14 with at least 75 % of their items at least half done.',
    '2 planned sessions',
  ),
  ind_extra_pct: doc(
    'Beyond the prescription',
    '%',
    0,
    'Sets beyond the prescribed ones, days 1–14.',
    dueItems,
  ),
  ind_days_since_log: doc(
    'Days since the last entry',
    'days',
    0,
    'Since the last day with an entry of any kind, or since a pause, hold or block ended.',
    program,
  ),
  ind_green_pct: doc(
    'Green sessions',
    '%',
    0,
    'Green results of all that are known, days 0–13.',
    '3 results',
    'Review 2, programs 2 [29]',
  ),
  ind_morning_breaches_14d: doc(
    'Morning breaches, 14 days',
    '',
    0,
    'Mornings after a session with 2 more than usual, more than 5, or more swelling.',
    'A morning entry',
    'Programs 2 [29]',
  ),
  ind_morning_breaches_7d: doc(
    'Morning breaches, 7 days',
    '',
    0,
    'The same, days 0–6. None is not known while the morning after a session is not.',
    'A morning entry',
    'Programs 2 [29]',
  ),
  ind_swelling_days_7d: doc('Days with swelling', 'of 7', 0, 'Mornings with mild or clear swelling.', none),
  ind_night_pain_days_7d: doc('Days with night pain', 'of 7', 0, 'Constant night pain was reported.', none),
  ind_red_ex_7d: doc('Red results of one exercise', '', 0, 'The largest number, days 0–6.', none),
  ind_red_runs_7d: doc('Red runs', '', 0, 'Runs with a red result, days 0–6.', none),
  ind_pain_skips_7d: doc('Days skipped for pain', 'of 7', 0, 'Days 0–6 with an item skipped for pain.', none),
  ind_red_last3: doc(
    'Red of the last 3',
    'of 3',
    0,
    'Among the last 3 session results of the phase. While one of them is not known, none is not known either.',
    '3 results',
  ),
  ind_top_count: doc(
    'Exercises at the top',
    '',
    0,
    'Of the phase, at the top of their ladder; one that was left upward for a harder exercise counts as at its top.',
    program,
  ),
  ind_good_plyo: doc('Good days of jumps', '', 0, 'Most recent days on which every jump was good.', none),
  ind_walk30_ok: doc('Good walks of 30 minutes', '', 0, 'Most recent in a row, pain at most 2.', none),
  ind_easy20_ok: doc('Green easy runs of 20 minutes', '', 0, 'Most recent in a row.', none),
  ind_easy25_ok: doc('Green easy runs of 25 minutes', '', 0, 'Most recent in a row.', none),
  ind_week_runs_ok: words('Runs of the week', 'At least 3 in 7 days, finished, within the limit.', none),
  ind_phase_weeks: doc(
    'Weeks in this phase',
    '',
    1,
    'Days in the present phase, by 7, without those of a fever or on which it was paused, on hold or stopped by a flag.',
    program,
  ),
  ind_phase_ratio: doc(
    'Of the usual duration',
    'times',
    1,
    'Weeks in the phase by the calendar, pauses included, by its longest usual duration.',
    program,
  ),
  ind_weeks: doc(
    'Weeks of the program',
    '',
    0,
    'Days since it was activated, by 7, paused days included.',
    program,
  ),
  ind_week_km: doc('Running, last 7 days', 'km', 1, 'Kilometers of days 0–6.', none),
  ind_prev4_km: doc(
    'Four weeks before',
    'km a week',
    1,
    'Mean of the four earlier 7-day sums.',
    'A run 34 days ago or earlier',
  ),
  ind_load_ratio: doc(
    'Week against four before',
    'times',
    2,
    'The last 7 days by the mean of the four weeks before. A weak predictor: in a large cohort a higher ratio was not linked to more injuries.',
    '5 km a week in the four weeks before',
    'Review 3 [11]',
  ),
  ind_longest_30d_km: doc(
    'Longest run, 30 days before',
    'km',
    1,
    'Without a run there: what the newest form says.',
    none,
  ),
  ind_session_cap_km: doc(
    'Newest run: 10 % limit before it',
    'km',
    1,
    'At most 10 % longer than the longest of the 30 days before that run; below 5 km half a kilometer more. What the next run may be stands beside the longest run.',
    runBefore,
    'Programs 6.4 [11]',
  ),
  ind_session_spike_pct: doc(
    'Newest run against the longest',
    '%',
    0,
    'How much longer the newest run was than the longest of the 30 days before it. More than 10 % went with more overuse injuries.',
    runBefore,
    'Review 2 [11]',
  ),
  ind_run_ratio_30d: doc('Newest run by the longest', 'times', 2, 'Of the 30 days before it.', runBefore),
  ind_unplanned_runs_7d: doc('Runs on planned rest days', '', 0, 'Days 0–6.', none),
  ind_run_type_ok: words('Kind of the newest run', 'Whether the phase allows it.', program),
  ind_stage: doc(
    'Running stage',
    'of 10',
    0,
    'Of the return-to-run table.',
    'The stage table in use',
    'Programs 6.2',
  ),
  ind_stage_days: doc(
    'Days in this stage',
    'days',
    0,
    'Since it was entered.',
    'The stage table in use',
    'Programs 6.2',
  ),
  ind_goal_week_pct: doc(
    'Of the weekly goal',
    '%',
    0,
    'Mean of the last two complete weeks by the goal.',
    'A goal in km a week, 2 complete weeks',
  ),
  ind_weeks_goal: doc(
    'Weeks at the goal',
    '',
    0,
    'Most recent complete weeks with 80 % of the goal, every run within the limit, no breach next morning.',
    'A goal in km a week; the pain of the runs and the mornings after sessions',
  ),
  ind_weeks_full: doc(
    'Full weeks of running',
    '',
    0,
    'The same with at least 2 runs instead of the distance.',
    'The pain of the runs and the mornings after sessions',
  ),
  ind_days_to_goal: doc(
    'Days to the goal',
    'days',
    0,
    'To the earlier of the goal and the event.',
    'One of the dates',
  ),
  ind_goal_longest_pct: doc(
    'Of the longest run wanted',
    '%',
    0,
    'Longest run of 30 days by the goal or the event.',
    'One of the distances',
  ),
  ind_mic_count: doc(
    'Primary measures better',
    '',
    0,
    'With an important change at the newest follow-up.',
    followUp,
  ),
  ind_mic_recent: doc('Better in the last 28 days', '', 0, 'Primary measures that got there.', followUp),
  ind_worse_count: doc(
    'Measures worse',
    '',
    0,
    'Worse at their newest follow-up.',
    'A follow-up of a measure',
  ),
  ind_outcome_overdue_days: doc(
    'Questionnaire overdue',
    'days',
    0,
    'Of the oldest one that is open.',
    'One that is open',
  ),
  ind_energy_worse: words(
    'Low energy, newly',
    'Newly yes in the newest review form.',
    'Two forms with both answers',
    'Review 3 [73]',
  ),
  ind_review_due: doc(
    'Next review in',
    'days',
    0,
    'As agreed, else every $review_early_days days in the first $review_early_weeks weeks, then every $review_later_days.',
    program,
    'Review 2 [EO]',
  ),
  ind_flag_overdue: words('A flag past its target', 'Without a response.', none, 'Red flags 2'),
}

/** What else the rules of a review read. */
export const otherLabels: Readonly<Record<string, string>> = {
  unresolved_level: 'Gravest open flag',
  block_level: 'Block',
  open_alert_max: 'Gravest open alert',
  discharge_ok: 'Criteria for discharge',
  phase_ready: 'Ready for the next phase',
  acts_unanswered: 'Open, and not acknowledged',
  steps_up_open: 'Higher doses that wait',
  steps_down_open: 'Lower doses that wait',
  run_advice: 'Advice for running that waits',
  referral_unanswered: 'A flag that asks for a doctor has no answer',
  impact_against: 'Findings against running and jumping',
  tendon_program: 'Program for a tendon',
  groc: 'Rating of change',
  psfs_paired_mean: 'Own activities, mean now',
  swelling_now: 'Swelling at the start, or in the newest form',
  morning_swelling: 'Worst swelling on waking, 7 days',
  ex_red_last3: 'Red of the last 3 of one exercise',
  chk_stairs_nprs: 'Weekly check: stairs',
  chk_walk_nprs: 'Weekly check: brisk walking',
  chk_squat_nprs: 'Weekly check: ten squats',
  chk_stepdown_nprs: 'Weekly check: step down',
  no_running_goal: 'No running goal',
  goal_reached: 'Goal reached, says the patient',
  self_management_ok: 'Can explain the rules',
}

/** Options of indicators in words. */
export const optionWords: Readonly<Record<string, string>> = {
  yes: 'Yes',
  no: 'No',
  improving: 'Improving',
  worsening: 'Worsening',
  no_clear_trend: 'No clear trend',
  open: 'Open',
  none: 'None',
}

/** The rows of a review, part by part. */
export const rowGroups = {
  pain: [
    'ind_pain_7d',
    'ind_pain_start',
    'ind_pain_slope_wk',
    'ind_trend',
    'ind_flare',
    'ind_flare_free_days',
    'ind_plateau',
  ],
  doing: [
    'ind_adherence_pct',
    'ind_session_adherence_pct',
    'ind_extra_pct',
    'ind_days_since_log',
    'ind_green_pct',
    'ind_red_last3',
    'ind_morning_breaches_14d',
    'ind_swelling_days_7d',
    'ind_pain_skips_7d',
  ],
  running: [
    'ind_week_km',
    'ind_prev4_km',
    'ind_load_ratio',
    'ind_longest_30d_km',
    'ind_session_cap_km',
    'ind_session_spike_pct',
    'ind_unplanned_runs_7d',
    'ind_stage',
    'ind_stage_days',
  ],
  goals: [
    'ind_goal_week_pct',
    'ind_weeks_goal',
    'ind_weeks_full',
    'ind_goal_longest_pct',
    'ind_days_to_goal',
  ],
  program: ['ind_weeks', 'ind_phase_weeks', 'ind_phase_ratio', 'ind_top_count'],
  outcomes: ['ind_mic_count', 'ind_mic_recent', 'ind_worse_count', 'ind_outcome_overdue_days'],
} as const
