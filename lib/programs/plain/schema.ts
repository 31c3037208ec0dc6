import type { Day } from '#lib/dates.ts'
import type { RunPlan } from '#lib/programs/run-plan/schema.ts'
import type { WaitWords } from '#lib/tracking/waits/schema.ts'

/** One exercise in the patient's words. Nothing here is for the team. */
export type PlainItem = {
  readonly key: string
  readonly exerciseId: string
  readonly name: string
  /** "3 sets of 10, each side", with what belongs to it: "(5 in each of 3 directions)" */
  readonly dose: string
  /** "12 kg"; empty for body weight */
  readonly load: string
  /** "6 to 7 of 10"; empty when free */
  readonly effort: string
  readonly rest: string
  /** "2 s one way, 1 s hold, 3 s back"; empty without one */
  readonly tempo: string
  /** "Mon, Wed, Fri" */
  readonly days: string
  readonly today: boolean
  readonly eachRun: boolean
  readonly optional: boolean
  readonly note: string
  /** "Stop when the pain goes above 3 of 10." */
  readonly limit: string
  /** What she does less of it until somebody has spoken with her; left out when the dose holds. */
  readonly less?: string | undefined
}

export type PlainPhase = {
  readonly name: string
  /** counted from 1 */
  readonly number: number
  readonly count: number
  /** "week 2 of 3 to 4" */
  readonly weekText: string
  readonly items: readonly PlainItem[]
  /** The phases after it, by name. */
  readonly later: readonly string[]
  readonly exLimit: number
  readonly runLimit: number
  /** Why this week's run is the one of the week before, in one sentence; null when it is not. */
  readonly again: string | null
  /** Some exercises wait because of a safety answer. */
  readonly held: boolean
  /** The way back to running; null without one, and while running waits. */
  readonly runPlan: RunPlan | null
  /** "No single run above 8.8 km.", for runs that follow no stages; null while it is not known. */
  readonly runCap: string | null
}

/** An exercise with what stands on its own page alone: how far a run of no stage may be, where it is one. */
export type OwnExercise = PlainItem & Pick<PlainPhase, 'runCap'>

/** What the patient's page of the program shows. */
export type MyProgram =
  | { readonly state: 'none' }
  /** The newest case was closed; with the program that goes on alone after a discharge, if there is one. */
  | { readonly state: 'ended'; readonly phase: PlainPhase | null }
  /** Nothing is planned by agreement; no answer stopped it. */
  | { readonly state: 'on_hold' }
  | { readonly state: 'upcoming'; readonly startsOn: Day; readonly today: Day }
  | { readonly state: 'paused'; readonly words: WaitWords }
  | { readonly state: 'running'; readonly phase: PlainPhase }
