import { readingLabel } from '#lib/review/rows/rules.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

/** What the values of a progression rule are called on screen. */
const inputs: Readonly<Record<string, string>> = {
  ex_last: 'Last result',
  ex_red_last3: 'Red of the last 3',
  ex_completed_pct: 'Completed, %',
  ex_good_streak: 'Good in a row',
  ex_top: 'Top of the ladder',
  ex_top_rounds: 'Rounds at the top',
  amber_ok: 'Amber counts',
  need_n: 'Good ones needed',
  log_flagged: 'Safety answer flagged',
  run_last: 'Last run',
  run_over_streak: 'Over the limit in a row',
  run_red_14d: 'Red runs in 14 days',
  run_back_14d: 'Steps back in 14 days',
  run_good_streak: 'Good runs in a row',
  run_finished: 'Finished as planned',
  run_settle: 'Settled in 60 minutes',
  run_missed_weeks: 'Weeks without a run',
}

const values: Readonly<Record<string, string>> = {
  green: 'green',
  amber: 'amber',
  over_limit: 'over the limit',
  red: 'red',
  unknown: 'not known yet',
  no_increase: 'no increase',
}

export const inputWords = (id: string): string => inputs[id] ?? readingLabel(id)

export function suggestionValue(value: RuleValue): string {
  if (value === null) return 'not assessed'
  if (typeof value === 'number') return String(Math.round(value * 10) / 10)
  return typeof value === 'string' ? (values[value] ?? value) : value.join(', ')
}
