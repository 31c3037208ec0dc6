import type { Urgency } from '#lib/content/flags/types.ts'

/** What is said about hops and running, and which fields of the section are not offered. */
export type HopsView = {
  /** Why impact is stopped; null while it is not. */
  stopped: string | null
  closed: readonly string[]
  /** Recorded findings with which nobody should hop. */
  against: readonly string[]
}

/** What the findings of an examination ask for so far: with its page, and anew with every save. For the team only. */
export type Warnings = {
  /** Raised by this examination and still open. */
  flags: readonly { id: string; title: string; urgency: Urgency }[]
  /** Why the remaining provocative tests are left out. */
  stop: string | null
  hops: HopsView
}
