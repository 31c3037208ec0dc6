import { z } from 'zod'
import type { MeasureId } from '#lib/content/outcomes/types.ts'
import type { Day } from '#lib/dates.ts'

const asked = z.uuid().nullable().catch(null).default(null)

/** What the addresses of forms may say; anything else is as if it were not there. */
export const formsSearch = z.object({
  case: asked,
  saved: z.string().nullable().catch(null).default(null),
  missing: z.coerce.number().int().min(1).max(60).nullable().catch(null).default(null),
  language: z.string().max(20).nullable().catch(null).default(null),
})

export type Question = {
  readonly id: string
  readonly text: string
  /** What the ends of a number scale mean; null where each answer has its own words. */
  readonly ends: readonly [string, string] | null
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

/** One form as it is filled, by a patient or for her. */
export type FormView = {
  readonly caseId: string
  readonly today: Day
  /** Which knee it is about, for a patient who is treated for two. */
  readonly knee: string | null
  readonly measure: MeasureId
  readonly title: string
  readonly intro: string
  readonly questions: readonly Question[]
  /** The texts shown; null for our own wording, and for scores typed in from paper. */
  readonly packId: string | null
  readonly language: string
  readonly languages: readonly string[]
  /** The unfinished row that this form goes on with, and what it says. */
  readonly supersedes: string | null
  readonly values: Readonly<Record<string, string>>
  /** The last day for adding what is missing: "Sat 14 Nov". */
  readonly untilText: string | null
}

export type DueForm = {
  readonly measure: MeasureId
  readonly title: string
  /** "Due Fri 13 Nov", "Since Fri 13 Nov". */
  readonly text: string
  readonly questions: number
  readonly begun: boolean
  readonly href: string
}

export type SentForm = {
  readonly on: Day
  /** What the clinic put right in it. */
  readonly changed: { readonly reason: string; readonly changes: readonly string[] } | null
  /** The clinic took it back; the reason is empty where it was not written for her. */
  readonly takenBack: { readonly reason: string } | null
  readonly id: string
  readonly title: string
  readonly dayText: string
  /** While answers can still be added: how many are missing, until which day, and where. */
  readonly open: { readonly missing: number; readonly untilText: string; readonly href: string } | null
}

export type OwnForms = {
  readonly cases: readonly {
    readonly caseId: string
    /** Which one they are about, where there are others. */
    readonly knee: string | null
    readonly due: readonly DueForm[]
    readonly sent: readonly SentForm[]
  }[]
}
