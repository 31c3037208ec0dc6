import type { DayNumber } from '#lib/dates.ts'

/** A kind of `told_elsewhere`, or a run of `ran_elsewhere`, the first day, and the day after the last one; null while it goes on. */
export type ToldText = readonly [
  kind: 'night_pain_constant' | 'fever_unwell' | 'hot_red_swollen' | 'swollen' | 'ran',
  from: DayNumber,
  until: DayNumber | null,
]

/** What the rules of a log, and of the runs, read of the other treatments of the same patient; left out where there are none. */
export type Elsewhere = {
  /** Days with `night_pain_constant`. */
  readonly nights: readonly DayNumber[]
  /** Days with a run; a walk is none. */
  readonly ran?: readonly DayNumber[]
  /** From a morning on which another knee was clearly swollen until the next answer. */
  readonly swollen: readonly { readonly from: DayNumber; readonly until: DayNumber | null }[]
}
