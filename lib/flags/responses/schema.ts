import { z } from 'zod'

/**
 * What a clinician can answer to a flag (clinical/red-flags.md 1.4 and 2). Only two of them settle it; `stands` is for a settled
 * one and raises it anew.
 */
const answerKinds = ['confirmed', 'ruled_out', 'referred', 'block_lifted', 'stands'] as const
export type AnswerKind = (typeof answerKinds)[number]

/** What stands in the history of a flag: its answers, and that a referral of its form was taken back. */
export const answerKindWords: Record<AnswerKind | 'not_referred', string> = {
  confirmed: 'Confirmed',
  ruled_out: 'Ruled out',
  referred: 'Referred',
  block_lifted: 'Block lifted',
  stands: 'Stands after all',
  not_referred: 'Not referred after all',
}

export const answerFlagInput = z
  .strictObject({
    /** Made by the page: sending twice is one answer. */
    id: z.uuid(),
    flagRowId: z.uuid(),
    /** When the flag was said again last, as the page shows it; left out or empty when it was not. */
    seen: z.union([z.iso.datetime(), z.literal('')]).optional(),
    kind: z.enum(answerKinds, 'Please choose confirm, refer or rule out.'),
    text: z.string().trim().max(2000, 'Please use at most 2000 characters.'),
  })
  .refine((input) => input.text.length >= 3, {
    path: ['text'],
    error: 'Please write what you found, in a sentence. It stays with the flag.',
  })
export type AnswerFlagInput = z.infer<typeof answerFlagInput>
