import { z } from 'zod'
import type { OwnSession } from '#lib/accounts/own/schema.ts'
import type { ConsentView } from '#lib/intake/consents/schema.ts'

const requestKinds = ['export', 'correction', 'erasure'] as const
export type RequestKind = (typeof requestKinds)[number]

/** What was asked for: "you asked for a copy", "SW-1042 asks for a copy". */
export const requestWords: Readonly<Record<RequestKind, string>> = {
  export: 'a copy',
  correction: 'a correction',
  erasure: 'erasure',
}

export const requestInput = z.strictObject({ kind: z.enum(requestKinds, 'Choose what you ask for.') })
export type RequestInput = z.output<typeof requestInput>

export const takeBackInput = z.strictObject({ requestId: z.uuid() })
export type TakeBackInput = z.output<typeof takeBackInput>

export const recordSearch = z.object({
  page: z.coerce.number().int().min(0).max(10_000).catch(0).default(0),
  asked: z.enum(requestKinds).nullable().catch(null).default(null),
  /** A request was just taken back. */
  back: z.literal('1').nullable().catch(null).default(null),
})

/** Somebody of the clinic who had to do with the record on a day. */
export type Seen = {
  day: string
  dayText: string
  name: string
  role: string
  what: string
  /** Opened without being on the care team, with a reason. */
  glass: boolean
}

export type Consent = {
  id: string
  given: string
  version: number
  answers: { wording: string; yes: boolean }[]
}

export type OwnRequest = {
  id: string
  kind: RequestKind
  when: string
  done: string | null
  answer: string | null
  takenBack: boolean
}

export type OwnRecord = {
  details: { term: string; value: string }[]
  clinicPhone: string
  seen: Seen[]
  page: number
  more: boolean
  /** As she signed them. */
  consents: Consent[]
  /** As they stand; empty until a form is signed. */
  agreed: ConsentView[]
  /** Of age to agree by herself. */
  agreesHerself: boolean
  /** What was said besides the forms, newest first. */
  said: { id: string; text: string }[]
  /** `done`: when the clinic said that it is done. `answer`: to an erasure, what was done and what stays. */
  requests: OwnRequest[]
  sessions: OwnSession[]
}
