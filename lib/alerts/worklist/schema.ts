import { z } from 'zod'
import type { Severity } from '#lib/alerts/schema.ts'
import type { Urgency } from '#lib/content/flags/types.ts'
import type { Silence } from '../nightly/schema.ts'

export const alertViews = ['mine', 'team', 'snoozed'] as const
export type AlertViewName = (typeof alertViews)[number]
export const alertViewNames: Readonly<Record<AlertViewName, string>> = {
  mine: 'Mine',
  team: 'All my teams',
  snoozed: 'Snoozed',
}

const one = (value: unknown) => (Array.isArray(value) ? value[0] : value)

/** What the address of the worklist may say; anything else means nothing. */
export const alertSearch = z.object({
  view: z.preprocess(one, z.enum(alertViews)).catch('team'),
  page: z.preprocess(one, z.coerce.number().int().min(1).max(10_000)).catch(1),
})
export type AlertSearch = z.infer<typeof alertSearch>

export type AlertPerson = { readonly id: string; readonly name: string }

/** A red flag that an alert stands for in the list. */
export type FlagBehind = {
  readonly title: string
  readonly urgency: Urgency
  readonly urgencyText: string
  readonly answered: boolean
}

/** An open alert as a physio sees it. Plain JSON. */
export type AlertCard = {
  readonly id: string
  readonly alertId: string
  readonly title: string
  readonly severity: Severity
  readonly severityText: string
  /** Goes back with what acknowledges, snoozes or closes it. */
  readonly seen: string
  /** What it means when it is true, why it matters and what to do; empty for an alert without a rule. */
  readonly says: string
  readonly why: string
  readonly action: string
  /** Those that wait for an answer first, the gravest on top. */
  readonly flags: readonly FlagBehind[]
  /** No exercise and no run until it is closed. */
  readonly stopsPlan: boolean
  readonly rule: string
  readonly version: number
  readonly inputs: readonly { readonly label: string; readonly value: string }[]
  readonly openedAt: string
  readonly openedText: string
  /** When the newest that it stands for was told; null when that opened it. */
  readonly askedText: string | null
  /** That the newest entry behind it waited on the phone of its patient, and until when; null when it came at once. */
  readonly cameText: string | null
  readonly patient: { readonly name: string; readonly number: string }
  readonly caseId: string
  readonly caseText: string
  /** Told in another treatment, and stops this one: to be resolved, and nothing else. */
  readonly elsewhere: boolean
  readonly owner: AlertPerson | null
  /** Who opened the record from outside the team, and why; for the team alone. */
  readonly glass: { readonly by: string; readonly reason: string } | null
  readonly acknowledged: {
    readonly by: string
    readonly atText: string
    readonly note: string
    /** It was handed over after that. */
    readonly passedOn: boolean
  } | null
  /** What else people did with it, with their words, the oldest first. */
  readonly done: readonly AlertLine[]
  readonly snoozedText: string | null
  /** Days between which it may be snoozed; null when it may not. */
  readonly snooze: { readonly from: string; readonly to: string } | null
  /** Others on the care team, to hand it over to. */
  readonly others: readonly AlertPerson[]
}

/** A red flag that nobody has answered. */
export type WaitingFlag = {
  readonly id: string
  readonly title: string
  readonly urgency: Urgency
  readonly urgencyText: string
  readonly raisedText: string
  /** As of an alert. */
  readonly cameText: string | null
  readonly patient: { readonly name: string; readonly number: string }
  readonly caseId: string
  readonly caseText: string
  /** The lead, whose it is; null when nobody leads the case. */
  readonly owner: AlertPerson | null
}

/** A case of which the rules could not be asked in the last night. */
export type NotAsked = {
  readonly caseId: string
  readonly name: string
  readonly number: string
  readonly dayText: string
}

export type Worklist = {
  readonly search: AlertSearch
  /** Of all teams, whatever the view. */
  readonly flags: readonly WaitingFlag[]
  readonly notAsked: readonly NotAsked[]
  readonly silence: Silence
  readonly counts: Readonly<Record<AlertViewName, number>>
  readonly cards: readonly AlertCard[]
  readonly found: number
  readonly page: number
  readonly pages: number
}

/** One line of what happened to the alerts of a case. */
export type AlertLine = {
  readonly id: string
  readonly at: string
  readonly atText: string
  readonly text: string
  readonly note: string
}

/** A closed alert with everything that happened to it. */
export type ClosedCard = {
  readonly id: string
  readonly title: string
  readonly severityText: string
  readonly periodText: string
  readonly outcome: string
  readonly lines: readonly AlertLine[]
}
