/** What a clinician reads for an id that a rule names, and of a text whose values a case has. */
import { dischargeWords } from '#lib/content/discharge/criteria.ts'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import { findingWords } from '#lib/content/ids/finding-words.ts'
import { indicatorDocs, optionWords, otherLabels } from '#lib/content/review/indicators.ts'
import { inputAnswer, inputLabel } from '#lib/flags/cards/rules.ts'
import type { Trace, TraceInput } from '#lib/rules/explain.ts'
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
  test_stepdown_pain_nprs: 'Pain in the step-down test',
  test_squat_pain_nprs: 'Pain in the squat test',
  test_decline_squat_nprs: 'Pain in the decline squat',
  test_noble: 'Noble test',
  block_level: 'What red flags stop',
  ind_red_last3: 'Red results among the last three',
  ind_week_runs_ok: 'Three runs in the week, all finished and within the limit',
  lsi_knee_ext: 'Knee extension against the other side, %',
  lsi_hip_abd: 'Hip abduction against the other side, %',
  heel_raise_gap: 'Heel raises short of the norm',
  min_bridge_sl: 'Single-leg bridges on the weaker side',
  diff_bridge_sl_pct: 'Single-leg bridge, difference between the sides, %',
  side_heel_raise_pct: 'Heel raises, difference between the sides, %',
  chg_stepdown: 'Step-down score, change since the first',
  chg_hip_abd_pct: 'Hip abduction strength, change since the first, %',
  chg_noble_nprs: 'Pain in the Noble test, change since the first',
  lsi_leg_press: 'Leg press against the other side, %',
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

const patternTitles: ReadonlyMap<string, string> = new Map(
  patterns.map(({ id, title }) => [id, `Pattern: ${title.charAt(0).toLowerCase()}${title.slice(1)}`]),
)

/** "Good sessions in a row: Bridge", of `ind_good_<exercise>` and `ind_top_<exercise>`. */
function exerciseWords(id: string): string | null {
  const found = /^ind_(good|top)_(ex_[a-z0-9_]+)$/.exec(id)
  const name = found?.[2] && exerciseById(found[2])?.name
  if (!name) return null
  return `${found?.[1] === 'good' ? 'Good sessions in a row' : 'Top of the ladder'} (${name})`
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

/** Levels that no question has. */
const levels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  block_level: { none: 'nothing', impact: 'running and jumping', programme: 'the whole program' },
  unresolved_level: {
    none: 'none',
    monitor: 'keep in view',
    routine_referral: 'letter at the first visit',
    urgent_referral: 'check within days',
    same_day: 'today',
    emergency: 'emergency',
  },
}

const optionLabel = (id: string, option: string): string =>
  levels[id]?.[option] ?? optionWords[option] ?? inputAnswer({ id, value: option, state: 'known' })

/** A tenth is enough, unless it would hide that a limit was just missed. */
function amount(value: number, right: number | null): string {
  const tenth = Math.round(value * 10) / 10
  return String(tenth === right ? Math.round(value * 100) / 100 : tenth)
}

function found(id: string, value: RuleValue, right: number | null): string {
  if (typeof value === 'number') return amount(value, right)
  return typeof value === 'string' ? optionLabel(id, value) : inputAnswer({ id, value, state: 'known' })
}

const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

/** "2, the limit of the phase": the number where it is known. */
function limitText(id: string, inputs: readonly TraceInput[]): string {
  const words = limitWords[id] ?? ruleInputLabel(id)
  const value = inputs.find((input) => input.id === id)?.value
  return typeof value === 'number' ? `${amount(value, null)}, ${words}` : words
}

/** "at most 2", "Zero or Trace". */
function asked(one: Condition, inputs: readonly TraceInput[]): string {
  switch (one.kind) {
    case 'equals':
      return typeof one.value === 'number' ? `${one.value}` : optionLabel(one.id, one.value.text)
    case 'compare': {
      const right = typeof one.right === 'number' ? one.right : limitText(one.right.text, inputs)
      return `${comparisons[one.operator]} ${right}`
    }
    case 'in':
    case 'includes':
      return oneOf(one.names.map(({ text }) => optionLabel(one.id, text)))
    default:
      return 'an answer'
  }
}

/** What says nothing by itself: whom an alternative is for, and whether there is an answer at all. */
const isAside = (one: Condition): boolean =>
  one.id === 'affected_side' || one.kind === 'filled' || one.kind === 'known'

function conditionWords(trace: Trace, isDenied: boolean): string[] {
  const { root } = parseRule(trace.text)
  const input = trace.inputs[0]
  if (!input || input.state === 'missing' || !('id' in root) || isAside(root)) return []
  const right = root.kind === 'compare' && typeof root.right === 'number' ? root.right : null
  const said = `${ruleInputLabel(input.id)}: ${found(input.id, input.value, right)}`
  return [isDenied ? said : `${said} (asked for: ${asked(root, trace.inputs)})`]
}

/** One text for each thing that is asked for; of several that would do, all in one. */
function partWords(trace: Trace, isDenied: boolean): string[] {
  if (trace.kind === 'condition') return conditionWords(trace, isDenied)
  const parts = trace.parts.filter(({ decided }) => decided)
  if (trace.kind === 'not') return parts.flatMap((part) => partWords(part, !isDenied))
  const each = parts.map((part) => partWords(part, isDenied))
  const isEither = (trace.kind === 'or') !== isDenied
  if (!isEither) return each.flat()
  const ways = new Set(each.map((words) => words.join(' and ')).filter((words) => words !== ''))
  return ways.size === 0 ? [] : [[...ways].join(' or ')]
}

/**
 * What keeps a rule from being true, in words: what was found and what is asked for. "Exercises done: 60 (asked for: at least
 * 70)", "What red flags stop: the whole program". Empty for a rule that is true; what is missing is not among it.
 */
export const keptWords = (trace: Trace): readonly string[] =>
  trace.result === 'T' ? [] : [...new Set(partWords(trace, false))]

/** A text without the values that only a case has: "Your week has … day(s) without running". */
export const withoutValues = (text: string): string =>
  text.replace(/\[([^\]]*\{[^\]]*)\]/g, '$1').replace(/\{[a-z_]+\}/g, '…')
