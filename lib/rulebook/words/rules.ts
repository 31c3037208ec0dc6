/** What a clinician reads for an id that a rule names. */
import { dischargeWords } from '#lib/content/discharge/criteria.ts'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import { findingWords } from '#lib/content/ids/finding-words.ts'
import { indicatorDocs, optionWords, otherLabels } from '#lib/content/review/indicators.ts'
import { inputAnswer, inputLabel } from '#lib/flags/cards/rules.ts'
import type { Trace } from '#lib/rules/explain.ts'
import { parseRule } from '#lib/rules/parse.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import type { Comparison, Condition } from '#lib/rules/tree.ts'

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
  func_hop_pain: 'Pain in ten hops',
  min_bridge_sl: 'Single-leg bridge, the side with fewer',
  diff_bridge_sl_pct: 'Single-leg bridge, difference between the sides, %',
  side_heel_raise_pct: 'Heel raises, difference between the sides, %',
  chg_stepdown: 'Step-down score, change since the first',
  chg_hip_abd_pct: 'Hip abduction strength, change since the first, %',
  chg_noble_nprs: 'Pain in the Noble test, change since the first',
  lsi_leg_press: 'Leg press, of the other side, %',
  run_excess: 'Pain while running above the limit',
  run_km: 'Distance of the run, km',
  day_worst_pain: 'Worst pain of the day',
  wells_dvt_score: 'Wells score for thrombosis',
  calf_girth_diff_cm: 'Calf girth, difference between the sides, cm',
  ottawa_positive: 'Ottawa knee rule positive',
  no_running_goal: 'No goal of running, by choice',
  akps: 'Anterior Knee Pain Scale',
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

const comparisons: Readonly<Record<Comparison, string>> = {
  '<': 'below',
  '<=': 'at most',
  '>': 'above',
  '>=': 'at least',
}

/** What stands on the right of a comparison, as it is read after "at most". */
const limitWords: Readonly<Record<string, string>> = {
  run_limit: 'the limit of the phase',
  ex_limit: 'the limit of the phase',
  hop_limit: 'the limit of the phase',
  item_limit: 'the limit of the item',
  need_n: 'what a step needs',
}

const optionLabel = (id: string, option: string): string =>
  optionWords[option] ?? inputAnswer({ id, value: option, state: 'known' })

function found(id: string, value: RuleValue): string {
  if (typeof value === 'number') return String(Math.round(value * 10) / 10)
  return typeof value === 'string' ? optionLabel(id, value) : inputAnswer({ id, value, state: 'known' })
}

const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

/** "at most 2", "Zero or Trace". */
function asked(one: Condition): string {
  switch (one.kind) {
    case 'equals':
      return typeof one.value === 'number' ? `${one.value}` : optionLabel(one.id, one.value.text)
    case 'compare': {
      const right =
        typeof one.right === 'number'
          ? one.right
          : (limitWords[one.right.text] ?? ruleInputLabel(one.right.text))
      return `${comparisons[one.operator]} ${right}`
    }
    case 'in':
    case 'includes':
      return oneOf(one.names.map(({ text }) => optionLabel(one.id, text)))
    default:
      return 'an answer'
  }
}

/** The conditions that decided, and whether the rule asks for the opposite of each. */
const leavesOf = (trace: Trace, isDenied = false): { trace: Trace; isDenied: boolean }[] =>
  trace.kind === 'condition'
    ? [{ trace, isDenied }]
    : trace.parts
        .filter(({ decided }) => decided)
        .flatMap((part) => leavesOf(part, (trace.kind === 'not') !== isDenied))

/**
 * What keeps a rule from being true, in words: what was found and what is asked for. "Exercises done: 60, asked for: at least
 * 70", "Block: Programme". Empty for a rule that is true; what is missing is not among it.
 */
export function keptWords(trace: Trace): readonly string[] {
  if (trace.result === 'T') return []
  const words = leavesOf(trace).flatMap(({ trace: leaf, isDenied }) => {
    const { root } = parseRule(leaf.text)
    const input = leaf.inputs[0]
    if (!input || input.state === 'missing' || !('id' in root)) return []
    const said = `${ruleInputLabel(input.id)}: ${found(input.id, input.value)}`
    return [isDenied ? said : `${said}, asked for: ${asked(root)}`]
  })
  return [...new Set(words)]
}
