import type { DerivedSpec } from '#lib/content/intake/types.ts'

export const derivedSpecs: readonly DerivedSpec[] = [
  {
    id: 'age_years',
    definition: 'Completed years from date_of_birth to today (29 February counts as 1 March in common years)',
    nullWhen: 'date_of_birth missing',
  },
  {
    id: 'index_side',
    definition:
      'left: affected_side = left OR (affected_side = both AND worse_side = left); right: affected_side = right OR (affected_side = both AND worse_side = right); equal: always',
    nullWhen: 'affected_side missing, or both without worse_side',
    cases: [
      { option: 'left', rule: 'affected_side = left OR (affected_side = both AND worse_side = left)' },
      { option: 'right', rule: 'affected_side = right OR (affected_side = both AND worse_side = right)' },
      { option: 'equal', rule: 'always' },
    ],
  },
  { id: 'bmi', definition: 'weight_kg / (height_cm/100)²', nullWhen: 'either missing' },
  { id: 'km_rise', definition: 'km_week_onset − km_week_before', nullWhen: 'either missing' },
  {
    id: 'load_change_weekly_pct',
    definition: '100 × (km_week_onset − km_week_before) / km_week_before',
    nullWhen:
      'either missing, or km_week_before < 5 (a percentage of a tiny baseline misleads), unless the clinic compares with less',
  },
  {
    id: 'session_spike_pct',
    definition: '100 × (km_onset_run − km_longest_30d_before) / km_longest_30d_before',
    nullWhen: 'either missing, or km_longest_30d_before < 1',
  },
  { id: 'runs_change', definition: 'runs_week_onset − runs_week_before', nullWhen: 'either missing' },
  { id: 'hard_change', definition: 'hard_week_onset − hard_week_before', nullWhen: 'either missing' },
  {
    id: 'long_run_share_pct',
    definition: '100 × km_longest_now / km_week_now',
    nullWhen: 'either missing, or km_week_now < 5',
  },
  {
    id: 'surface_total_pct',
    definition: 'Sum of the six surface percentages; must be 100',
    nullWhen: 'any surface value missing',
  },
  {
    id: 'surface_hard_pct',
    definition: 'surface_road_pct + surface_concrete_pct',
    nullWhen: 'any surface value missing',
  },
  {
    id: 'surface_top_pct',
    definition: 'Largest of the six surface percentages',
    nullWhen: 'any surface value missing',
  },
  {
    id: 'pfj_load_count',
    definition:
      'Number of agg_stairs_up, agg_stairs_down, agg_squat, agg_sitting_long, agg_kneel rated mild or more (missing rows count 0)',
    nullWhen: 'all five not_tried or missing',
  },
  {
    id: 'agg_max',
    definition: 'Highest value (none 0, mild 1, moderate 2, severe 3) of the twelve agg_* rows',
    nullWhen: 'all twelve not_tried or missing',
  },
  { id: 'morning_increase', definition: 'nprs_next_morning − nprs_now', nullWhen: 'either missing' },
  {
    id: 'irritability',
    definition:
      'high: nprs_now >= $irritable_now_nprs OR nprs_worst_7d >= $irritable_worst_nprs OR settle_time in {over_24h, never_settles}; low: nprs_worst_7d <= $calm_worst_nprs AND settle_time in {within_1h, no_increase}; moderate: always',
    nullWhen: 'a rule above is not assessed',
    cases: [
      {
        option: 'high',
        rule: 'nprs_now >= $irritable_now_nprs OR nprs_worst_7d >= $irritable_worst_nprs OR settle_time in {over_24h, never_settles}',
      },
      {
        option: 'low',
        rule: 'nprs_worst_7d <= $calm_worst_nprs AND settle_time in {within_1h, no_increase}',
      },
      { option: 'moderate', rule: 'always' },
    ],
  },
  {
    id: 'symptom_stage',
    definition:
      'recent: symptom_weeks < $stage_recent_weeks; subacute: symptom_weeks <= $stage_subacute_weeks; persistent: always',
    nullWhen: 'symptom_weeks missing',
    cases: [
      { option: 'recent', rule: 'symptom_weeks < $stage_recent_weeks' },
      { option: 'subacute', rule: 'symptom_weeks <= $stage_subacute_weeks' },
      { option: 'persistent', rule: 'always' },
    ],
  },
  {
    id: 'periods_missed',
    definition:
      'yes: sex_at_birth in {female, intersex} AND age_years <= 55 AND periods_status = missed_3plus; no: always',
    nullWhen: 'the rule is not assessed',
    cases: [
      {
        option: 'yes',
        rule: 'sex_at_birth in {female, intersex} AND age_years <= 55 AND periods_status = missed_3plus',
      },
      { option: 'no', rule: 'always' },
    ],
  },
  {
    id: 'bone_risk',
    definition: 'yes: rf_prev_stress_fracture = yes OR energy_low = yes OR periods_missed = yes; no: always',
    nullWhen: 'the rule is not assessed',
    cases: [
      { option: 'yes', rule: 'rf_prev_stress_fracture = yes OR energy_low = yes OR periods_missed = yes' },
      { option: 'no', rule: 'always' },
    ],
  },
  {
    id: 'safety_age_days',
    definition:
      'Days from the newest complete set of safety answers (section 4, from an intake or a review form) to today',
    nullWhen: 'no complete set',
  },
  {
    id: 'psfs_average',
    definition: 'Mean of the answered PSFS activity scores (see outcome-measures.md)',
    nullWhen: 'no activity scored',
  },
]
