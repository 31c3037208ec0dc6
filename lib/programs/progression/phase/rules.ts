import { clinicalIds } from '#lib/content/ids.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { phaseRulesOf } from '#lib/content/programs/index.ts'
import { impactRule } from '#lib/content/programs/permission.ts'
import { onePressRule, phaseReadyRule } from '#lib/content/progression/phases.ts'
import { checksOf, type ImpactStep, type StageStep } from '#lib/programs/entry/rules.ts'
import type { PhaseCheck } from '#lib/programs/entry/schema.ts'
import { isTrue } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import type { IndexSide } from '#lib/rules/sides.ts'
import { idsOf } from '#lib/rules/tree.ts'
import { inputsOf } from '../advice/rules.ts'
import type { RunWeek } from '../run-week/schema.ts'
import type { Decision } from '../schema.ts'
import { sentences } from '../sentences/rules.ts'

/** "Ready for the next phase" (clinical/programmes.md 3.6): its exit, what holds for every phase, and the next entry. */

export type PhaseAdvice = {
  /** `no_exit`: the phase has no end, or none that is known. */
  readonly state: 'ready' | 'not_yet' | 'no_exit'
  readonly checks: readonly PhaseCheck[]
  readonly decision: Decision | null
}

export type NextPhase = {
  readonly key: string
  readonly name: string
  /** It brings the running stages to somebody who did not have them. */
  readonly stages?: boolean
  readonly stage?: StageStep | null
  readonly impact?: ImpactStep | null
}

const onePress = loadRule(onePressRule, clinicalIds)

/** Whether an advised change of phase may be accepted with one press; a value that is missing means no. */
export const mayPress = (values: RuleValues): boolean => isTrue(onePress, { values })

const ofBothSides = (id: string) => (clinicalIds.get(id)?.sided ? [`${id}_left`, `${id}_right`] : [id])

/**
 * Is the phase done and may the next one begin? `next`: the phase that follows; null for the last. `values`: indicators,
 * findings, answers and the parameters of the next phase. Not assessed is not met. `limits`: those of the clinic today, also
 * for a program that was published before they were set. `runWeek`: where the weeks of the runs follow from the runs.
 */
export function advisePhase(
  phaseKey: string,
  next: NextPhase | null,
  values: RuleValues,
  indexSide: IndexSide | null,
  limits: Limits,
  runWeek: RunWeek | null = null,
): PhaseAdvice {
  const template = phaseRulesOf(phaseKey, limits)
  if (!template?.exitRule || !next) return { state: 'no_exit', checks: [], decision: null }
  const stages = next.stages ?? false
  const checks = checksOf(
    {
      before: phaseKey,
      here: phaseKey,
      phase: next.key,
      stages,
      stage: next.stage ?? null,
      impact: next.impact ?? null,
    },
    { values, indexSide, runWeek },
    limits,
  )
  if (!checks.every(({ result }) => result === 'met')) return { state: 'not_yet', checks, decision: null }
  const entries = [next.key, ...(stages ? ['prog_return_to_run_p1'] : [])]
  const ids = [
    ...[template.exitRule, phaseReadyRule, ...(next.impact ? [impactRule] : [])],
    ...entries.map((key) => phaseRulesOf(key, limits)?.entryRule ?? 'always'),
  ].flatMap((rule) => idsOf(loadRule(rule, clinicalIds)))
  const decision: Decision = {
    ruleId: 'r_phase_next',
    advice: 'progress',
    rule: `(${template.exitRule}) AND ${phaseReadyRule}`,
    inputs: inputsOf([...new Set(ids.flatMap(ofBothSides))], values),
    change: { kind: 'phase', from: phaseKey, to: next.key },
    text: `Ready for ${next.name}`,
    sentence: sentences.phase.open,
    sentenceApplied: sentences.phase.applied,
    needsPhysio: true,
  }
  return { state: 'ready', checks, decision }
}
