import type { CaseStatus } from '#lib/cases/schema.ts'
import { type Day, dayText } from '#lib/dates.ts'
import type { ReviewDecision } from '#lib/review/schema.ts'

export type EventRow = {
  readonly kind: 'paused' | 'resumed' | 'phase'
  /** First day on which it holds. */
  readonly on: Day
  readonly reason: string
  /** By the name that it had then. */
  readonly phase: string | null
}

type Done<By = string> = { readonly at: string; readonly by: By }

/** What the statement of queries.ts says; times are instants. */
export type CourseRow = {
  readonly versions: readonly (Done<string | null> & { number: number; startsOn: Day; note: string })[] | null
  readonly events: readonly (Done<string | null> & EventRow & { id: string })[] | null
  readonly statuses: readonly (Done & { id: string; to: CaseStatus; reason: string; note: string })[] | null
  readonly reviews: readonly (Done & { id: string; decision: ReviewDecision; text: string })[] | null
}

/** "Program paused: travels", "Phase “Build”, from Thu 12 Nov". `done`: the day on which somebody did it. */
export function eventText({ kind, on, reason, phase }: EventRow, done: Day): string {
  const what = kind === 'phase' ? `Phase “${phase ?? 'not named'}”` : `Program ${kind}`
  return `${what}${on === done ? '' : `, from ${dayText(on, done)}`}${reason ? `: ${reason}` : ''}`
}
