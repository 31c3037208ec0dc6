import type { ProgramItem } from '#lib/programs/schema.ts'

/** A number as the database driver hands it over: PostgreSQL's numeric keeps its digits. */
export type Numeric = number | string | { toString(): string }

/** A row of ProgramItem, as far as its content goes. */
export type ItemRow = {
  key: string
  exerciseId: string
  sets: number | null
  reps: number | null
  holdSeconds: number | null
  minutes: Numeric | null
  distanceM: number | null
  loadKg: Numeric | null
  loadNote: string
  tempo: string | null
  rpeMin: number | null
  rpeMax: number | null
  restSeconds: number | null
  sides: ProgramItem['sides']
  days: readonly string[]
  eachRun: boolean
  perWeekMin: number | null
  perWeekMax: number | null
  fromWeek: number
  untilWeek: number | null
  optional: boolean
  stage: number | null
  note: string
  replacedFrom: string | null
  replacedReason: string | null
}

/** A row of ProgramPhase with its items, in their order. */
export type PhaseRow = {
  key: string
  name: string
  weeksMin: number
  weeksMax: number
  runLimit: number
  exLimit: number
  hopLimit: number
  amberOk: boolean
  sessionsPerWeek: number
  items: readonly ItemRow[]
}

/** What every row of a record carries. */
export type RecordKeys = { clinicId: string; patientId: string; caseId: string }
