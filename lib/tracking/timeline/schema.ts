import { z } from 'zod'
import { type DayNumber, isDay } from '#lib/dates.ts'
import type { SessionState } from '../progress/schema.ts'

/** Everything about a case on one axis of days. */

export const zooms = ['2', '6', '12', '26'] as const
export type Zoom = (typeof zooms)[number]

const day = z.string().refine(isDay).nullable().catch(null).default(null)

/** What the address of the page may say; anything else is as if it were not there. */
export const timelineSearch = z.object({
  weeks: z.enum(zooms).catch('6').default('6'),
  /** The last day that is shown; today without it. */
  until: day,
  /** The day whose entries stand below; where weeks are small, its week. */
  at: day,
  table: z.literal('1').nullable().catch(null).default(null),
})
export type TimelineSearch = z.output<typeof timelineSearch>

/** How many days one link of the chart stands for: a day of 26 weeks would be 6 px wide. */
export const daysOfLink = (weeks: Zoom): 1 | 7 => (Number(weeks) > 6 ? 7 : 1)

/** Days from `from` to `to`, both shown; `earlier` and `later` are last days to page to, null where there is nothing. */
export type TimelineWindow = {
  readonly from: DayNumber
  readonly to: DayNumber
  readonly today: DayNumber
  readonly earlier: DayNumber | null
  readonly later: DayNumber | null
}

const eventKinds = ['version', 'review', 'note', 'alert', 'outcome'] as const
export type EventKind = (typeof eventKinds)[number]

export type TimelineEvent = {
  readonly id: string
  readonly kind: EventKind
  readonly day: DayNumber
  /** "Review: progress", "AKPS 81", "Version 3". */
  readonly title: string
  /** Two or three letters beside the mark, where there is room: "81", "v3". */
  readonly short: string
  readonly text: string
  /** Of an alert. */
  readonly grave: boolean
  /** Where it is read in full; null when it stands here in full. */
  readonly href: string | null
}

/** The worst of each kind on one day. */
export type PainOfDay = {
  during: number | null
  after: number | null
  morning: number | null
  other: number | null
}

export type TimelineDay = {
  readonly day: DayNumber
  readonly pain: PainOfDay
  /** Kilometers of all runs; null without one. */
  readonly km: number | null
  /** Of each run. */
  readonly runs: readonly number[]
  /** What one run of the day should not be longer than, km; null where no rule says so, or a run is planned in minutes. */
  readonly capKm: number | null
  /** Of the planned session; null when none was planned. */
  readonly session: SessionState | null
  readonly events: readonly TimelineEvent[]
}

export type TimelineModel = TimelineWindow & {
  /** Every day of the window, oldest first. */
  readonly days: readonly TimelineDay[]
  /** What the next run should not be longer than, in a window that ends before today a run of its last day. */
  readonly capKm: number | null
  /** The 7-day mean of the worst pain of each day, null where it is not known. */
  readonly means: readonly (number | null)[]
  /** The weeks from Monday on that the window touches, each with the kilometers of all its days. */
  readonly weeks: readonly { readonly start: DayNumber; readonly km: number }[]
  /** Which version held from which day to which, as far as the window shows it. */
  readonly versions: readonly { readonly number: number; readonly from: DayNumber; readonly to: DayNumber }[]
}

/** One entry of the chosen days in words. */
export type DayEntry = {
  readonly id: string
  readonly day: DayNumber
  readonly kind: EventKind | 'session' | 'run' | 'pain'
  readonly title: string
  readonly text: string
  /** Of an entry that waited on the phone of its patient: until when; null for anything else. */
  readonly cameText: string | null
  /** 0–10, the worst pain of an entry. */
  readonly score: number | null
  readonly href: string | null
}
