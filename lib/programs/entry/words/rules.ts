import type { Reading } from '#lib/review/indicators/schema.ts'
import { wayTo } from '#lib/rulebook/ways/rules.ts'
import { ruleInputLabel } from '#lib/rulebook/words/rules.ts'
import { type Choice, stateOf } from '../rules.ts'
import type { BeginView, CheckView, PhaseCheck } from '../schema.ts'

/** What a phase asks for before it begins, in words: on a screen, at a field, and as it is kept. */

/** What keeps a phase, in words: what was found and what is asked for, then what is not known. */
function keptText(checks: readonly PhaseCheck[]): string {
  const kept = checks.filter(({ result }) => result !== 'met')
  const missing = [...new Set(kept.flatMap((one) => one.missing.map(ruleInputLabel)))]
  return [
    ...new Set(kept.flatMap(({ because }) => because)),
    ...(missing.length > 0 ? [`not assessed: ${missing.join(', ')}`] : []),
  ].join('; ')
}

/** What is kept when a phase begins although its rules do not permit it; null when they do. */
export const againstRules = (name: string, checks: readonly PhaseCheck[], reason: string): string | null =>
  stateOf(checks) === 'may' ? null : `${name} begins against its rules (${keptText(checks)}): ${reason}`

/** What stands against the phase that was chosen, at the fields of its form; none when it may begin. */
export function entryErrors(
  name: string,
  checks: readonly PhaseCheck[],
  reason: string,
): Record<string, string[]> {
  const state = stateOf(checks)
  if (state === 'blocked')
    return { phaseKey: [`A red flag keeps ${name} from beginning. Rule it out or choose another phase.`] }
  if (state === 'may' || reason.length >= 3) return {}
  return { entryReason: [`Write why ${name} begins although its rules do not permit it.`] }
}

/** What an indicator says of what it waits for. */
export type Readings = Readonly<Record<string, Reading>>

/** A check with how to get what it misses. */
export const checkView = (
  { name, result, text, because, missing }: PhaseCheck,
  caseId: string,
  readings: Readings,
): CheckView => ({
  name,
  result,
  text,
  because,
  missing: missing.map((id) => ({
    id,
    label: ruleInputLabel(id),
    ...wayTo(id, caseId, readings[id]?.missing),
  })),
})

export const beginView = ({ key, name, checks }: Choice, caseId: string, readings: Readings): BeginView => ({
  key,
  name,
  state: stateOf(checks),
  checks: checks.map((one) => checkView(one, caseId, readings)),
})
