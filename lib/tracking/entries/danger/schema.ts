import type { Urgency } from '#lib/content/flags/types.ts'

/** What an entry told of danger, for the team; plain JSON. */
export type EntryDanger = {
  /** The gravest first. */
  readonly flags: readonly {
    readonly id: string
    readonly title: string
    readonly urgency: Urgency
    readonly urgencyText: string
  }[]
  /** Urgent alerts that no flag of it stands for. */
  readonly alerts: readonly string[]
  /** The gravest of both; a severe pain and a new injury are for today. */
  readonly level: Urgency
  /** What the patient would have read, to be said to them. */
  readonly tell: readonly string[]
}
