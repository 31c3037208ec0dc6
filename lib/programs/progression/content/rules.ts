import { exerciseById } from '#lib/content/exercises/index.ts'
import { isRunningItem } from '#lib/programs/block/rules.ts'
import { defaultDose } from '#lib/programs/dose/rules.ts'
import { applyIntent } from '#lib/programs/edits/rules.ts'
import { runStage, stageText } from '#lib/programs/running/rules.ts'
import type { ProgramItem, ProgramVersionContent } from '#lib/programs/schema.ts'
import { sameDose } from '../exercise/rules.ts'
import { bandBackNote, nextBandNote } from '../ladder/rules.ts'
import { amountOf, distanceNote, stageOfItem } from '../past/rules.ts'
import type { Change } from '../schema.ts'

/** What accepting a suggestion makes of a program. */

type Mapped = (item: ProgramItem) => ProgramItem | null

const inPhase = (content: ProgramVersionContent, phaseKey: string, map: Mapped): ProgramVersionContent => ({
  ...content,
  phases: content.phases.map((phase) =>
    phase.key === phaseKey ? { ...phase, items: phase.items.flatMap((item) => map(item) ?? []) } : phase,
  ),
})

const without = (text: string, part: string) =>
  text === part ? '' : text.replace(`. ${part}`, '').replace(`${part}. `, '')

/** Beside what is there already; of the next band and the one of before the newest holds. */
function noted({ note: own }: ProgramItem, note: string | null): string | null {
  if (note === null || own?.includes(note)) return own
  const band = [nextBandNote, bandBackNote].some((one) => note.includes(one))
  const kept = band ? [nextBandNote, bandBackNote].reduce(without, own ?? '') : own
  return [kept, note].filter(Boolean).join('. ')
}

/** A hold inside repetitions is part of the tempo, so only its own dose moves. */
const dosed = (item: ProgramItem, change: Extract<Change, { kind: 'dose' }>): ProgramItem => ({
  ...item,
  sets: change.to.sets ?? item.sets,
  reps: change.to.reps,
  holdSeconds: change.to.holdSeconds,
  loadKg: change.to.loadKg,
  note: noted(item, change.note),
})

/** The item of the stage table as another row of it. */
function staged(item: ProgramItem, to: number): ProgramItem {
  const row = runStage(to)
  const exercise = exerciseById(row?.exerciseId ?? 'ex_rtr_easy_run')
  if (!exercise) return item
  if (!row) return { ...item, note: distanceNote }
  return {
    ...item,
    ...defaultDose(exercise),
    exerciseId: exercise.id,
    minutes: row.session,
    note: stageText(row),
  }
}

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
      return applyIntent(content, phaseKey, { kind: 'swap', key: subject, exerciseId: change.to })
    case 'remove':
      if (item?.exerciseId !== change.exerciseId) return null
      return inPhase(content, phaseKey, (one) => (one === item ? null : one))
    case 'stage':
      if (!items.some((one) => stageOfItem(one) === change.from)) return null
      return inPhase(content, phaseKey, (one) =>
        stageOfItem(one) === change.from ? staged(one, change.to) : one,
      )
    case 'pause_running':
      return inPhase(content, phaseKey, (one) => (isRunningItem(one) ? null : one))
    case 'phase':
    case 'none':
      return null
  }
}

const least = (own: number | null, to: number | null) =>
  own === null || to === null ? own : Math.min(own, to)

/** The item with nothing above the lower dose. */
const atMost = (item: ProgramItem, { to }: Extract<Change, { kind: 'dose' }>): ProgramItem => ({
  ...item,
  sets: Math.min(item.sets, to.sets ?? item.sets),
  reps: least(item.reps, to.reps),
  holdSeconds: least(item.holdSeconds, to.holdSeconds),
  loadKg: least(item.loadKg, to.loadKg),
})

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
  if (change.kind === 'stage')
    return inPhase(draft, phaseKey, (item) =>
      (stageOfItem(item) ?? change.to) > change.to ? staged(item, change.to) : item,
    )
  return draft
}
