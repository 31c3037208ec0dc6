import type { DayNumber } from '#lib/dates.ts'
import type { Amount } from '#lib/tracking/results/schema.ts'

/** One item of a phase, as far as being due is concerned. */
export type PlanItem = {
  /** Stays the same from version to version. */
  readonly key: string
  readonly exerciseId: string
  /** Sets in all; null for an item without sets. */
  readonly sets: number | null
  readonly reps?: number | null
  readonly holdSeconds?: number | null
  /** Of each set. */
  readonly minutes?: number | null
  readonly loadKg?: number | null
  /** `mon` … `sun`; empty for an item of each run. */
  readonly days: readonly string[]
  readonly fromWeek: number
  readonly untilWeek: number | null
  readonly optional: boolean
  /** Of the return to running that it stands for. */
  readonly stage?: number | null
}
export type PlanPhase = {
  readonly position: number
  /** Of the template, or the clinic's own. */
  readonly key: string
  readonly name: string
  readonly items: readonly PlanItem[]
}
export type PlanVersion = {
  readonly number: number
  readonly startsOn: DayNumber
  /** Milliseconds; left out where only whole days are asked for. */
  readonly publishedAt?: number | null
  readonly phases: readonly PlanPhase[]
}
export type PhaseSpan = {
  /** Null or left out where only its place was kept. */
  readonly key?: string | null | undefined
  /** Its place in the version that was published with it: see `phaseOfSpan`. */
  readonly position: number
  /** Holds from this day until the next span begins. */
  readonly from: DayNumber
  /** Since when its weeks are counted. */
  readonly startedOn: DayNumber
}
export type Plan = {
  readonly activatedOn: DayNumber
  /** Which phase held when, earliest first. */
  readonly phases: readonly PhaseSpan[]
  /** Oldest first. */
  readonly versions: readonly PlanVersion[]
}

/** Days, both included; `to` null = still going on. */
export type Stretch = { readonly from: DayNumber; readonly to: DayNumber | null }
export type BlockStretch = Stretch & { readonly block: 'programme' | 'impact' }

/** What one entry says was done of an exercise. */
export type DoneItem = {
  readonly day: DayNumber
  readonly key: string
  readonly sets: number
  /** Logged with a set that was done. */
  readonly done: boolean
}

/** The row of the plan whose runs hold from a day on; 0 while no run is planned. `jumpWeek`: in which the jumps were held. */
export type RunRow = { readonly from: DayNumber; readonly week: number; readonly jumpWeek?: number }

/** Days on which she was told to do less of an item, or to leave it out, and nobody had answered the advice. */
export type LessStretch = Stretch & {
  readonly key: string
  /** Left out where that is told by the item as it was on the first of these days. */
  readonly exerciseId?: string
  /** Null: leave it out. */
  readonly sets: number | null
  /** The dose that was too much: a version that asks for less than that goes on untouched. */
  readonly than?: Amount
}

/** Everything that says what was due and what came of it. */
export type Course = {
  readonly plan: Plan | null
  /** Of phases whose runs follow from the runs, or whose running load was held, in the order of time; else the calendar. */
  readonly runRows?: readonly RunRow[]
  /** Nobody had run for four weeks, and the runs waited. */
  readonly runWaits?: readonly Stretch[]
  readonly done: readonly DoneItem[]
  readonly runDays: readonly DayNumber[]
  /** Of walks that were entered as runs. */
  readonly walkedDays?: readonly DayNumber[]
  /** Days on which she ran for another treatment. */
  readonly ranElsewhere?: readonly DayNumber[]
  /** Paused by a clinician. */
  readonly paused: readonly Stretch[]
  /** Those of them on which the case was closed. */
  readonly closed?: readonly Stretch[]
  readonly blocks: readonly BlockStretch[]
  /** The rules stopped running, and nobody had answered. */
  readonly runStops?: readonly Stretch[]
  readonly less?: readonly LessStretch[]
  /** Days on which the patient reported fever or feeling ill. */
  readonly unwell: readonly DayNumber[]
}

/**
 * How `queries.ts` hands the logs of a case over: one row of texts, because hundreds of entries as objects would cost more
 * than reading them. Every day is a number of days since 1970.
 */
export type CourseRow = {
  /** `{…}`: see `unpackScore`. */
  scores: string | null
  /** `{…}`: days with a fever, in whichever of her treatments she told of it. */
  unwell: string | null
  /** `{…}`: days with a run for another treatment. */
  ranElsewhere: string | null
  /** `day km minutes type recorded;…`, recorded in milliseconds. */
  runs: string | null
  /** `day item sets item sets;…`: an item by its id; -1 sets for one that was skipped. */
  done: string | null
  /** JSON `PlanText`. */
  plan: string | null
  /** JSON `BlockText[]`. */
  blocks: string | null
  /** JSON `HoldText[]`, oldest first. */
  holds: string | null
  /** JSON `LessText[]`. */
  less: string | null
}

/** `running`: the rules stopped it, and nobody had answered. */
export type BlockText = [block: 'programme' | 'impact' | 'running', from: number, to: number | null]
/** `was`: the exercise that is left out, or the dose that was too much; null for advice of neither. */
export type LessText = [
  key: string,
  was: string | Amount | null,
  sets: number | null,
  from: number,
  to: number | null,
]
export type HoldText = [status: string, day: number]
export type ItemText = [
  id: string,
  key: string,
  exerciseId: string,
  sets: number | null,
  days: string[],
  fromWeek: number,
  untilWeek: number | null,
  optional: boolean,
  stage: number | null,
  reps: number | null,
  holdSeconds: number | null,
  minutes: number | null,
  loadKg: number | null,
]
export type PhaseText = [position: number, name: string, items: ItemText[] | null, key: string]
export type VersionText = [number: number, startsOn: number, phases: PhaseText[] | null, publishedAt?: number]
export type EventText = [
  kind: 'paused' | 'resumed' | 'phase',
  on: number,
  position: number | null,
  startedOn: number | null,
  /** Of a phase. */
  key?: string | null,
]
export type PlanText = {
  activatedOn: number
  position: number
  startedOn: number
  /** In the order in which they were written. */
  events: EventText[] | null
  versions: VersionText[] | null
}
