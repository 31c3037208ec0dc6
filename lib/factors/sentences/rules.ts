/**
 * The explanation of a factor in plain words and the advice that goes with it (clinical/factors.md 5, 6 and 8.5). What a
 * patient reads after a physiotherapist released it.
 *
 *   explanation(factor, values)            // "Your longest run makes up 62 % of your week. …", or null
 *   adviceIds(['fac_shoe_worn'], values)   // ids in the order of the specification
 */
import { advice, adviceRules } from '#lib/content/factors/advice.ts'
import { formNoteSentence, formNoteWords } from '#lib/content/factors/form-notes.ts'
import { factorById } from '#lib/content/factors/index.ts'
import { sentences } from '#lib/content/factors/sentences.ts'
import type { AdviceSpec, SentenceSpec } from '#lib/content/factors/types.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { idsThen, indexSideOf } from '#lib/factors/inputs/rules.ts'
import type { StoredFactor } from '#lib/factors/schema.ts'
import { isTrue } from '#lib/rules/evaluate.ts'
import { deciding, decidingInputs, explain, type Trace } from '#lib/rules/explain.ts'
import { loadRule, parseRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues, Side } from '#lib/rules/registry.ts'
import { fromKm } from '#lib/tracking/run-logs/rules.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'

const byFactor: ReadonlyMap<string, SentenceSpec> = new Map(sentences.map((one) => [one.factorId, one]))
const byAdvice: ReadonlyMap<string, AdviceSpec> = new Map(advice.map((one) => [one.id, one]))

export const adviceById = (id: string): AdviceSpec | null => byAdvice.get(id) ?? null

const numberText = (value: number): string => `${Math.round(value * 10) / 10}`

/** Null for a value that is missing or is no number. */
function numberOf(id: string, values: RuleValues): number | null {
  const value: RuleValue = values.get(id) ?? null
  return typeof value === 'number' ? value : null
}

/** Of two sides equally bad the worse one: of all that a sentence shows of a side, the smaller number. */
function worseSide(id: string, values: RuleValues): Side {
  const [left, right] = (['left', 'right'] as const).map((side) => numberOf(`${id}_${side}`, values))
  return (right ?? Number.POSITIVE_INFINITY) < (left ?? Number.POSITIVE_INFINITY) ? 'right' : 'left'
}

type Shown = { readonly text: string; readonly where: string }

/** A number as it is written and, while both sides are equally bad, which side it was measured on. */
function shown(id: string, values: RuleValues): Shown | null {
  const sided = flagRuleIds.get(id)?.sided ?? false
  const index = indexSideOf(values)
  const side = index === 'equal' ? worseSide(id, values) : index
  const value = numberOf(sided ? `${id}_${side}` : id, values)
  if (value === null) return null
  return { text: numberText(value), where: sided && index === 'equal' ? ` on the ${side}` : '' }
}

/** The trace of the rule that gave the level, from the rule's text as it was stored; null for a level that a physio gave. */
function reachedTrace(factor: StoredFactor, values: RuleValues): Trace | null {
  const reached = factor.levels.find((one) => one.level === factor.level && one.result === 'T')
  if (!reached) return null
  const side = reached.side ? { side: reached.side } : {}
  return explain(parseRule(reached.rule), { values, registry: idsThen(values), ...side })
}

/** The option of `form_notes` that alone made the rule true; null when something else did too. */
function loneFormNote(trace: Trace): string | null {
  const known = decidingInputs(trace).filter((input) => input.state === 'known')
  if (known.length !== 1 || known[0]?.id !== 'form_notes') return null
  const at = deciding(trace).find((part) => part.inputs.some((input) => input.id === 'form_notes'))
  return /includes (\w+)$/.exec(at?.text ?? '')?.[1] ?? null
}

/** The value that made the rule true, with its unit, and the id of what it is measured by. */
function measured(spec: SentenceSpec, reasons: ReadonlySet<string>, values: RuleValues) {
  for (const { when, show, unit, norm } of spec.values ?? []) {
    const found = when.some((id) => reasons.has(id)) ? shown(show, values) : null
    if (found) return { text: `${found.text}${unit}${found.where}`, norm: norm ?? '' }
  }
  return null
}

type Read = (id: string) => string | null

/** Fills the braces; a part in square brackets without its value is left out, any other gap gives null. */
function fillSentence(text: string, read: Read, readPart: Read = read): string | null {
  const fill = (part: string, of: Read): string | null => {
    const ids = [...part.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
    if (ids.some((id) => of(id) === null)) return null
    return part.replace(/\{(\w+)\}/g, (_, id: string) => of(id) ?? '')
  }
  const whole = fill(
    text.replace(/\[([^\]]*)\]/g, (_, part: string) => fill(part, readPart) ?? ''),
    read,
  )
  if (whole === null) return null
  return whole
    .replace(/ {2,}/g, ' ')
    .replace(/ ([.,])/g, '$1')
    .replace(/\b(\d+(?:\.\d+)?) day\(s\)/g, (_, n: string) => `${n} ${n === '1' ? 'day' : 'days'}`)
    .replace(/(?<![\d.])1 miles\b/g, '1 mile')
}

const isDistance = (id: string) => /^km_|_km$/.test(id)

/** What is asked in whole numbers was typed so in miles as well. */
function distanceText(id: string, km: number, unit: DistanceUnit): string {
  const distance = fromKm(km, unit)
  return numberText(questionById.get(id)?.type === 'integer' ? Math.round(distance) : distance)
}

/** A sentence says kilometers; who runs in miles reads miles. */
const inUnit = (text: string, unit: DistanceUnit) => (unit === 'mi' ? text.replace(/ km\b/g, ' miles') : text)

/**
 * The explanation of a factor with the values it was found on. Null when a value that the sentence needs is not known,
 * as with a factor that a physiotherapist added without measuring. `unit`: in which distances are read.
 */
export function explanation(
  factor: StoredFactor,
  values: RuleValues,
  unit: DistanceUnit = 'km',
): string | null {
  const spec = byFactor.get(factor.id)
  if (!spec) return null
  const trace = reachedTrace(factor, values)
  const note = trace ? loneFormNote(trace) : null
  const words = note ? formNoteWords[note] : undefined
  if (words) return formNoteSentence.replace('{form_note}', words)
  const reasons = new Set(trace ? decidingInputs(trace).map((input) => input.id) : [])
  const value = measured(spec, reasons, values)
  const read: Read = (id) => {
    if (id === 'value') return value?.text ?? null
    const km = isDistance(id) ? numberOf(id, values) : null
    if (km !== null) return distanceText(id, km, unit)
    return shown(id === 'norm' ? (value?.norm ?? '') : id, values)?.text ?? null
  }
  // A part in brackets says why: a value that speaks against the sentence does not stand in it.
  const readReason: Read = (id) => (id === 'value' || id === 'norm' || reasons.has(id) ? read(id) : null)
  return fillSentence(inUnit(spec.text, unit), read, readReason)
}

const byRule = adviceRules.map(({ id, rule }) => ({ id, rule: loadRule(rule, flagRuleIds) }))
const always = ['adv_pain_rules', 'adv_seek_help']

/** The advice for these factors, and what everybody gets; each once, in the order of the specification. */
export function adviceIds(factorIds: readonly string[], values: RuleValues): string[] {
  const wanted = new Set([
    ...always,
    ...factorIds.flatMap((id) => factorById(id)?.advice ?? []),
    ...byRule.filter(({ rule }) => isTrue(rule, { values })).map(({ id }) => id),
  ])
  return advice.filter((one) => wanted.has(one.id)).map((one) => one.id)
}

/** Where an advice stands in the order of the specification. */
export const advicePosition = (id: string): number => advice.findIndex((one) => one.id === id)

/** A text with whom to call in it, as it is read; null while the clinic has not entered a number that it names. */
export function withNumbers(
  text: string,
  clinic: { emergencyNumber: string; outOfHoursPhone: string },
): string | null {
  const numbers: Readonly<Record<string, string>> = {
    emergency_number: clinic.emergencyNumber.trim(),
    out_of_hours_phone: clinic.outOfHoursPhone.trim(),
  }
  return fillSentence(text, (name) => numbers[name] || null)
}
