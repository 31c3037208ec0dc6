/** `ind_plateau` is `yes` when this is true, else `no` (clinical/review.md 2.3) [EO]. */
export const plateauRule =
  'ind_weeks >= 3 AND ind_trend = no_clear_trend AND ind_pain_slope_abs < 0.25 AND ind_pain_7d >= 3 AND ind_adherence_pct >= 70 AND ind_mic_recent = 0'
