import { z } from 'zod'
import type { RequestKind } from '../record/schema.ts'

export const finishRequestInput = z.strictObject({
  requestId: z.uuid(),
  note: z
    .string()
    .trim()
    .min(3, 'Please write what was done, in a few words.')
    .max(300, 'Please use at most 300 characters.'),
  /** To an erasure: what the patient reads. */
  answer: z.string().trim().max(1000, 'Please use at most 1000 characters.').default(''),
  /** Who was never treated is erased now, or is not; nobody else is asked about. */
  erase: z.enum(['yes', 'no', '']).default(''),
})
export type FinishRequest = z.output<typeof finishRequestInput>

export const requestViews = ['open', 'done'] as const
export type RequestView = (typeof requestViews)[number]

export const requestSearch = z.object({
  view: z.enum(requestViews).catch('open').default('open'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
  /** What the page says of the request that was just marked. */
  saved: z.literal('done').nullable().catch(null).default(null),
  /** Somebody else had marked this one before. */
  already: z.uuid().nullable().catch(null).default(null),
})
export type RequestSearch = z.output<typeof requestSearch>

export const kindWords: Readonly<Record<RequestKind, string>> = {
  export: 'a copy of the record',
  correction: 'a correction',
  erasure: 'erasure of the record',
}

/** A case of which a copy is made: whether by the reader, and otherwise by whom. */
export type CopyOfCase = { caseId: string; opened: string; makes: boolean; team: string[] }

export type RequestRow = {
  id: string
  kind: RequestKind
  /** `id`: of the page of the patient; null once she was erased. */
  patient: { id: string | null; name: string; number: string }
  askedAt: string
  askedText: string
  /** By when it has to be done; null once it is. */
  due: { text: string; overdue: boolean } | null
  /** Asked for erasure and never treated: she can be erased. */
  erasable: boolean
  /** What else such a person asks: it is closed with the erasure. */
  closedWith: RequestKind[]
  /** Of an open request for a copy: the cases that it is made of. */
  copies: CopyOfCase[] | null
  done: {
    by: string
    at: string
    text: string
    note: string
    answer: string | null
    /** By the patient, before anything was done. */
    takenBack: boolean
  } | null
}

export type RequestList = {
  view: RequestView
  counts: Record<RequestView, number>
  rows: RequestRow[]
  page: number
  pages: number
  saved: boolean
  already: RequestRow | null
}
