/**
 * Why a flag fired, in words for the physiotherapist: each condition of its rule with the answer given, not met and not
 * assessed ones too.
 *
 *   whyLines(result.traces)   // of one FlagResult
 */

import { factorById } from '#lib/content/factors/index.ts'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { findingWords } from '#lib/content/ids/finding-words.ts'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import type { FlagTrace } from '#lib/flags/evaluation/rules.ts'
import type { AnswerValue } from '#lib/intake/answers/schema.ts'
import { answerInWords, derivedInWords, derivedLabels } from '#lib/intake/words/rules.ts'
import { decidingInputs, type Trace, type TraceInput } from '#lib/rules/explain.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

export type WhyLine =
  | { kind: 'group'; depth: number; text: string }
  | {
      kind: 'condition'
      depth: number
      state: 'met' | 'not_met' | 'not_assessed'
      label: string
      answer: string
    }

const startUpper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const readable = (id: string) =>
  startUpper(
    id
      .replace(/^(rf|test|obs|palp|rom|ind|flag)_/, '')
      .replace(/_(left|right)$/, ' ($1)')
      .replaceAll('_', ' '),
  )

/** The short wording of an id for a list of conditions; of a question what the patient was asked. */
export function inputLabel(id: string): string {
  if (id === 'log_safety') return 'Since the last entry'
  const known = questionById.get(id)?.wording ?? derivedLabels[id]?.label ?? factorById(id)?.title
  return known ?? labelOfFinding(id) ?? readable(id)
}

function labelOfFinding(id: string): string | null {
  const side = /_(left|right)$/.exec(id)?.[1]
  const label = findingWords(id)?.label
  return label && side ? `${label} (${side})` : (label ?? null)
}

/** "34°", "82 %", "Positive": a measured value with its unit. */
function findingAnswer(id: string, value: RuleValue): string | null {
  const words = findingWords(id)
  if (!words || value === null) return null
  if (Array.isArray(value)) return value.map(readable).join(', ')
  if (typeof value !== 'number') return readable(`${value}`)
  const text = `${Math.round(value * 10) / 10}`.replace('-', '−')
  return words.unit ? `${text}${words.unit === '°' ? '' : ' '}${words.unit}` : text
}

export function inputAnswer({ id, value, state }: TraceInput): string {
  if (state === 'missing') return findingWords(id) ? 'Not examined' : 'Not answered'
  if (id === 'log_safety' && Array.isArray(value)) return value.map(safetyWords).join('; ')
  const question = questionById.get(id)
  // Rules see zones without their side; the label of the zone is the same.
  const text = question
    ? answerInWords(question, value as AnswerValue)
    : (findingAnswer(id, value) ?? derivedInWords(id, value))
  return text ?? (Array.isArray(value) ? value.map(readable).join(', ') : String(value ?? 'Not answered'))
}

const safetyWords = (id: string) => logSafetyOptions.find((option) => option.id === id)?.label ?? readable(id)

const limits: Readonly<Record<string, string>> = {
  '>=': 'at least',
  '<=': 'at most',
  '>': 'more than',
  '<': 'less than',
}

/** "at least 55" of `age_years >= 55`; empty for a condition that is not about a number. */
function limitOf(text: string): string {
  const found = /(>=|<=|>|<)\s*(-?[\d.]+)$/.exec(text.trim())
  return found ? ` (${limits[found[1] ?? ''] ?? ''} ${found[2]})` : ''
}

/** Of a question with several answers, those that the rule looks for. */
function lookedFor(trace: Trace, id: string): string {
  const found = /\bincludes(?:_any)?\s+\{?([^}]*)\}?$/.exec(trace.text.trim())
  if (!found) return ''
  const label = (option: string) =>
    id === 'log_safety'
      ? safetyWords(option)
      : (questionById.get(id)?.options.find((one) => one.id === option)?.label ?? readable(option))
  return `: ${(found[1] ?? '')
    .split(',')
    .map((option) => label(option.trim()))
    .join(' / ')}`
}

/** The specification's text for the screen: without references to other files and ids, comparisons in words. */
export const physioWords = (text: string): string =>
  text
    .replace(/ \(see [^)]*\)/g, '')
    .replace(/ \([a-z]+_[a-z_]+\)/g, '')
    .replace('The answers of rf_dvt_risk', 'The answers about the risk of a clot')
    .replace(/ if ([^.;]*), al_[a-z0-9_]+/g, ' if $1')
    .replaceAll('>= ', 'at least ')
    .replaceAll('<= ', 'at most ')
    .replaceAll('< ', 'below ')
    .replaceAll(' →', ':')

const states = { T: 'met', F: 'not_met', N: 'not_assessed' } as const

function lines(trace: Trace, depth: number, first: boolean, labelOf: (id: string) => string): WhyLine[] {
  if (trace.kind === 'always') return []
  if (trace.kind === 'condition') {
    const input = trace.inputs[0]
    if (!input) return []
    const label = `${labelOf(input.id)}${lookedFor(trace, input.id)}${limitOf(trace.text)}`
    const known = input.id === 'log_safety' && input.state === 'known'
    const answer = known ? (trace.result === 'T' ? 'Yes' : 'No') : inputAnswer(input)
    const behind = trace.decided ? trace.parts.flatMap((part) => lines(part, depth + 1, true, labelOf)) : []
    return [{ kind: 'condition', depth, state: states[trace.result], label, answer }, ...behind]
  }
  if (trace.kind === 'not') {
    return [
      { kind: 'group', depth, text: 'not' },
      ...trace.parts.flatMap((part) => lines(part, depth + 1, true, labelOf)),
    ]
  }
  if (trace.kind === 'and' && first && depth === 0) {
    return trace.parts.flatMap((part) => lines(part, 0, false, labelOf))
  }
  const text = trace.kind === 'or' ? 'at least one of' : 'all of'
  return [
    { kind: 'group', depth, text: first ? startUpper(text) : `and ${text}` },
    ...trace.parts.flatMap((part) => lines(part, depth + 1, true, labelOf)),
  ]
}

/** Of the triggers that are true those that the stored answers fired; all of them where that cannot be told. */
export function firedBy(
  traces: readonly FlagTrace[],
  inputs: Readonly<Record<string, RuleValue>>,
): readonly FlagTrace[] {
  const own = traces.filter(
    ({ result, trace }) =>
      result === 'T' && decidingInputs(trace).every(({ id }) => Object.hasOwn(inputs, id)),
  )
  return own.length > 0 ? own : traces
}

/** The lines of the triggers that fired; of all of them when none did. `labelOf`: what an id is called. */
export function whyLines(traces: readonly FlagTrace[], labelOf = inputLabel): WhyLine[] {
  const firing = traces.filter((trace) => trace.result === 'T')
  const shown = firing.length > 0 ? firing : traces
  return shown.flatMap((trace) => lines(trace.trace, 0, true, labelOf))
}
