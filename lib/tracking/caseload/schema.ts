import { z } from 'zod'

export const caseloadTabs = ['all', 'mine', 'action', 'review', 'silent', 'plan'] as const
export type CaseloadTab = (typeof caseloadTabs)[number]
export const caseloadTabNames: Readonly<Record<CaseloadTab, string>> = {
  all: 'All open',
  mine: 'Mine',
  action: 'Needs action',
  review: 'Review in 7 days',
  silent: 'Too long without a log',
  plan: 'No program yet',
}

const caseloadSorts = ['urgent', 'name', 'pain', 'done', 'log', 'review'] as const
export type CaseloadSort = (typeof caseloadSorts)[number]

const alertFilters = ['urgent', 'act', 'watch', 'info', 'none'] as const

const one = (value: unknown) => (Array.isArray(value) ? value[0] : value)
const choice = <T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(one, z.enum(values)).nullable().catch(null)

/** What the address of the caseload may say; anything else means nothing. */
export const caseloadSearch = z.object({
  tab: choice(caseloadTabs).transform((tab) => tab ?? 'all'),
  q: z.preprocess(one, z.string().trim().max(80)).catch(''),
  side: choice(['left', 'right', 'both']),
  alerts: choice(alertFilters),
  lead: z.preprocess(one, z.uuid()).nullable().catch(null),
  complaint: z.preprocess(one, z.string().trim().min(1).max(200)).nullable().catch(null),
  sort: choice(caseloadSorts).transform((sort) => sort ?? 'urgent'),
  dir: choice(['asc', 'desc']),
  page: z.preprocess(one, z.coerce.number().int().min(1).max(10_000)).catch(1),
})
export type CaseloadSearch = z.infer<typeof caseloadSearch>

export type Concern = 'urgent' | 'act' | 'watch' | 'info'

/** A flag or an alert that is open. */
export type OpenFinding = {
  readonly id: string
  readonly concern: Concern
  readonly answered: boolean
  /** A flag of that level, which comes before everything else that is urgent. */
  readonly emergency?: boolean
}

export type CaseloadGroup = 'now' | 'act' | 'week' | 'plan' | 'track'
export const groupNames: Readonly<Record<CaseloadGroup, string>> = {
  now: 'Now',
  act: 'Act within two days',
  week: 'This week',
  plan: 'No program yet',
  track: 'On track',
}

/** A case in the list. Days are counted from today: 0 today, 1 yesterday; a review in 3 days is -3. */
export type CaseloadRow = {
  readonly caseId: string
  readonly name: string
  readonly number: number
  /** "34", "17 or 34" while two dates of birth count. */
  readonly age: string
  readonly side: 'left' | 'right' | 'both'
  readonly complaint: string
  readonly status: 'open' | 'on_hold'
  /** Worst pain of each of the last 56 days, oldest first. */
  readonly pain: readonly (number | null)[]
  /** The last 7-day mean and its age in days. */
  readonly mean: { readonly value: number; readonly daysAgo: number } | null
  /** `ind_adherence_pct`; null with fewer than 4 due items. */
  readonly done: number | null
  readonly paused: boolean
  /** The day of the program, 1 the first; null without a program and before it begins. */
  readonly programDay: number | null
  /** The first day of a program that is published and lies ahead. */
  readonly beginsOn: string | null
  readonly daysSinceLog: number | null
  /** After how many days without a log the case, else the clinic, wants to know. */
  readonly silentAfter: number
  /** `ind_days_since_log`: null without a program, and while somebody is told to rest. */
  readonly silentDays: number | null
  readonly findings: readonly OpenFinding[]
  /** Days until the next review, negative when it is late. */
  readonly review: number | null
  readonly reviewOn: string | null
  readonly lead: { readonly id: string; readonly name: string } | null
  readonly group: CaseloadGroup
}

export type CaseloadView = {
  /** Those of the page. */
  readonly rows: readonly CaseloadRow[]
  readonly page: number
  readonly pages: number
  /** On all pages together. */
  readonly found: number
  readonly groups: Readonly<Record<CaseloadGroup, number>>
  readonly total: number
  readonly counts: Readonly<Record<CaseloadTab, number>>
  readonly leads: readonly { readonly id: string; readonly name: string }[]
  readonly complaints: readonly string[]
  readonly search: CaseloadSearch
  readonly today: string
  readonly accountId: string
}
