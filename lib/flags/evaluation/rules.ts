/**
 * Evaluates the red flags (clinical/red-flags.md 3 and 3.2).
 *
 *   evaluateFlags(values, 'intake', limits)       // intake values, at every saved section, intake or review form
 *   evaluateFlags(values, 'assessment', limits)   // findings with `<id>_left`/`_right`, and intake values
 *   evaluateFlags(values, 'log', limits)          // log values, and intake values
 *
 * A log with `new_injury` also goes through the triggers of the intake; put `rf_trauma` 'yes' and the injury answers
 * into the values. `raised(results)` are the flags to show; the whole list is for the physiotherapist.
 */

import { flagsReading, triggersWith } from '#lib/content/flags/index.ts'
import { flagTable } from '#lib/content/flags/table.ts'
import type { FlagSpec, TargetTime } from '#lib/content/flags/types.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { flagLimits } from '#lib/content/limits/flags.ts'
import { type Limits, limitIds } from '#lib/content/limits/index.ts'
import { flagOf } from '#lib/flags/messages/rules.ts'
import type { FlagSource } from '#lib/flags/schema.ts'
import { unfolded } from '#lib/intake/derived/trace/rules.ts'
import { perLimits } from '#lib/limits/values/rules.ts'
import type { Truth } from '#lib/rules/evaluate.ts'
import { evaluate, or } from '#lib/rules/evaluate.ts'
import type { Trace, TraceInput } from '#lib/rules/explain.ts'
import { deciding, missingIds } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValues, Side } from '#lib/rules/registry.ts'
import { explainSides } from '#lib/rules/sides.ts'
import type { Rule } from '#lib/rules/tree.ts'

/** `superseded`: its trigger is true, and a flag that covers it is raised by the same answers. */
export type FlagOutcome = 'raised' | 'superseded' | 'absent' | 'not_assessed'

/** One trigger with its result; plain JSON, to be stored with the flag. */
export interface FlagTrace {
  readonly rule: string
  readonly result: Truth
  /** The side of two-sided findings that gave the result. */
  readonly side: Side | null
  readonly trace: Trace
}

export interface FlagResult {
  readonly id: string
  readonly flag: FlagSpec
  readonly outcome: FlagOutcome
  /** The raised flags that cover this one; empty unless superseded. */
  readonly supersededBy: readonly string[]
  /** Why it is not assessed; empty otherwise. */
  readonly missing: readonly string[]
  /** The answers that fired it, those behind a derived value beside it; empty unless raised or superseded. */
  readonly fired: readonly TraceInput[]
  readonly traces: readonly FlagTrace[]
  /** The target of this flag for this person; null: the default of its level. */
  readonly time: TargetTime | null
}

interface Trigger {
  readonly flagId: string
  readonly source: FlagSource
  readonly rule: Rule
}

/** Loaded with the module: a rule set with an error is not used. */
const loadedWith = perLimits((limits): readonly Trigger[] =>
  triggersWith(limits).map(({ rule, ...trigger }) => ({ ...trigger, rule: loadRule(rule, flagRuleIds) })),
)

const read = limitIds.map((id) => ({ id, flags: flagsReading(id) }))

/** The limits that the triggers of a flag name, to be stored with it; null when they name none. */
export function limitsOfFlag(flagId: string, limits: Limits): Partial<Limits> | null {
  const own = read.filter(({ flags }) => flags.includes(flagId))
  return own.length === 0 ? null : Object.fromEntries(own.map(({ id }) => [id, limits[id]]))
}

const shortTargets: ReadonlyMap<string, Rule> = new Map(
  flagTable.flatMap((flag) =>
    flag.target?.when ? [[flag.id, loadRule(flag.target.when.rule, flagRuleIds)] as const] : [],
  ),
)

/** The target of a flag for this person. An age that is not known counts as the one with the shorter target. */
export function timeOf(flag: FlagSpec, values: RuleValues): TargetTime | null {
  const short = shortTargets.get(flag.id)
  if (short && flag.target?.when && evaluate(short, { values }) !== 'F') return flag.target.when.time
  return flag.target?.default ?? null
}

function triggersFor(source: FlagSource, values: RuleValues, limits: Limits): readonly Trigger[] {
  const triggers = loadedWith(limits)
  const own = triggers.filter((trigger) => trigger.source === source)
  const safety = values.get('log_safety')
  const injury = source === 'log' && Array.isArray(safety) && safety.includes('new_injury')
  return injury ? [...own, ...triggers.filter((trigger) => trigger.source === 'intake')] : own
}

function traceOf(trigger: Trigger, values: RuleValues, limits: Limits): FlagTrace {
  const { result, trace, side } = explainSides(trigger.rule, { values, registry: flagRuleIds }, 'flag')
  return { rule: trigger.rule.text, result, side, trace: unfolded(trace, values, limits) }
}

/** What a form asks again is an answer behind a derived value, never the value itself: both fired it. */
const firedBy = (trace: Trace): readonly TraceInput[] =>
  deciding(trace).flatMap(({ inputs, parts }) => [...inputs, ...parts.flatMap(firedBy)])

const unique = (inputs: readonly TraceInput[]): readonly TraceInput[] => [
  ...new Map(inputs.map((input) => [input.id, input])).values(),
]

function resultOf(flag: FlagSpec, traces: readonly FlagTrace[], values: RuleValues): FlagResult {
  const truth = or(traces.map((trace) => trace.result))
  const outcome = truth === 'T' ? 'raised' : truth === 'F' ? 'absent' : 'not_assessed'
  const firing = traces.filter((trace) => trace.result === 'T')
  return {
    id: flag.id,
    flag,
    outcome,
    supersededBy: [],
    missing: truth === 'N' ? [...new Set(traces.flatMap((trace) => missingIds(trace.trace)))] : [],
    fired: unique(firing.flatMap((trace) => firedBy(trace.trace))),
    traces,
    time: timeOf(flag, values),
  }
}

/** Whether one of the ids answered on this occasion fired it; without such a list all answers are of this occasion. */
export const isNewEvidence = (result: FlagResult, answered?: ReadonlySet<string>): boolean =>
  !answered || result.fired.some((input) => answered.has(input.id))

/** Whether no flag that covers it is raised. One that is itself covered covers nothing, as it is not raised. */
export const isUncovered = (flag: FlagSpec, fires: (id: string) => boolean): boolean =>
  !flag.supersededBy.some((other) => fires(other) && isUncovered(flagOf(other), fires))

/** Marks what a raised flag covers; one that only older answers fire, which may long be settled, covers nothing. */
function supersede(results: readonly FlagResult[], answered?: ReadonlySet<string>): readonly FlagResult[] {
  const byId = new Map(results.map((result) => [result.id, result]))
  const fires = (id: string): boolean => {
    const result = byId.get(id)
    return result?.outcome === 'raised' && isNewEvidence(result, answered)
  }
  return results.map((result) => {
    const { flag } = result
    const covering =
      result.outcome === 'raised'
        ? flag.supersededBy.filter((other) => fires(other) && isUncovered(flagOf(other), fires))
        : []
    return covering.length > 0 ? { ...result, outcome: 'superseded', supersededBy: covering } : result
  })
}

/**
 * One result for every flag that the source can raise, in the order of the flag table. `limits`: those of the clinic.
 * `answered`: the ids of a log or an examination that also reads older answers; leave it out for a form.
 */
export function evaluateFlags(
  values: RuleValues,
  source: FlagSource,
  limits: Limits,
  answered?: ReadonlySet<string>,
): readonly FlagResult[] {
  const active = triggersFor(source, values, limits)
  const results = flagTable.flatMap((flag) => {
    const own = active.filter((trigger) => trigger.flagId === flag.id)
    if (own.length === 0) return []
    return [
      resultOf(
        flag,
        own.map((trigger) => traceOf(trigger, values, limits)),
        values,
      ),
    ]
  })
  return supersede(results, answered)
}

/** Whether what was answered on this occasion fires a trigger of the flag, whatever covers it. */
export function firesAnew(
  flagId: string,
  source: FlagSource,
  { values, answered }: { readonly values: RuleValues; readonly answered: ReadonlySet<string> },
  limits: Limits,
): boolean {
  const own = triggersFor(source, values, limits).filter((trigger) => trigger.flagId === flagId)
  const traces = own.map((trigger) => traceOf(trigger, values, limits))
  const result = resultOf(flagOf(flagId), traces, values)
  return result.outcome === 'raised' && isNewEvidence(result, answered)
}

/**
 * The triggers of a flag that an occasion of this source can have fired, with their results: of a log that tells of an injury those
 * of the intake, too.
 */
export const tracesOf = (
  flagId: string,
  source: FlagSource,
  values: RuleValues,
  limits: Limits,
): readonly FlagTrace[] =>
  loadedWith(limits)
    .filter((one) => one.flagId === flagId)
    .filter((one) => one.source === source || (source === 'log' && one.source === 'intake'))
    .map((trigger) => traceOf(trigger, values, limits))

export const raised = (results: readonly FlagResult[]): readonly FlagResult[] =>
  results.filter((result) => result.outcome === 'raised')

/**
 * The flags that these answers of forms raise with a limit more cautious than the default and that the case does not have:
 * the answers were judged before the clinic set it. `known`: all of the case, settled ones too.
 */
export function raisedByLimits(values: RuleValues, limits: Limits, known: ReadonlySet<string>): string[] {
  if (flagLimits.every((one) => limits[one.id] === one.default)) return []
  return raised(evaluateFlags(values, 'intake', limits)).flatMap(({ id }) =>
    limitsOfFlag(id, limits) && !known.has(id) ? [id] : [],
  )
}

export const notAssessed = (results: readonly FlagResult[]): readonly FlagResult[] =>
  results.filter((result) => result.outcome === 'not_assessed')
