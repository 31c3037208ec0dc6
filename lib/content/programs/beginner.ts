import type { BeginnerRun } from './types.ts'

export const beginnerRuns: readonly BeginnerRun[] = [
  { week: 1, days: 3, repeats: 6, jog: 1, walk: 3 },
  { week: 2, days: 3, repeats: 7, jog: 1, walk: 2.5 },
  { week: 3, days: 3, repeats: 7, jog: 1.5, walk: 2 },
  { week: 4, days: 3, repeats: 7, jog: 1, walk: 2.5 },
  { week: 5, days: 3, repeats: 6, jog: 2.5, walk: 2 },
  { week: 6, days: 3, repeats: 5, jog: 3.5, walk: 1.5 },
  { week: 7, days: 3, repeats: 4, jog: 5, walk: 1.5 },
  { week: 8, days: 3, repeats: 5, jog: 3.5, walk: 1.5 },
  { week: 9, days: 3, repeats: 3, jog: 8, walk: 1 },
  { week: 10, days: 1, repeats: 2, jog: 13, walk: 1 },
  { week: 10, days: 2, repeats: 1, jog: 25, walk: 0 },
]

/** Novices of that weight who ran more in their first week were injured more often [13]. Kilometers of jogging in total. */
export const firstWeekLimit = { rule: 'bmi > 30', km: 3 } as const
