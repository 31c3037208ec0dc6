import type { Severity } from '#lib/alerts/schema.ts'
import type { NotePart } from '#lib/content/notes/templates.ts'
import type { Day } from '#lib/dates.ts'
import type { Indicators } from '#lib/review/indicators/schema.ts'
import type { Logs } from '#lib/tracking/results/schema.ts'

/** Something the record holds since the last signed note, in words, with where it comes from. */
export type Fact = {
  /** Names the fact while nothing new is recorded; a button inserts it by this. */
  readonly id: string
  readonly part: NotePart
  readonly text: string
  readonly source: string
}

/** Kinds of rows of which a note is told the newest alone. */
export type Cut = 'steps' | 'alerts' | 'flags' | 'versions' | 'events' | 'reviews' | 'forms'

/** As many of each. */
export const newestTold = 30

/** Rows of the record; times are instants, days those of the patient's zone. */
export type FactInput = {
  readonly today: Day
  /** First day that counts: of the last signed note, else of the opening of the case. */
  readonly since: Day
  /** Last day of the logs: that of the note. */
  readonly until: Day
  /** There is no signed note yet. */
  readonly first: boolean
  /** Of what only the newest are among these. */
  readonly cut: readonly Cut[]
  readonly intake: readonly { readonly id: string; readonly text: string }[]
  readonly intakeOn: Day | null
  /** Forms that were sent since, in lines. */
  readonly forms: readonly {
    readonly id: string
    /** Of what kind, as a source. */
    readonly name: string
    readonly on: Day
    readonly lines: readonly { readonly id: string; readonly text: string }[]
  }[]
  readonly logs: Logs
  readonly indicators: Indicators
  readonly examined: readonly {
    readonly id: string
    readonly on: Day
    readonly by: string
    readonly outstanding: readonly string[]
    readonly recorded: number
  }[]
  readonly versions: readonly {
    readonly number: number
    readonly startsOn: Day
    readonly publishedOn: Day
    readonly by: string
    readonly note: string
  }[]
  /** The program paused, resumed or in another phase, the case on hold or going on. */
  readonly events: readonly {
    readonly id: string
    readonly text: string
    readonly on: Day
    readonly by: string | null
  }[]
  readonly reviews: readonly {
    readonly id: string
    /** In words. */
    readonly decision: string
    readonly text: string
    readonly on: Day
    readonly by: string
  }[]
  readonly steps: readonly {
    readonly id: string
    readonly text: string
    readonly on: Day
    readonly state: string
    readonly reason: string | null
  }[]
  readonly alerts: readonly {
    readonly id: string
    readonly title: string
    readonly severity: Severity
    readonly openedOn: Day
    readonly acknowledgement: string | null
    readonly closed: boolean
  }[]
  readonly flags: readonly {
    readonly id: string
    readonly title: string
    readonly urgencyText: string
    readonly raisedOn: Day
    readonly answer: string | null
  }[]
  readonly outcomes: readonly {
    readonly id: string
    readonly name: string
    readonly text: string
    readonly on: Day
  }[]
  /** Safety questions of logs: how often they were answered, and the signs that were named, in words with their days. */
  readonly safety: {
    readonly asked: number
    readonly signs: readonly { readonly label: string; readonly on: Day }[]
  }
}
