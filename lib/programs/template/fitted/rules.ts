/** What follows from keeping a phase within the minutes of a day (clinical/programmes.md 3.5): what is said, and lighter weeks. */
import { exerciseById } from '#lib/content/exercises/index.ts'
import type { ProgramItem } from '#lib/programs/schema.ts'
import { daysText } from '#lib/programs/version/rules.ts'
import type { TemplateNotice } from '../schema.ts'

/** Beside each item of a week with a set less (clinical/programmes.md 5.9). */
export const lighterWeek = 'Lighter week'

type Change = Pick<TemplateNotice, 'kind' | 'text'>

/** How an item was changed to keep the minutes; `now` undefined: it was left out. */
function changesOf(item: ProgramItem, now: ProgramItem | undefined, minutes: number): Change[] {
  const name = exerciseById(item.exerciseId)?.name ?? 'An exercise'
  const so = `so that a day keeps within ${minutes} minutes`
  if (!now) return [{ kind: 'left_out', text: `${name} was left out, ${so}.` }]
  const changes: Change[] = []
  if (now.sets < item.sets) {
    const sets = `${now.sets} instead of ${item.sets} sets`
    changes.push({ kind: 'fewer_sets', text: `${name}: ${sets}, ${so}.` })
  }
  if (now.days.length < item.days.length) {
    const days = `${now.days.length} instead of ${item.days.length} days a week`
    changes.push({ kind: 'fewer_days', text: `${name}: ${days}, ${so}.` })
  } else if (daysText(now.days) !== daysText(item.days))
    changes.push({
      kind: 'moved',
      text: `${name}: ${daysText(now.days)} instead of ${daysText(item.days)}, ${so}.`,
    })
  return changes
}

/** What was lowered, moved and left out. */
export const shortenedNotices = (
  phaseKey: string,
  items: readonly ProgramItem[],
  kept: ReadonlyMap<string, ProgramItem>,
  minutes: number,
): TemplateNotice[] =>
  items.flatMap((item) =>
    changesOf(item, kept.get(item.key), minutes).map((change) => ({
      ...change,
      phaseKey,
      exerciseId: item.exerciseId,
    })),
  )

/** Each lighter item with a set less than the same exercise has in the week before, at least one; `keys`: of which items. */
export const withLighterWeeks = (items: readonly ProgramItem[], keys: readonly string[]): ProgramItem[] =>
  items.map((item) => {
    const before = items.find(
      (one) => one.exerciseId === item.exerciseId && one.untilWeek === item.fromWeek - 1,
    )
    if (!keys.includes(item.key) || !before) return item
    return {
      ...item,
      sets: Math.max(1, Math.min(item.sets, before.sets - 1)),
      note: item.note ?? lighterWeek,
    }
  })
