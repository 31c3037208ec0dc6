/** What a clinician reads for an id that a rule names. */
import { dischargeWords } from '#lib/content/discharge/criteria.ts'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import { findingWords } from '#lib/content/ids/finding-words.ts'
import { indicatorDocs, otherLabels } from '#lib/content/review/indicators.ts'
import { inputLabel } from '#lib/flags/cards/rules.ts'

/** Values that only the rules of a program and of a run read (clinical/programmes.md 1–3). */
const programWords: Readonly<Record<string, string>> = {
  max_pain: 'Pain during or within an hour after, the larger one',
  item_limit: 'Limit of the exercise or run',
  run_limit: 'Pain limit of a run in this phase',
  ex_limit: 'Pain limit of an exercise in this phase',
  hop_limit: 'Pain limit of ten hops in this phase',
  morning_breach: 'Next morning over the limit',
  log_flagged: 'A safety answer of the log stands for a flag or an injury',
  amber_ok: 'Amber counts as good in this phase',
  need_n: 'Good sessions in a row that a step needs',
  hold_bias: 'Steps are held longer',
  ex_last: 'Last session of the exercise',
  ex_red_last3: 'Red among the last three sessions',
  ex_completed_pct: 'Done of what was prescribed, %',
  ex_good_streak: 'Good sessions in a row at this dose',
  ex_top: 'At the top of the ladder',
  ex_top_rounds: 'Rounds of good sessions at the top',
  run_last: 'Last run',
  run_over_streak: 'Runs over the limit in a row',
  run_red_14d: 'Red runs in 14 days',
  run_back_14d: 'Times gone back a stage before these, 14 days',
  run_good_streak: 'Good runs in a row of this stage',
  run_finished: 'Finished as planned',
  run_settle: 'Back to before within an hour',
  top_pattern: 'Pattern with the most points',
  top_muscle_factor: 'Strength or flexibility factor with the most points',
  n_palp_recorded: 'Palpation findings recorded',
  n_func_recorded: 'Function tests recorded',
  safety_age_days: 'Days since the safety questions',
  red_flags_reviewed: 'Red flags reviewed',
}

const patternTitles: ReadonlyMap<string, string> = new Map(patterns.map(({ id, title }) => [id, title]))

/** "Good sessions in a row: Bridge", of `ind_good_<exercise>` and `ind_top_<exercise>`. */
function exerciseWords(id: string): string | null {
  const found = /^ind_(good|top)_(ex_[a-z0-9_]+)$/.exec(id)
  const name = found?.[2] && exerciseById(found[2])?.name
  if (!name) return null
  return `${found?.[1] === 'good' ? 'Good sessions in a row' : 'At the top of the ladder'}: ${name}`
}

/** A finding is typed in: the unit belongs to the question. */
function withUnit(id: string): string {
  const unit = findingWords(id)?.unit
  return unit ? `${inputLabel(id)}, ${unit}` : inputLabel(id)
}

export const ruleInputLabel = (id: string): string =>
  programWords[id] ??
  indicatorDocs[id]?.label ??
  otherLabels[id] ??
  dischargeWords[id]?.label ??
  flagTitles[id] ??
  patternTitles.get(id) ??
  exerciseWords(id) ??
  withUnit(id)
