/** What people enter about a flag, and the words for its state (clinical/red-flags.md 1). */
import { z } from 'zod'

export const flagResponses = ['confirmed', 'ruled_out', 'referred'] as const
export type FlagResponse = (typeof flagResponses)[number]

/** `superseded` stays in the history and counts as absent in rules. */
export const flagStates = ['unresolved', 'resolved', 'superseded'] as const
export type FlagState = (typeof flagStates)[number]

export const flagSources = ['intake', 'assessment', 'log'] as const
export type FlagSource = (typeof flagSources)[number]

const reason = z.string().trim().min(1, 'Please write why.').max(2000, 'Please use at most 2000 characters.')

export const flagResponseInput = z.strictObject({
  flagId: z.uuid(),
  response: z.enum(flagResponses, 'Please choose confirm, rule out or refer.'),
  text: reason,
})

export const liftBlockInput = z.strictObject({ flagId: z.uuid(), reason })
