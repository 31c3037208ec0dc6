import { clinicalIds } from '#lib/content/ids.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { phaseRulesOf } from '#lib/content/programs/index.ts'
import { onePressRule, phaseReadyRule } from '#lib/content/progression/phases.ts'
import { followsRuns } from '#lib/programs/plan-week/rules.ts'
import { keptWords } from '#lib/rulebook/words/rules.ts'
import { isTrue } from '#lib/rules/evaluate.ts'
import { missingIds } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { explainSides, type IndexSide } from '#lib/rules/sides.ts'
import { idsOf } from '#lib/rules/tree.ts'
import { inputsOf } from '../advice/rules.ts'
import { runWeekText } from '../run-week/rules.ts'
import type { RunWeek } from '../run-week/schema.ts'
import type { Decision } from '../schema.ts'
import { sentences } from '../sentences/rules.ts'

/** "Ready for the next phase" (clinical/programmes.md 3.6): its exit, what holds for every phase, and the next entry. */

export type PhaseCheck = {
  readonly name: 'exit' | 'runs' | 'ready' | 'entry'
  readonly result: 'met' | 'not_met' | 'not_assessed'
  /** The prose of the template; of the common rule its own words. */
  readonly text: string
  /** What keeps it, in words. */
  readonly because: readonly string[]
  /** Ids without which it cannot be decided. */
  readonly missing: readonly string[]
}

export type PhaseAdvice = {
  /** `no_exit`: the phase has no end, or none that is known. */
  readonly state: 'ready' | 'not_yet' | 'no_exit'
  readonly checks: readonly PhaseCheck[]
  readonly decision: Decision | null
}

const readyText =
  'Adherence 70 % or more, no red result in the last three, no open flag above monitor, no block'
const words = { T: 'met', F: 'not_met', N: 'not_assessed' } as const

function check(
  name: PhaseCheck['name'],
  text: string,
  rule: string,
  values: RuleValues,
  index: IndexSide | null,
): PhaseCheck {
  const loaded = loadRule(rule, clinicalIds)
  const { result, trace } = explainSides(loaded, { values, registry: clinicalIds }, 'permission', index)
  return { name, text, result: words[result], because: keptWords(trace), missing: missingIds(trace) }
}

const onePress = loadRule(onePressRule, clinicalIds)

/** Whether an advised change of phase may be accepted with one press; a value that is missing means no. */
export const mayPress = (values: RuleValues): boolean => isTrue(onePress, { values })

const ofBothSides = (id: string) => (clinicalIds.get(id)?.sided ? [`${id}_left`, `${id}_right`] : [id])

/** The first week of the next phase follows the last one of this like any other (clinical/programmes.md 5.9). */
const runsCheck = (runWeek: RunWeek): PhaseCheck => ({
  ...{ name: 'runs', text: 'Last week of the plan reached, and good runs in it', missing: [] },
  ...(runWeek.last && runWeek.forward
    ? { result: 'met', because: [] }
    : { result: 'not_met', because: [runWeekText(runWeek)] }),
})

/**
 * Is the phase done and may the next one begin? `next`: key and name of the phase that follows; null for the last.
 * `values`: indicators, findings, answers and the parameters of the next phase. Not assessed is not met.
 * `limits`: those of the clinic today, also for a program that was published before they were set. `runWeek`: where the weeks of
 * the runs follow from the runs.
 */
export function advisePhase(
  phaseKey: string,
  next: { readonly key: string; readonly name: string } | null,
  values: RuleValues,
  index: IndexSide | null,
  limits: Limits,
  runWeek: RunWeek | null = null,
): PhaseAdvice {
  const template = phaseRulesOf(phaseKey, limits)
  if (!template?.exitRule || !next) return { state: 'no_exit', checks: [], decision: null }
  const entry = phaseRulesOf(next.key, limits)
  const checks = [
    check('exit', template.exit, template.exitRule, values, index),
    ...(runWeek && followsRuns(next.key) ? [runsCheck(runWeek)] : []),
    check('ready', readyText, phaseReadyRule, values, index),
    ...(entry ? [check('entry', entry.entry, entry.entryRule, values, index)] : []),
  ]
  if (!checks.every(({ result }) => result === 'met')) return { state: 'not_yet', checks, decision: null }
  const ids = [template.exitRule, phaseReadyRule, entry?.entryRule ?? 'always'].flatMap((rule) =>
    idsOf(loadRule(rule, clinicalIds)),
  )
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
