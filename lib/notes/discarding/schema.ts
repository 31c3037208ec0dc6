import { z } from 'zod'
import { discardFields } from '#lib/cases/discarded/schema.ts'

export const discardNoteInput = z.strictObject({ noteId: z.uuid(), ...discardFields })
export type DiscardNoteInput = z.output<typeof discardNoteInput>
