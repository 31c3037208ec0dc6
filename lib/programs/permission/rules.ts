import { exerciseById } from '#lib/content/exercises/index.ts'
import { clinicalIds } from '#lib/content/ids.ts'
import { impactRule } from '#lib/content/programs/permission.ts'
import { isImpactItem } from '#lib/programs/block/rules.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import { keptWords, ruleInputLabel } from '#lib/rulebook/words/rules.ts'
import type { Trace } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { explainSides, type IndexSide } from '#lib/rules/sides.ts'

/** What was examined: answers, findings, patterns and the block of the case, and the side that one-sided findings are read on. */
export type Examined = { readonly values: RuleValues; readonly indexSide: IndexSide | null }

export type ImpactPermission = {
  /** Exercises with running or jumps. */
  readonly names: readonly string[]
  /** The examination permits them; otherwise a physio may, with a reason. */
  readonly permitted: boolean
  /** What was found that speaks against it, in words. */
  readonly against: readonly string[]
  /** What was not examined, in words. */
  readonly missing: readonly string[]
}

const rule = loadRule(impactRule, clinicalIds)
const unique = (words: readonly string[]): readonly string[] => [...new Set(words)]

/** Names of those among these items. */
export const impactIn = (items: ProgramVersionContent['phases'][number]['items']): readonly string[] =>
  items
    .flatMap(({ exerciseId }) => exerciseById(exerciseId) ?? [])
    .filter((exercise) => isImpactItem(exercise))
    .map(({ name }) => name)

/** Names of the exercises with running or jumps. */
export const impactNames = (content: ProgramVersionContent): readonly string[] =>
  unique(content.phases.flatMap(({ items }) => impactIn(items)))

/** Names of those that come in the place of nothing that ran or jumped: an easier jump in the place of a harder one is none. */
export function impactBrought(
  before: ProgramVersionContent,
  after: ProgramVersionContent,
): readonly string[] {
  const items = before.phases.flatMap((phase) => phase.items)
  const stood = new Set(items.filter((item) => impactIn([item]).length > 0).map(({ key }) => key))
  return unique(after.phases.flatMap((phase) => impactIn(phase.items.filter(({ key }) => !stood.has(key)))))
}

/** Names of the exercises with running or jumps whose dose a change touches. */
export function impactChanges(
  before: ProgramVersionContent,
  after: ProgramVersionContent,
): readonly string[] {
  const known = new Set(before.phases.flatMap(({ items }) => items).map((item) => JSON.stringify(item)))
  return unique(
    after.phases.flatMap(({ items }) => impactIn(items.filter((item) => !known.has(JSON.stringify(item))))),
  )
}

/** What was not examined, also where something else that was found decides. */
const unknownIds = (trace: Trace): readonly string[] =>
  trace.kind === 'condition'
    ? trace.inputs.filter(({ state }) => state !== 'known').map(({ id }) => id)
    : trace.parts.flatMap(unknownIds)

/** Whether the examination permits the running and jumping of a program, in each phase with its own limit of ten hops. */
export function impactPermission(
  content: ProgramVersionContent,
  { values, indexSide }: Examined,
): ImpactPermission {
  const asked = content.phases.filter(({ items }) => impactIn(items).length > 0)
  const traces = asked.map(({ params }) => {
    const own = new Map<string, RuleValue>([...values, ['hop_limit', params.hopLimit]])
    return explainSides(rule, { values: own, registry: clinicalIds }, 'permission', indexSide)
  })
  const kept = traces.filter(({ result }) => result !== 'T')
  return {
    names: impactNames(content),
    permitted: kept.length === 0,
    against: unique(kept.flatMap(({ result, trace }) => (result === 'F' ? keptWords(trace) : []))),
    missing: unique(kept.flatMap(({ trace }) => unknownIds(trace).map(ruleInputLabel))),
  }
}
