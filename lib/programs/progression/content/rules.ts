import { isRunningItem } from '#lib/programs/block/rules.ts'
import { applyIntent } from '#lib/programs/edits/rules.ts'
import type { ProgramItem, ProgramVersionContent } from '#lib/programs/schema.ts'
import { staged } from '#lib/programs/stages/rules.ts'
import type { Amount } from '#lib/tracking/results/schema.ts'
import { sameDose } from '../exercise/rules.ts'
import { bandBackNote, isBelow, moreLoadNotes, withoutNote } from '../ladder/rules.ts'
import { amountOf, stageOfItem } from '../past/rules.ts'
import type { Change } from '../schema.ts'

/** What accepting a suggestion makes of a program. */

type DoseChange = Extract<Change, { kind: 'dose' }>

type Mapped = (item: ProgramItem) => ProgramItem | null

/** The stages from a phase on: whoever comes to a later one goes on from where she is, and not from an older stage. */
const stagesFrom = (
  content: ProgramVersionContent,
  phaseKey: string,
  to: (stage: number) => number,
): ProgramVersionContent => {
  const from = content.phases.findIndex(({ key }) => key === phaseKey)
  return {
    ...content,
    phases: content.phases.map((phase, at) =>
      at < from
        ? phase
        : {
            ...phase,
            items: phase.items.map((item) => {
              const stage = stageOfItem(item)
              const next = stage === null ? null : to(stage)
              return next === null || next === stage ? item : staged(item, next)
            }),
          },
    ),
  }
}

const inPhase = (content: ProgramVersionContent, phaseKey: string, map: Mapped): ProgramVersionContent => ({
  ...content,
  phases: content.phases.map((phase) =>
    phase.key === phaseKey ? { ...phase, items: phase.items.flatMap((item) => map(item) ?? []) } : phase,
  ),
})

const loadNotes = [...moreLoadNotes, bandBackNote]

/** Beside what is there already; of more load and the one of before the newest holds. */
function noted({ note: own }: ProgramItem, note: string | null): string | null {
  if (note === null || own?.includes(note)) return own
  const ofLoad = loadNotes.some((one) => note.includes(one))
  const kept = ofLoad ? loadNotes.reduce(withoutNote, own ?? '') : own
  return [kept, note].filter(Boolean).join('. ')
}

/** A hold inside repetitions is part of the tempo, so only its own dose moves. */
const dosed = (item: ProgramItem, change: DoseChange): ProgramItem => ({
  ...item,
  sets: change.to.sets ?? item.sets,
  reps: change.to.reps,
  holdSeconds: change.to.holdSeconds,
  loadKg: change.to.loadKg,
  note: noted(item, change.note),
})

/** Whether the phase has the exercise already that a swap would bring in. */
export const isThere = (items: readonly Pick<ProgramItem, 'exerciseId'>[], change: Change): boolean =>
  change.kind === 'swap' && items.some(({ exerciseId }) => exerciseId === change.to)

/**
 * The content with the change; null when the program does not look any more as it did when it was advised. `subject`: the
 * key of the item, for what is about one.
 */
export function changedContent(
  content: ProgramVersionContent,
  phaseKey: string,
  subject: string,
  change: Change,
): ProgramVersionContent | null {
  const items = content.phases.find((phase) => phase.key === phaseKey)?.items ?? []
  const item = items.find(({ key }) => key === subject)
  switch (change.kind) {
    case 'dose':
      if (!item || !sameDose(amountOf(item), change.from)) return null
      return inPhase(content, phaseKey, (one) => (one === item ? dosed(one, change) : one))
    case 'swap':
      if (item?.exerciseId !== change.from) return null
      // Nothing is there twice: what stands in its place already stays alone.
      if (isThere(items, change)) return inPhase(content, phaseKey, (one) => (one === item ? null : one))
      return applyIntent(content, phaseKey, { kind: 'swap', key: subject, exerciseId: change.to })
    case 'remove':
      if (item?.exerciseId !== change.exerciseId) return null
      return inPhase(content, phaseKey, (one) => (one === item ? null : one))
    case 'stage':
      if (!items.some((one) => stageOfItem(one) === change.from)) return null
      return stagesFrom(content, phaseKey, (stage) =>
        change.to < change.from ? Math.min(stage, change.to) : change.to,
      )
    case 'pause_running':
      return inPhase(content, phaseKey, (one) => (isRunningItem(one) ? null : one))
    case 'phase':
    case 'none':
      return null
  }
}

/** A phase without exercises is none. */
export const isEmptied = (content: ProgramVersionContent, phaseKey: string): boolean =>
  content.phases.find(({ key }) => key === phaseKey)?.items.length === 0

/** Whether a dose is less in one thing and more in none. */
export const isLess = (dose: Amount, than: Amount): boolean =>
  isBelow({ dose, base: than }) && !isBelow({ dose: than, base: dose })

export const hasStageFrom = (items: readonly ProgramItem[], stage: number): boolean =>
  items.some((item) => (stageOfItem(item) ?? -1) >= stage)

const least = (own: number | null, to: number | null) =>
  own === null || to === null ? own : Math.min(own, to)

/** The item with nothing above the lower dose. */
const atMost = (item: ProgramItem, { to, note }: DoseChange): ProgramItem => ({
  ...item,
  sets: Math.min(item.sets, to.sets ?? item.sets),
  reps: least(item.reps, to.reps),
  holdSeconds: least(item.holdSeconds, to.holdSeconds),
  loadKg: least(item.loadKg, to.loadKg),
  note: noted(item, note),
})

/** The item with a step down, from whatever it has that is no less than what was too much; null where it has less already. */
export function steppedDown(item: ProgramItem, change: DoseChange): ProgramItem | null {
  const dose = amountOf(item)
  if (sameDose(dose, change.from)) return dosed(item, change)
  if (isLess(dose, change.from)) return null
  const next = atMost(item, change)
  return sameDose(amountOf(next), dose) && next.note === item.note ? null : next
}

/** The content with a step down that waited while another version began; null when that asks for less already. */
export function loweredContent(
  content: ProgramVersionContent,
  phaseKey: string,
  subject: string,
  change: Change,
): ProgramVersionContent | null {
  const items = content.phases.find(({ key }) => key === phaseKey)?.items ?? []
  if (change.kind === 'dose') {
    const item = items.find(({ key }) => key === subject)
    const next = item && steppedDown(item, change)
    return next ? inPhase(content, phaseKey, (one) => (one === item ? next : one)) : null
  }
  if (change.kind === 'stage' && hasStageFrom(items, change.from))
    return stagesFrom(content, phaseKey, (stage) => Math.min(stage, change.to))
  return changedContent(content, phaseKey, subject, change)
}

/**
 * An open draft with what was taken back or stopped in the version that holds, so that publishing it later does not undo that.
 * What somebody wrote in it meanwhile stays where it asks for no more.
 */
export function loweredDraft(
  draft: ProgramVersionContent,
  phaseKey: string,
  subject: string,
  change: Change,
): ProgramVersionContent {
  const changed = changedContent(draft, phaseKey, subject, change)
  if (changed) return changed
  if (change.kind === 'dose')
    return inPhase(draft, phaseKey, (item) => (item.key === subject ? atMost(item, change) : item))
  if (change.kind === 'stage') return stagesFrom(draft, phaseKey, (stage) => Math.min(stage, change.to))
  return draft
}
