/**
 * Which alerts are true (clinical/review.md 3).
 *
 *   alertFindings(values, occasion, limits)  // one Finding an alert, in the order of the table
 */

import { type Severity, severities } from '#lib/alerts/schema.ts'
import { alertTable } from '#lib/content/alerts/table.ts'
import type { AlertSpec } from '#lib/content/alerts/types.ts'
import { clinicalIds } from '#lib/content/ids.ts'
import { alertLimits } from '#lib/content/limits/alerts.ts'
import { evaluate, type Truth } from '#lib/rules/evaluate.ts'
import { decidingInputs, explain } from '#lib/rules/explain.ts'
import { withNumbers } from '#lib/rules/numbers.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { idsOf, type Rule } from '#lib/rules/tree.ts'
import type { AlertLimits, Finding, Occasion } from './schema.ts'

export const defaultAlertLimits: AlertLimits = Object.fromEntries(
  alertLimits.map((one) => [one.id, one.default]),
)

/** A rule with the numbers in their places. */
export const ruleText = (rule: string, values: AlertLimits = defaultAlertLimits): string =>
  withNumbers(rule, values)

/** Parsed rules by their text; as many as there are combinations of limits in use, and never more than these. */
const parsed = new Map<string, Rule>()
const mostParsed = 2000

function ruleOf(text: string): Rule {
  const known = parsed.get(text)
  if (known) return known
  if (parsed.size >= mostParsed) parsed.clear()
  const rule = loadRule(text, clinicalIds)
  parsed.set(text, rule)
  return rule
}

/** Every id that a rule of an alert reads. */
export const alertInputIds: ReadonlySet<string> = new Set(
  alertTable.flatMap(({ levels, yields }) =>
    [...levels, ...(yields ? [yields] : [])].flatMap(({ rule }) => idsOf(ruleOf(ruleText(rule)))),
  ),
)

type Level = { severity: Severity; text: string; rule: Rule }
type Prepared = { spec: AlertSpec; levels: readonly Level[]; yields: Rule | null }

/** Most clinics never change a number, and those who do change few: the last set is kept with its rules. */
let prepared: { key: string; list: readonly Prepared[] } | null = null

function prepare(values: AlertLimits): readonly Prepared[] {
  const key = JSON.stringify(values)
  if (prepared?.key === key) return prepared.list
  const list = alertTable.map((spec) => ({
    spec,
    levels: spec.levels.map(({ severity, rule }) => {
      const text = ruleText(rule, values)
      return { severity, text, rule: ruleOf(text) }
    }),
    yields: spec.yields ? ruleOf(ruleText(spec.yields.rule, values)) : null,
  }))
  prepared = { key, list }
  return list
}

export const graver = (a: Severity, b: Severity): boolean => severities.indexOf(a) < severities.indexOf(b)

const merged = (base: RuleValues, over: RuleValues | null): RuleValues =>
  over ? new Map<string, RuleValue>([...base, ...over]) : base

function oneFinding({ spec, levels, yields }: Prepared, sets: readonly RuleValues[]): Finding {
  const none = { alertId: spec.id, severity: null, rule: '', inputs: {} }
  if (spec.yields && yields && sets.some((values) => evaluate(yields, { values }) === 'T'))
    return { ...none, truth: 'F', yieldsTo: spec.yields.to }
  let unknown = sets.length === 0
  for (const { severity, text, rule } of levels) {
    for (const values of sets) {
      const truth: Truth = evaluate(rule, { values })
      if (truth === 'N') unknown = true
      if (truth !== 'T') continue
      const inputs = decidingInputs(explain(rule, { values })).map(({ id, value }) => [id, value] as const)
      return { alertId: spec.id, truth, severity, rule: text, inputs: Object.fromEntries(inputs) }
    }
  }
  return { ...none, truth: unknown ? 'N' : 'F' }
}

/**
 * What every alert says. `base`: values of the case by id. A rule about a log or a run is not assessed without one, unless a
 * part of it about the case decides. Pure; the order of the entries behind the values does not matter.
 */
export function alertFindings(
  base: RuleValues,
  occasion: Occasion,
  limits: AlertLimits = defaultAlertLimits,
): readonly Finding[] {
  const withLog = merged(base, occasion.log)
  return prepare(limits).map((one) => {
    if (one.spec.about === 'case') return oneFinding(one, [base])
    return oneFinding(one, one.spec.about === 'log' ? [withLog] : occasion.runs)
  })
}
