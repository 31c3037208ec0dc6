import type { Limits } from '#lib/content/limits/index.ts'
import { withNumbers } from '#lib/rules/numbers.ts'

/** `$name` stands for a limit of lib/content/limits/review.ts. */
const written =
  'ind_weeks >= $plateau_weeks AND ind_trend = no_clear_trend AND ind_pain_slope_abs < $plateau_slope AND ind_pain_7d >= $plateau_pain AND ind_adherence_pct >= $plateau_adherence_pct AND ind_mic_recent = 0'

/** `ind_plateau` is `yes` when this is true, else `no` (clinical/review.md 2.3) [EO]. */
export const plateauRule = (limits: Limits): string => withNumbers(written, limits)
