export const flagResponses = ['confirmed', 'ruled_out', 'referred'] as const
export type FlagResponse = (typeof flagResponses)[number]

/** `superseded` stays in the history and counts as absent in rules. */
export const flagStates = ['unresolved', 'resolved', 'superseded'] as const
export type FlagState = (typeof flagStates)[number]

export const flagSources = ['intake', 'assessment', 'log'] as const
export type FlagSource = (typeof flagSources)[number]
