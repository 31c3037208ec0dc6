import type { DayNumber } from '#lib/dates.ts'
import type { Entry, Logs } from '../schema.ts'

/**
 * The entries that count: the newest version of each, once, none that was taken back; by day, then by when they were
 * recorded, whatever order they came in.
 */
function currentEntries<E extends Entry>(entries: readonly E[]): E[] {
  const superseded = new Set<string>()
  for (const { supersedes } of entries) if (supersedes !== null) superseded.add(supersedes)
  const seen = new Set<string>()
  const current = entries.filter(({ id, withdrawn }) => {
    if (withdrawn || (superseded.size > 0 && superseded.has(id)) || seen.has(id)) return false
    seen.add(id)
    return true
  })
  return current.sort((a, b) => a.day - b.day || a.at - b.at || (a.id < b.id ? -1 : 1))
}

export const currentLogs = ({ exercises, runs, mornings, pains, ...told }: Logs): Logs => ({
  exercises: currentEntries(exercises),
  runs: currentEntries(runs),
  mornings: currentEntries(mornings),
  pains: currentEntries(pains),
  ...told,
})

/** Something was done: a skipped item is not a session. */
export const isSession = (entry: {
  readonly done: { readonly sets: number }
  readonly skipReason: string | null
}) => entry.skipReason === null && entry.done.sets > 0

/**
 * Daily pain `dp(d)`: the largest of all pain values of a day, session, run, morning and evening (clinical/review.md 1).
 * `logs` are current entries.
 */
export function dailyPain({ exercises, runs, mornings, pains }: Logs): Map<DayNumber, number> {
  const days = new Map<DayNumber, number>()
  const add = (day: DayNumber, pain: number | null) => {
    if (pain === null) return
    const known = days.get(day)
    if (known === undefined || pain > known) days.set(day, pain)
  }
  for (const entries of [exercises, runs])
    for (const { day, painDuring, painAfter } of entries) {
      add(day, painDuring)
      add(day, painAfter)
    }
  for (const { day, pain } of mornings) add(day, pain)
  for (const { day, score } of pains) add(day, score)
  return days
}
