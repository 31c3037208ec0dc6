import type { Day } from '#lib/dates.ts'
import type { EntryKind } from '#lib/tracking/entries/schema.ts'

/** `ended`: every treatment of hers has, so that nothing can be entered. */
export type RecentEntries = { readonly entries: readonly RecentEntry[]; readonly ended: boolean }

export type RecentEntry = {
  id: string
  caseId: string
  kind: EntryKind
  day: Day
  /** "Run, 5 km in 30 min" */
  text: string
  /** Of which one, while several are treated. */
  knee: string | null
  /** Where it is put right. */
  correct: string
  /** What the clinic changed for her and why: "Distance: was 60 km, now 6 km". */
  changed: { reason: string; changes: readonly string[] } | null
  /** Taken back by the clinic, with its reason; it does not count. */
  takenBack: { reason: string } | null
}
