import { z } from 'zod'
import { changePhaseForm } from '#lib/programs/course/schema.ts'
import type { BeginView, CheckView } from '#lib/programs/entry/schema.ts'
import type { Missed } from '../missed/rules.ts'
import type { PhaseAdvice } from './rules.ts'

/**
 * What a physio answers to an advised change of phase. The page gives the answer its id, so that pressing twice is once;
 * `version` is the program's, as the page showed it.
 */
export const acceptPhaseForm = changePhaseForm
  .omit({ startedOn: true, entryReason: true })
  .extend({ suggestionId: z.uuidv7() })
export type AcceptPhaseForm = z.infer<typeof acceptPhaseForm>

export const declinePhaseForm = acceptPhaseForm.extend({
  reason: z.preprocess((value) => value ?? '', z.string().trim().max(500, 'At most 500 characters')),
})
export type DeclinePhaseForm = z.infer<typeof declinePhaseForm>

/** Whether the next phase may begin, and what each of the others asks for. */
export type NextStep = {
  phase: PhaseAdvice
  /** Its checks, with how to get what is missing. */
  checks: readonly CheckView[]
  /** Every phase of the version, with what it asks for when it is chosen by hand. */
  begins: readonly BeginView[]
  /** The version that it is about. */
  versionId: string
  /** What an answer is kept as: a page gives each its own, so that pressing twice is one answer. */
  suggestionId: string
  /** Ready, but an alert asks for action first: one press is not offered. */
  held: boolean
  /** Who declined this very advice, "Anna Berger, today 10:12", and why; null while nobody has. */
  declined: { answered: string; reason: string } | null
  /** Name of the phase that follows; null for the last one. */
  nextName: string | null
  /** Weeks without a run and the stage to begin with again; null without any. */
  missed: (Missed & { readonly suggestionId: string }) | null
  /** Why runs of the present stage lead nobody on. */
  notCounted: readonly string[]
}
