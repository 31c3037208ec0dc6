import { questionById } from '#lib/content/intake/questionnaire.ts'
import type { Answers, AnswerValue } from '#lib/intake/answers/schema.ts'
import { completeness } from '#lib/intake/completeness/rules.ts'

/** What most people answer; everything else is filled in by the first option that means nothing is wrong. */
const usual: Record<string, AnswerValue> = {
  preferred_contact: 'by_email',
  consent_data: 'yes',
  consent_not_emergency: 'yes',
  consent_assessment: 'yes',
  consent_share_doctor: 'yes',
  consent_messages: 'yes',
  rf_weight_bearing_now: 'normal',
  rf_bend_90: 'yes',
  rf_weight_bearing_initial: 'yes',
  rf_swelling_onset: 'no_swelling',
  main_problem: 'My knee aches on longer runs and on stairs afterwards.',
  first_or_recurrent: 'first_time',
  symptom_weeks: 5,
  onset_type: 'gradual',
  onset_activity: 'running',
  onset_run_context: ['longer_run', 'more_runs'],
  course: 'up_and_down',
  prior_treatment: ['rest'],
  preventive_measures_tried: ['reduced_running'],
  preventive_weeks: 2,
  imaging_done: ['none'],
  pain_spread: 'palm',
  nprs_now: 2,
  nprs_worst_7d: 6,
  nprs_average_7d: 4,
  running_status: 'reduced',
  nprs_during_run: 5,
  nprs_after_run: 4,
  nprs_next_morning: 3,
  run_pain_behaviour: 'worsens',
  run_pain_onset_min: 15,
  settle_time: 'within_24h',
  morning_stiffness: 'up_to_30',
  agg_stairs_up: 'mild',
  agg_stairs_down: 'moderate',
  agg_squat: 'moderate',
  agg_sitting_long: 'mild',
  agg_kneel: 'mild',
  agg_run_flat: 'moderate',
  agg_run_down: 'moderate',
  agg_jump_land: 'not_tried',
  running_years: 4,
  runner_type: 'recreational',
  km_week_before: 22,
  runs_week_before: 3,
  hard_week_before: 1,
  km_week_onset: 34,
  runs_week_onset: 4,
  hard_week_onset: 2,
  km_week_now: 12,
  runs_week_now: 2,
  hard_week_now: 0,
  km_longest_30d_before: 12,
  km_longest_now: 6,
  rest_days_week: 3,
  surface_road_pct: 60,
  surface_concrete_pct: 10,
  surface_track_pct: 0,
  surface_treadmill_pct: 0,
  surface_trail_pct: 30,
  surface_grass_pct: 0,
  shoe_pairs: 1,
  shoe_age_months: 14,
  shoe_km: 700,
  shoe_cushioning: 'medium',
  shoe_wear: ['midsole_creased'],
  shoe_comfort: 7,
  warmup_freq: 'sometimes',
  warmup_min: 5,
  cooldown_freq: 'never',
  stretch_days: 1,
  sleep_hours: 7,
  stress_level: 5,
  periods_status: 'regular',
  strength_days: 0,
  equipment: ['mini_band', 'step', 'dumbbells'],
  minutes_per_session: 30,
  days_available: ['mon', 'wed', 'fri', 'sat'],
  fear_run: 4,
  confidence_recover: 7,
  mood_2w: 'not_at_all',
  psfs_1_activity: 'Running for an hour',
  psfs_1_score: 4,
  psfs_2_activity: 'Going down stairs',
  psfs_2_score: 6,
  goal_text: 'Run ten kilometers again without thinking of my knee.',
  goal_km_week: 25,
  goal_longest_km: 12,
}

function plainAnswer(id: string): AnswerValue {
  const question = questionById.get(id)
  if (!question) throw new Error(`No question ${id}`)
  const calm = ['no', 'none', 'never', 'no_change', 'no_night_pain', 'not_at_all']
  const option = question.options.find((one) => calm.includes(one.id)) ?? question.options[0]
  if (question.type === 'multi') return [option?.id ?? 'none']
  if (option) return option.id
  return question.limits?.min ?? 0
}

/** A form that can be sent, from what is special about this person. Throws where it cannot be. */
export function filledForm(special: Answers, today: string): Answers {
  let answers: Answers = { ...usual, ...special }
  for (let round = 0; round < 6; round += 1) {
    const missing = completeness(answers, { today }).sections.flatMap((section) => section.missing)
    if (missing.length === 0) break
    answers = { ...answers, ...Object.fromEntries(missing.map((id) => [id, plainAnswer(id)])) }
  }
  const result = completeness(answers, { today })
  if (!result.canSubmit) {
    const left = result.sections.filter((section) => !section.complete)
    throw new Error(
      `A demo form is not complete: ${left.map((s) => `${s.id} ${[...s.missing, ...Object.keys(s.problems)].join(' ')}`).join('; ')}`,
    )
  }
  return answers
}
