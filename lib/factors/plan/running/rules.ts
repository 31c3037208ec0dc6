/** Whether somebody runs on or comes back to running by stages (clinical/factors.md 8.4). */
import { returnToRunRule } from '#lib/content/factors/plan.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { basisOf } from '#lib/factors/inputs/rules.ts'
import { explain, missingIds } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'

export interface RunningProposal {
  /** `wait`: a flag stops running or every impact. `open`: the answers do not decide it. `refer`: a guard of the program applies. */
  readonly choice: 'wait' | 'return_to_run' | 'keep_running' | 'open' | 'refer'
  readonly rule: string
  readonly basis: readonly { readonly id: string; readonly value: RuleValue }[]
  readonly missing: readonly string[]
}

const loaded = loadRule(returnToRunRule, flagRuleIds)

/** `runLimit`: highest pain 0 to 10 that the first phase accepts on a run; null without a program. `may`: no guard stands against it. */
export function proposeRunning(values: RuleValues, runLimit: number | null, may = true): RunningProposal {
  const trace = explain(loaded, {
    values: new Map<string, RuleValue>([...values, ['run_limit', runLimit]]),
    registry: flagRuleIds,
  })
  const told = { rule: loaded.text, basis: basisOf([trace]), missing: missingIds(trace) }
  if (values.get('block_level') !== 'none') return { choice: 'wait', ...told }
  if (!may) return { choice: 'refer', ...told }
  const choices = { T: 'return_to_run', F: 'keep_running', N: 'open' } as const
  return { choice: choices[trace.result], ...told }
}
