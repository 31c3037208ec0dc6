/** The kinds of rules that a clinician can read and try. A new kind is one line here. */

import { defaultAlertLimits } from '#lib/alerts/findings/rules.ts'
import { clinicalIds } from '#lib/content/ids.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { reviewIds } from '#lib/content/review/advice.ts'
import { sources as references } from '#lib/content/sources.ts'
import { parseRule } from '#lib/rules/parse.ts'
import { joinRegistries, type Registry, registryOf } from '#lib/rules/registry.ts'
import { idsOf } from '#lib/rules/tree.ts'
import { alertRules } from './alerts/rules.ts'
import { dischargeRules } from './discharge/rules.ts'
import { factorRules } from './factors/rules.ts'
import { flagRules } from './flags/rules.ts'
import { indicatorRules } from './indicators/rules.ts'
import { minimumRules } from './minimum/rules.ts'
import { patternRules } from './patterns/rules.ts'
import { phaseRules } from './phases/rules.ts'
import { planRules } from './plan/rules.ts'
import { progressionRules } from './progression/rules.ts'
import { questionRules } from './questions/rules.ts'
import { reviewAdviceRules } from './review/rules.ts'
import { runningRules } from './running/rules.ts'
import type { RuleEntry, RuleNumbers, RuleSource } from './schema.ts'
import { valueRules } from './values/rules.ts'

const sourcesOf = (numbers: RuleNumbers): readonly RuleSource[] => [
  ...[flagRules, factorRules, patternRules, valueRules].map((source) => source(numbers)),
  ...[planRules, minimumRules(numbers), phaseRules(numbers), progressionRules, runningRules(numbers)],
  ...[alertRules(numbers), reviewAdviceRules(numbers), dischargeRules, indicatorRules(numbers)],
  questionRules,
]

export const defaultNumbers: RuleNumbers = { limits: defaultLimits, alertLimits: defaultAlertLimits }
const byDefault = new Map(
  sourcesOf(defaultNumbers).flatMap(({ entries }) => entries.map((entry) => [entry.id, entry] as const)),
)

/** An entry with what it says by default beside each text in which the clinic has set a number. */
function compared(entry: RuleEntry): RuleEntry {
  const standard = byDefault.get(entry.id)
  if (!standard) return entry
  return {
    ...entry,
    ...(entry.says === standard.says ? {} : { saysByDefault: standard.says }),
    rules: entry.rules.map((one, at) => {
      const text = standard.rules[at]?.text ?? one.text
      return one.text === text ? one : { ...one, byDefault: text }
    }),
  }
}

/** Whether a number of it was set by the clinic. */
export const hasOwnNumbers = ({ saysByDefault, rules }: RuleEntry): boolean =>
  saysByDefault !== undefined || rules.some(({ byDefault: text }) => text !== undefined)

/** Every rule with the numbers that hold in a clinic. */
export const ruleSourcesWith = (numbers: RuleNumbers): readonly RuleSource[] =>
  sourcesOf(numbers).map((source) => ({ ...source, entries: source.entries.map(compared) }))

/** Every id that one of these rules may name. */
export const rulebookIds: Registry = joinRegistries(clinicalIds, registryOf(reviewIds))

/** A kind by its id; the first one for anything else. */
export const ruleSource = (sources: readonly RuleSource[], id: string | undefined): RuleSource => {
  const found = sources.find((source) => source.id === id) ?? sources[0]
  if (!found) throw new Error('There are no rules')
  return found
}

export const ruleEntry = (
  sources: readonly RuleSource[],
  id: string | undefined,
): { source: RuleSource; entry: RuleEntry } | null => {
  for (const source of sources) {
    const entry = source.entries.find((one) => one.id === id)
    if (entry) return { source, entry }
  }
  return null
}

/** The source that a limit of an area belongs to, where it is called otherwise: the titles of two may be one. */
const ownSource: Readonly<Record<string, string>> = { review: 'indicators' }

/** Where the rule stands that reads a limit of this area, by its title; null for what has no entry of its own. */
export function placeOfRule(sources: readonly RuleSource[], title: string, area: string): string | null {
  const own = ownSource[area] ?? area
  for (const { id, entries } of sources.toSorted((a, b) => Number(b.id === own) - Number(a.id === own))) {
    const entry = entries.find((one) => one.title === title)
    if (entry) return `/library/rules?${new URLSearchParams({ source: id })}#${entry.id}`
  }
  return null
}

/** Whether it can be tried with made-up values. */
export const isTriable = ({ rules }: RuleEntry): boolean => rules.length > 0

/** What the rules of an entry read, each once. */
export const inputsOf = (entry: RuleEntry): readonly string[] => [
  ...new Set(entry.rules.flatMap(({ text }) => idsOf(parseRule(text)))),
]

/** Entries that hold every word, in their title, their text or a rule. */
export function matching(source: RuleSource, search: string): readonly RuleEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const textOf = (entry: RuleEntry) =>
    [entry.id, entry.title, entry.says, ...entry.rules.map(({ text }) => text)].join(' ').toLowerCase()
  return source.entries.filter((entry) => words.every((word) => textOf(entry).includes(word)))
}

/** The references that a text names as `[n]`, in the order of their numbers. */
export function referencesOf(text: string): { number: number; reference: string }[] {
  const numbers = [...text.matchAll(/\[(\d+)(?: GK)?\]/g)].map((match) => Number(match[1]))
  return [...new Set(numbers)]
    .toSorted((a, b) => a - b)
    .flatMap((number) => (references[number] ? [{ number, reference: references[number] }] : []))
}
