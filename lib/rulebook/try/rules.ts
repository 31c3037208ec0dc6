/**
 * A rule tried with made-up values, typed into a form that a GET sends: nothing is stored.
 *
 *   tryRules(entry, new URLSearchParams('in.sleep_hours=5'))
 */
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { type WhyLine, whyLines } from '#lib/flags/cards/rules.ts'
import { explain } from '#lib/rules/explain.ts'
import { parseRule } from '#lib/rules/parse.ts'
import type { IdSpec, RuleValue } from '#lib/rules/registry.ts'
import { inputsOf, rulebookIds } from '../rules.ts'
import type { RuleEntry } from '../schema.ts'
import { ruleInputLabel } from '../words/rules.ts'

export type TryField = {
  id: string
  /** The name of the field in the form. */
  name: string
  label: string
  kind: 'number' | 'option' | 'list' | 'text'
  options: { value: string; label: string }[]
  /** What was typed; for a list what was ticked. */
  typed: string[]
  error: string | null
}

export type TryResult = {
  label: string
  state: 'met' | 'not_met' | 'not_assessed'
  text: string
  why: WhyLine[]
}

export type Tried = {
  fields: TryField[]
  /** Null until a value is given. */
  results: TryResult[] | null
}

/** What comes from an address: one value, several, or none. */
export type Query = Readonly<Record<string, string | string[] | undefined>>

const states = { T: 'met', F: 'not_met', N: 'not_assessed' } as const
const fieldName = (id: string) => `in.${id}`
const readable = (id: string) => {
  const text = id.replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Patterns and factors are options too, and have titles. */
const optionWords = (option: string) =>
  /^(pat|fac)_/.test(option) ? ruleInputLabel(option) : readable(option)

const typedOf = (query: Query, name: string): string[] => {
  const value = query[name]
  return (Array.isArray(value) ? value : [value ?? '']).map((one) => one.trim()).filter((one) => one !== '')
}

const isNumber = /^[-−]?\d{1,9}([.,]\d{1,9})?$/

function problemOf(spec: IdSpec, typed: readonly string[]): string | null {
  const [first] = typed
  if (first === undefined) return null
  if (spec.type === 'number') {
    if (isNumber.test(first) || spec.options?.includes(first)) return null
    return 'Please enter a number, or leave it empty for “not assessed”.'
  }
  if (spec.type === 'option' || spec.type === 'list')
    return typed.every((one) => spec.options.includes(one)) ? null : 'Please choose from the list.'
  return null
}

function chosenValue(spec: IdSpec, typed: readonly string[]): RuleValue {
  const [first] = typed
  if (first === undefined) return null
  if (spec.type === 'list') return typed
  if (spec.type === 'number' && isNumber.test(first)) return Number(first.replace(',', '.').replace('−', '-'))
  return first
}

function fieldOf(id: string, query: Query): TryField & { spec: IdSpec } {
  const spec: IdSpec = rulebookIds.get(id) ?? { type: 'text' }
  const name = fieldName(id)
  const typed = typedOf(query, name)
  const asked = id === 'log_safety' ? logSafetyOptions : questionById.get(id)?.options
  const label = (option: string) => asked?.find((one) => one.id === option)?.label ?? optionWords(option)
  const options = 'options' in spec && spec.options ? spec.options : []
  return {
    id,
    name,
    spec,
    label: ruleInputLabel(id),
    kind: spec.type === 'date' ? 'text' : spec.type,
    options: spec.type === 'number' ? [] : options.map((value) => ({ value, label: label(value) })),
    typed,
    error: problemOf(spec, typed),
  }
}

/** Each rule of an entry with these values. Two-sided findings stand for the side that is looked at. */
export function tryRules(entry: RuleEntry, query: Query): Tried {
  const fields = inputsOf(entry).map((id) => fieldOf(id, query))
  const values = new Map<string, RuleValue>(
    fields
      .filter((field) => field.error === null)
      .map((field) => [
        field.spec.sided ? `${field.id}_left` : field.id,
        chosenValue(field.spec, field.typed),
      ]),
  )
  const asked = fields.some((field) => field.typed.length > 0)
  const results = entry.rules.map(({ label, text }): TryResult => {
    const trace = explain(parseRule(text), { values, registry: rulebookIds, side: 'left' })
    return {
      label,
      text,
      state: states[trace.result],
      why: whyLines([{ rule: text, result: trace.result, side: null, trace }], ruleInputLabel),
    }
  })
  return { fields: fields.map(({ spec: _, ...field }) => field), results: asked ? results : null }
}
