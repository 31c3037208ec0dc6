import { z } from 'zod'
import { measureIds, type ScaleId } from '#lib/content/outcomes/types.ts'
import type { DayNumber } from '#lib/dates.ts'
import type { Point, Status } from '../schema.ts'
import type { Verdict } from '../words/rules.ts'

/** What the address of the page may say; anything else is as if it were not there. */
export const outcomesSearch = z.object({
  enter: z.enum(measureIds).nullable().catch(null).default(null),
  correct: z.uuid().nullable().catch(null).default(null),
  saved: z.string().nullable().catch(null).default(null),
  missing: z.coerce.number().int().min(1).max(60).nullable().catch(null).default(null),
})
export type OutcomesSearch = z.output<typeof outcomesSearch>

export type ScalePoint = { readonly day: DayNumber; readonly value: number }

export type ChangeView = {
  readonly deltaText: string
  /** What is compared: of the activities that both forms name. Null for a scale that is itself a change. */
  readonly from: Point | null
  readonly to: Point
  readonly status: Status | null
  readonly verdict: Verdict
  readonly sentence: string
  readonly also: readonly string[]
}

/** One scale over time. */
export type ScaleView = {
  readonly id: ScaleId
  readonly name: string
  readonly primary: boolean
  readonly min: number
  readonly max: number
  readonly better: 'higher' | 'lower'
  readonly decimals: 0 | 1
  readonly points: readonly ScalePoint[]
  readonly baseline: ScalePoint | null
  readonly mdc: number | null
  readonly mic: number | null
  readonly change: ChangeView | null
  /** The change at the newest point; null where that cannot be compared. */
  readonly lastChange: ChangeView | null
  /** Since when it is counted, in words. */
  readonly since: string
  /** The newest score in words, where the specification has some. */
  readonly note: string | null
  readonly missing: string | null
  readonly thresholds: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

export type EntryRow = {
  readonly id: string
  readonly name: string
  readonly dayText: string
  readonly scoreText: string
  readonly missing: number
  readonly how: string
}

export type DueRow = {
  readonly measure: string
  readonly name: string
  readonly text: string
  readonly overdue: boolean
}
