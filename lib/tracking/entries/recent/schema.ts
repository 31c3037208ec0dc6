import type { Day } from '#lib/dates.ts'
import type { EntryKind } from '#lib/tracking/entries/schema.ts'

export type RecentEntry = {
  id: string
  caseId: string
  kind: EntryKind
  day: Day
  /** "Run, 5 km in 30 min" */
  text: string
  /** Where it is put right. */
  correct: string
}
