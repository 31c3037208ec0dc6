import type { Block } from '#lib/content/flags/types.ts'
import type { LimitRow } from '#lib/limits/values/rules.ts'
import type { RecordedBirth } from '#lib/patients/births/rules.ts'
import type { EventText, HoldText } from '#lib/tracking/progress/course/schema.ts'
import type { HeldText, RanBefore, RanElsewhere } from '../schema.ts'

/**
 * How `queries.ts` hands over what alerts rest on: one row of texts a case, since thousands of entries as objects would cost
 * more than reading them. Every day is a number of days since 1970, every time milliseconds.
 */
export type BatchRow = {
  caseId: string
  patientId: string
  zone: string
  today: number
  review: number | null
  birth: RecordedBirth
  /** JSON, see below; null without a program. */
  plan: string | null
  exercises: string | null
  runs: string | null
  /** Runs of her other treatments. */
  ranElsewhere: RanElsewhere[] | null
  heldElsewhere: HeldText[] | null
  ranBefore: RanBefore
  /** When a clinician let her begin again after missed weeks, in the order of time. */
  begunAgain: number[] | null
  pains: string | null
  unwell: string | null
  elsewhere: string | null
  flags: string | null
  stops: string | null
  /** JSON `BlockText[]`: what an injury stops, and a stop of running in another treatment. */
  bodyStops: string | null
  less: string | null
  /** The first days of which every run, and every session, was read. */
  runsFrom: number
  sessionsFrom: number
  holds: string | null
  lastReview: number | null
  forms: string | null
  limits: LimitRow[] | null
}

export type ItemText = [
  key: string,
  exerciseId: string,
  sets: number | null,
  days: string[],
  eachRun: boolean,
  fromWeek: number,
  untilWeek: number | null,
  optional: boolean,
  minutes: number | null,
  stage: number | null,
  reps: number | null,
  holdSeconds: number | null,
  loadKg: number | null,
]
export type PhaseText = [
  key: string,
  name: string,
  weeksMax: number,
  runLimit: number,
  exLimit: number,
  amberOk: boolean,
  /** Null for a phase that did not hold in these days. */
  items: ItemText[] | null,
]
export type PlanText = {
  activatedOn: number
  position: number
  startedOn: number
  events: EventText[] | null
  versions: [number: number, startsOn: number, phases: PhaseText[] | null, publishedAt: number][] | null
}

export type ExerciseText = [
  id: string,
  sessionId: string,
  day: number,
  at: number,
  safety: string[] | null,
  key: string,
  exerciseId: string,
  phaseKey: string,
  limit: number,
  sets: number,
  skipReason: string | null,
]
export type RunText = [
  id: string,
  day: number,
  at: number,
  safety: string[] | null,
  km: number,
  minutes: number,
  finished: boolean,
  type: string,
  settle: string | null,
]
/** `of`: the exercise or run that a pain belongs to; the rest only of a pain by itself. */
export type PainText = [
  of: string | null,
  context: string,
  score: number,
  id?: string,
  day?: number,
  at?: number,
  safety?: string[] | null,
  swelling?: string | null,
]
/** `overdueSince`: milliseconds; null for a flag that does not wait longer than its target. `stands`: not superseded. */
export type FlagText = [
  block: Block,
  from: number,
  to: number | null,
  overdueSince: number | null,
  flagId: string,
  stands: boolean,
  id: string,
]
/** A stop of running: when a clinician answered it, day and milliseconds, and the days on which it held. */
export type StopText = [day: number | null, at: number | null, from: number, to: number | null]
export type FormText = [at: string, kind: string, answers: unknown]
export type HoldTexts = HoldText[]
