import { ruleSetVersion } from '#lib/content/flags/version.ts'
import type { Decision } from '../schema.ts'

/** What is kept of an advice, and whether it is the one that was given before. */

type Said = Pick<Decision, 'ruleId' | 'inputs' | 'change'>

const sorted = (value: object) =>
  Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) =>
      inner !== null && typeof inner === 'object' ? [key, Object.entries(inner).sort()] : [key, inner],
    )

const asKept = ({ ruleId, inputs, change }: Said) =>
  JSON.stringify([ruleId, inputs.map(({ id, value }) => [id, value]), change.kind, sorted(change)])

/** Same rule, same values, same change. `kept`: a row of the database, whose inputs and change are JSON. */
export const sameAdvice = (kept: { ruleId: string; inputs: unknown; change: unknown }, said: Said): boolean =>
  asKept(kept as Said) === asKept(said)

export const runSubject = 'run'
export const phaseSubject = 'phase'

/** Subjects of exercises that are not in the phase: a filter of rows. */
export const pastSubjects = ({ items }: { readonly items: readonly { readonly key: string }[] }) => ({
  notIn: [...items.map(({ key }) => key), runSubject, phaseSubject],
})

/** What is kept of an advice, whoever asked for it. */
export const adviceRow = (decision: Decision, versionId: string) => ({
  versionId,
  ruleId: decision.ruleId,
  rule: decision.rule,
  advice: decision.advice,
  text: decision.text,
  sentence: decision.sentence,
  sentenceApplied: decision.sentenceApplied,
  needsPhysio: decision.needsPhysio || decision.change.kind !== 'dose',
  ruleSetVersion,
  inputs: decision.inputs.map(({ id, value }) => ({ id, value: value as string | number | null })),
  change: decision.change,
})
