import type { Limits } from '#lib/content/limits/index.ts'
import { namesNumber, withNumbers } from '#lib/rules/numbers.ts'
import { additionalTriggers } from './additional.ts'
import { flagTable } from './table.ts'
import type { TriggerSource } from './types.ts'

export type TriggerText = {
  readonly flagId: string
  readonly source: 'intake' | TriggerSource
  readonly rule: string
}

/** Every trigger as it is written: `$name` stands for a limit of lib/content/limits. */
export const writtenTriggers: readonly TriggerText[] = [
  ...flagTable.map(({ id, trigger }) => ({ flagId: id, source: 'intake' as const, rule: trigger })),
  ...additionalTriggers.map(({ flagId, source, rule }) => ({ flagId, source, rule })),
]

/** The triggers with these limits in them. */
export const triggersWith = (limits: Limits): readonly TriggerText[] =>
  writtenTriggers.map((trigger) => ({ ...trigger, rule: withNumbers(trigger.rule, limits) }))

/** Ids of the flags whose triggers read a limit. */
export const flagsReading = (limitId: string): string[] => [
  ...new Set(writtenTriggers.flatMap(({ flagId, rule }) => (namesNumber(rule, limitId) ? [flagId] : []))),
]
