export const crossCheckRules: readonly string[] = [
  'nprs_now > nprs_worst_7d',
  'nprs_average_7d > nprs_worst_7d',
  'long_run_share_pct > 200',
  'running_status = stopped AND km_week_now > 0',
  'onset_type = gradual AND rf_trauma = yes',
  'rf_trauma = no AND (onset_type = sudden_injury OR onset_activity = fall_or_collision)',
  'onset_type = sudden_no_injury AND rf_trauma = yes',
]
