export const reviewQuestionIds: readonly string[] = [
  'nprs_now',
  'nprs_worst_7d',
  'nprs_average_7d',
  'settle_time',
  'morning_stiffness',
  'swelling_now',
  'giving_way',
  'giving_way_with_pain',
  'patella_instability',
  'energy_low',
  'diet_restrict',
  'periods_status',
  'medical_conditions',
  'medications',
  'steroid_long',
  'psfs_1_score',
  'psfs_2_score',
  'psfs_3_score',
  'km_week_now',
  'runs_week_now',
  'hard_week_now',
  'km_longest_now',
]

/** History: it stays as it was told, unless it is told otherwise. */
export const reviewHistoryIds: readonly string[] = [
  'rf_knee_implant',
  'rf_cancer_history',
  'rf_prev_stress_fracture',
  'rf_inflammatory_history',
]

export const reviewConfirmIds: readonly string[] = [...reviewHistoryIds, 'medical_conditions', 'medications']
