/** The kinds of rules that a clinician can read and try. A new kind is one line here. */

import { clinicalIds } from '#lib/content/ids.ts'
import { reviewIds } from '#lib/content/review/advice.ts'
import { sources } from '#lib/content/sources.ts'
import { parseRule } from '#lib/rules/parse.ts'
import { joinRegistries, type Registry, registryOf } from '#lib/rules/registry.ts'
import { idsOf } from '#lib/rules/tree.ts'
import { alertRules } from './alerts/rules.ts'
import { dischargeRules } from './discharge/rules.ts'
import { factorRules } from './factors/rules.ts'
import { flagRules } from './flags/rules.ts'
import { minimumRules } from './minimum/rules.ts'
import { patternRules } from './patterns/rules.ts'
import { phaseRules } from './phases/rules.ts'
import { planRules } from './plan/rules.ts'
import { progressionRules } from './progression/rules.ts'
import { reviewAdviceRules } from './review/rules.ts'
import { runningRules } from './running/rules.ts'
import type { RuleEntry, RuleSource } from './schema.ts'
import { valueRules } from './values/rules.ts'

export const ruleSources: readonly RuleSource[] = [
  ...[flagRules, factorRules, patternRules, valueRules],
  ...[planRules, minimumRules, phaseRules, progressionRules, runningRules],
  ...[alertRules, reviewAdviceRules, dischargeRules],
]

/** Every id that one of these rules may name. */
export const rulebookIds: Registry = joinRegistries(clinicalIds, registryOf(reviewIds))

/** A kind by its id; the first one for anything else. */
export const ruleSource = (id: string | undefined): RuleSource => {
  const found = ruleSources.find((source) => source.id === id) ?? ruleSources[0]
  if (!found) throw new Error('There are no rules')
  return found
}

export const ruleEntry = (id: string | undefined): { source: RuleSource; entry: RuleEntry } | null => {
  for (const source of ruleSources) {
    const entry = source.entries.find((one) => one.id === id)
    if (entry) return { source, entry }
  }
  return null
}

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
    .flatMap((number) => (sources[number] ? [{ number, reference: sources[number] }] : []))
}
