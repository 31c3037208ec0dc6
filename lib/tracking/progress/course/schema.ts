/**
 * How `queries.ts` hands the logs of a case over: one row of texts, because hundreds of entries as objects would cost more
 * than reading them. Every day is a number of days since 1970.
 */
export type CourseRow = {
  /** `{…}`: see `unpackScore`. */
  scores: string | null
  /** `{…}`: days with a fever, in whichever of her treatments she told of it. */
  unwell: string | null
  /** `day km minutes;…` */
  runs: string | null
  /** `day item sets item sets;…`: an item by its id; -1 sets for one that was skipped. */
  done: string | null
  /** JSON `PlanText`. */
  plan: string | null
  /** JSON `BlockText[]`. */
  blocks: string | null
  /** JSON `HoldText[]`, oldest first. */
  holds: string | null
}

/** `running`: the rules stopped it, and nobody had answered. */
export type BlockText = [block: 'programme' | 'impact' | 'running', from: number, to: number | null]
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
]
export type PhaseText = [position: number, name: string, items: ItemText[] | null, key: string]
export type VersionText = [number: number, startsOn: number, phases: PhaseText[] | null]
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
