import { z } from 'zod'
import { type Day, isDay } from '#lib/dates.ts'
import type { EntryKind } from '../schema.ts'
import type { Came } from '../waited/schema.ts'
import type { EntryWords } from '../words/schema.ts'

/** What an entry says now, and what it said before it was put right. */

/** An entry as the statement of queries.ts reads it. */
export type EntryRow = EntryWords & {
  id: string
  caseId: string
  /** The entry that takes its place in the end; itself while it counts. */
  of: string
  recordedAt: Date
  came: Came | null
  by: string | null
  onBehalf: boolean
  correctReason: string | null
  withdrawnAt: Date | null
  withdrawnBy: string | null
  withdrawReason: string | null
  /** Taken back by somebody else than the patient. */
  withdrawnOnBehalf: boolean
}

/** One state of an entry in words. */
export type EntryState = {
  id: string
  day: Day
  /** "Run, 5 km in 30 min" */
  title: string
  details: string
  /** What was entered, by its name. */
  facts: ReadonlyMap<string, string>
  /** The worst pain in it; null without any. */
  worst: number | null
  recordedAt: Date
  /** That it waited on the phone of its patient, for who reads the audit of its case. */
  came: Came | null
  /** Who entered it; whether for the patient. */
  by: string
  onBehalf: boolean
  /** Why it puts the one before right. */
  reason: string
}

/** An entry with everything that it said before, newest first. */
export type Entry = EntryState & {
  caseId: string
  kind: EntryKind
  context: string | null
  withdrawn: { at: Date; by: string; reason: string; onBehalf: boolean } | null
  before: EntryState[]
}

const asked = z.string().refine(isDay).nullable().catch(null).default(null)
/** What the address of the list may say: the last day that it shows; today without it. */
export const entriesSearch = z.object({ until: asked })
/** Days on one page of the list. */
export const DAYS_A_PAGE = 28
