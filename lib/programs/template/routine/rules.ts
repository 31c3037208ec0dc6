/** The routine around a run (clinical/programmes.md 5.11): A, before it, and B, after it, each a block. */
import { phaseTemplateById } from '#lib/content/programs/index.ts'
import type { TemplateItem } from '#lib/content/programs/types.ts'
import { isWalk } from '#lib/programs/block/rules.ts'
import { isRun } from '#lib/programs/plan-week/rules.ts'

/** An item with its place in the routine, from 1, which its key in a phase carries. */
export type RoutineItem = { readonly place: number; readonly item: TemplateItem }

type Part = 'blk_warmup' | 'blk_cooldown'
export const routineParts: readonly Part[] = ['blk_warmup', 'blk_cooldown']

const routine = phaseTemplateById('prog_warmup_cooldown_p1')?.items ?? []
const partOf = ({ note }: TemplateItem): Part =>
  note?.startsWith('Before the run') ? 'blk_warmup' : 'blk_cooldown'

/** The items of a part; empty for any other block. */
export const routineOf = (blockId: string): readonly TemplateItem[] =>
  routine.filter((item) => partOf(item) === blockId)

/** Whether a phase prescribes runs. */
export const hasRuns = (items: readonly TemplateItem[]): boolean =>
  items.some(({ exerciseIds }) => exerciseIds.some((id) => isRun(id) && !isWalk(id)))

/** The week in which the first fast run of a phase comes; null without one. */
function fastFrom(items: readonly TemplateItem[]): number | null {
  const weeks = items
    .filter(({ exerciseIds }) => exerciseIds.includes('ex_rtr_tempo'))
    .map(({ fromWeek }) => fromWeek)
  return weeks.length === 0 ? null : Math.min(...weeks)
}

/**
 * A part as a phase with these items has it: what is only done before faster runs comes with them, and nothing that the phase
 * puts around each run already.
 */
export function routineFor(part: Part, items: readonly TemplateItem[]): readonly RoutineItem[] {
  const fast = fastFrom(items)
  const around = items.filter(({ frequency }) => frequency.kind === 'each_run')
  const isThere = (one: TemplateItem) =>
    around.some(({ exerciseIds }) => exerciseIds.some((id) => one.exerciseIds.includes(id)))
  return routine.flatMap((item, at) => {
    if (partOf(item) !== part || isThere(item)) return []
    const forFast = part === 'blk_warmup' && item.optional
    if (forFast && fast === null) return []
    return { place: at + 1, item: forFast ? { ...item, fromWeek: fast ?? 1 } : item }
  })
}

const keyPart = '_run_'

/** The key of such an item in a phase; `phase`: the short one of the phase. */
export const routineKey = (phase: string, place: number): string => `${phase}${keyPart}${place}`

/** The item of the routine that a key stands for; null for any other. */
export function routineItem(phase: string, key: string): TemplateItem | null {
  const start = `${phase}${keyPart}`
  return key.startsWith(start) ? (routine[Number(key.slice(start.length)) - 1] ?? null) : null
}
