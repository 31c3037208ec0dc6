/** The phases of a template before they are fitted to a person: with blocks, with the routine around each run, before jumps. */
import { exerciseById } from '#lib/content/exercises/index.ts'
import type { Block, PhaseTemplate, TemplateItem } from '#lib/content/programs/types.ts'
import { hasRuns, routineFor, routineKey, routineParts } from '../routine/rules.ts'
import type { Fit, TemplateNotice } from '../schema.ts'

const shortKey = (phaseId: string) => phaseId.replace(/^prog_/, '')

/** An item with its key in the draft. */
type Keyed = { readonly key: string; readonly template: TemplateItem }
export type Filled = Omit<PhaseTemplate, 'items'> & { readonly items: readonly Keyed[] }

const does = (items: readonly TemplateItem[], { exerciseIds }: TemplateItem) =>
  items.some((item) => item.exerciseIds.some((id) => exerciseIds.includes(id)))

/**
 * A phase with the blocks that were chosen: their first items in the first phase, the later ones, where a block has them, in
 * the phases after it (clinical/programmes.md 4). What the phase has already is not added again.
 */
export function withBlocks(phase: PhaseTemplate, at: number, blocks: readonly Block[]): PhaseTemplate {
  const items = [...phase.items]
  for (const { first, later } of blocks)
    for (const item of at > 0 && later.length > 0 ? later : first) if (!does(items, item)) items.push(item)
  return { ...phase, items }
}

const mayRun = ({ block = 'none' }: Fit) => block === 'none'

/** A phase with the parts of the routine around each run, where somebody runs in it (clinical/factors.md 8.5). */
export function withRoutine(phase: PhaseTemplate, blocks: readonly string[], fit: Fit): Filled {
  const short = shortKey(phase.id)
  const own = phase.items.map((template, at): Keyed => ({ key: `${short}_${at + 1}`, template }))
  const runs = mayRun(fit) && (fit.runs || hasRuns(phase.items))
  const parts = runs ? routineParts.filter((id) => blocks.includes(id)) : []
  const around = parts.flatMap((part) => routineFor(part, phase.items))
  return {
    ...phase,
    items: [...own, ...around.map(({ place, item }) => ({ key: routineKey(short, place), template: item }))],
  }
}

const jumps = ({ items }: Filled) =>
  items.some(({ template }) => template.exerciseIds.some((id) => exerciseById(id)?.region === 'plyometric'))

/** While a flag stops impact, the phases before the first one with jumps (clinical/factors.md 8.1). */
export function beforeJumps(
  phases: readonly Filled[],
  fit: Fit,
  notices: TemplateNotice[],
): readonly Filled[] {
  const at = mayRun(fit) ? -1 : phases.findIndex(jumps)
  // Of one that begins with jumps the rest is left.
  const from = at < 0 ? phases.length : Math.max(1, at)
  for (const { id, name } of phases.slice(from))
    notices.push({
      kind: 'left_out',
      phaseKey: id,
      exerciseId: null,
      text: `${name} was left out: a red flag stops running and jumping.`,
    })
  return phases.slice(0, from)
}
