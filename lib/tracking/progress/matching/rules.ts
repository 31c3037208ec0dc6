import type { DayNumber } from '#lib/dates.ts'
import { isWalk } from '#lib/programs/block/rules.ts'
import { isPlannedRun } from '#lib/programs/plan-week/rules.ts'
import type { Course, PlanItem } from '#lib/tracking/progress/course/schema.ts'

export type DueItem = { readonly day: DayNumber; readonly item: PlanItem }

type Entry = { readonly key: string | null; readonly day: DayNumber; readonly sets: number | null }

type Done = { readonly key: string; readonly day: DayNumber; readonly sets: number }

export type Match = {
  /** What fulfilled each due item. */
  readonly found: ReadonlyMap<DueItem, Entry>
  /** What was done of exercises and fulfilled nothing. */
  readonly unused: readonly Done[]
}

/** An exercise counts for its due date up to so many days early or late (clinical/review.md 2): the day itself first. */
const away = [0, -1, 1]

/** Entries by exercise and day; runs that were logged stand under null. */
function byPlace(entries: readonly Entry[]): (key: string | null, day: DayNumber) => Entry[] {
  const name = (key: string | null, day: DayNumber) => `${day} ${key ?? ''}`
  const places = Map.groupBy(entries, ({ key, day }) => name(key, day))
  return (key, day) => places.get(name(key, day)) ?? []
}

/**
 * The entries of one exercise on one day, each as much as it is due: what a session left open the next one of the day goes on
 * with, and what comes after that may be for the day beside it.
 */
function wholes(entries: readonly Done[], sets: number | null): Done[] {
  const found: Done[] = []
  for (const entry of entries) {
    const last = found.at(-1)
    if (last && sets !== null && last.sets < sets)
      found[found.length - 1] = { ...last, sets: last.sets + entry.sets }
    else found.push(entry)
  }
  return found
}

/** What was done, in wholes of what is due of it then or on a day beside it. */
function doneWholes(due: readonly DueItem[], done: readonly Done[]): Done[] {
  const name = (key: string, day: DayNumber) => `${day} ${key}`
  const sets = new Map(due.map(({ day, item }) => [name(item.key, day), item.sets]))
  return [...Map.groupBy(done, ({ key, day }) => name(key, day)).values()].flatMap((entries) => {
    const [first] = entries
    const near = first && away.map((offset) => name(first.key, first.day + offset)).find((at) => sets.has(at))
    return wholes(entries, near === undefined ? null : (sets.get(near) ?? null))
  })
}

/**
 * Which entry fulfils which due item. Each entry counts once, and no other way to share them out fulfils more: what was
 * done on its own day counts for that day, the rest goes to the earliest day beside it, and an entry is passed on to a
 * neighbor where that lets one more day count. A run that was logged fulfils a prescribed run, and a walk that was logged as
 * one the prescribed walk.
 */
export function matchDue(due: readonly DueItem[], course: Course): Match {
  const done = doneWholes(
    due,
    course.done.flatMap(({ day, key, sets, done }) => (done ? [{ key, day, sets }] : [])),
  )
  const logged = (days: readonly DayNumber[]) => byPlace(days.map((day) => ({ key: null, day, sets: null })))
  const [at, ran, walked] = [byPlace(done), logged(course.runDays), logged(course.walkedDays ?? [])]
  const [found, takenBy] = [new Map<DueItem, Entry>(), new Map<Entry, DueItem>()]
  const take = (item: DueItem, entry: Entry) => {
    found.set(item, entry)
    takenBy.set(entry, item)
  }
  const fitting = ({ day, item }: DueItem, days: readonly number[]) =>
    days.flatMap((offset) => [
      ...at(item.key, day + offset),
      ...(isPlannedRun(item) ? ran(null, day + offset) : []),
      ...(isWalk(item.exerciseId) ? walked(null, day + offset) : []),
    ])
  /** Gives the item an entry, a free one first; one in use where its owner finds another (an augmenting path). */
  const give = (item: DueItem, asked: Set<Entry>): boolean => {
    const choice = fitting(item, away)
    const free = choice.find((entry) => !takenBy.has(entry))
    const entry =
      free ??
      choice.find((one) => {
        if (asked.has(one)) return false
        asked.add(one)
        const owner = takenBy.get(one)
        return owner !== undefined && give(owner, asked)
      })
    if (entry) take(item, entry)
    return entry !== undefined
  }
  for (const item of due) {
    const entry = fitting(item, [0]).find((one) => !takenBy.has(one))
    if (entry) take(item, entry)
  }
  for (const item of due.toSorted((a, b) => a.day - b.day)) if (!found.has(item)) give(item, new Set())
  return { found, unused: done.filter((entry) => !takenBy.has(entry)) }
}
