/**
 * Which blocks the findings add to a program (clinical/factors.md 8.3): of the factors with the most points at most two for
 * strength, two for flexibility and one for the gait, what the answers ask for, and the routine around every run (8.5). Nothing
 * that the program has already.
 */
import { exerciseById } from '#lib/content/exercises/index.ts'
import { factorById } from '#lib/content/factors/index.ts'
import { blockKinds, blockLimits, blockRules } from '#lib/content/factors/plan.ts'
import type { BlockKind } from '#lib/content/factors/types.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { blockById } from '#lib/content/programs/index.ts'
import type { ProgramTemplate, TemplateItem } from '#lib/content/programs/types.ts'
import type { StoredEvaluation } from '#lib/factors/schema.ts'
import { isImpactItem } from '#lib/programs/block/rules.ts'
import { explain } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValues } from '#lib/rules/registry.ts'

export interface BlockProposal {
  readonly id: string
  /** The factors that it works on, most points first; empty for one that an answer asks for. */
  readonly factorIds: readonly string[]
  readonly points: number
  /** What it is for without a factor: the rule of the answer, or words. */
  readonly asked: string | null
}

const loaded = blockRules.map((one) => ({ ...one, parsed: loadRule(one.rule, flagRuleIds) }))

const does = (items: readonly TemplateItem[], { exerciseIds }: TemplateItem) =>
  items.some((item) => item.exerciseIds.some((id) => exerciseIds.includes(id)))

/** Half of its first exercises are in the first phase: more of the same would only make the session longer. */
function isIn(blockId: string, program: ProgramTemplate | null): boolean {
  if (program?.blocks?.includes(blockId)) return true
  const first = blockById(blockId)?.first ?? []
  const items = program?.phases[0]?.items ?? []
  return first.length > 0 && first.filter((item) => does(items, item)).length * 2 >= first.length
}

/** Running and jumps, and what goes around a run. */
const needsImpact = (blockId: string) =>
  blockKinds[blockId] === 'routine' ||
  (blockById(blockId)?.first ?? []).some((item) =>
    item.exerciseIds.some((id) => {
      const exercise = exerciseById(id)
      return exercise !== null && isImpactItem(exercise)
    }),
  )

/** `evaluation`: with the factors as they count, after the answers of physios. */
export function proposeBlocks(
  values: RuleValues,
  evaluation: StoredEvaluation,
  program: ProgramTemplate | null,
): BlockProposal[] {
  const found = new Map<string, { factorIds: string[]; points: number }>()
  for (const factor of evaluation.factors.toSorted((a, b) => b.points - a.points)) {
    if (factor.status !== 'present' && factor.status !== 'possible') continue
    const spec = factorById(factor.id)
    for (const id of spec?.modifiable ? spec.blocks : []) {
      const known = found.get(id) ?? { factorIds: [], points: 0 }
      found.set(id, {
        factorIds: [...known.factorIds, factor.id],
        points: Math.max(known.points, factor.points),
      })
    }
  }
  const left: Record<BlockKind, number> = { ...blockLimits }
  const mayImpact = values.get('block_level') === 'none'
  const proposed: BlockProposal[] = []
  for (const [id, why] of [...found].sort(([, a], [, b]) => b.points - a.points)) {
    const kind = blockKinds[id]
    if (!kind || left[kind] === 0 || isIn(id, program) || (needsImpact(id) && !mayImpact)) continue
    left[kind] -= 1
    proposed.push({ id, ...why, asked: null })
  }
  for (const { block, rule, words, parsed } of loaded) {
    if (proposed.some(({ id }) => id === block) || isIn(block, program)) continue
    if (explain(parsed, { values, registry: flagRuleIds }).result === 'T')
      proposed.push({ id: block, factorIds: [], points: 0, asked: words ?? rule })
  }
  return proposed
}
