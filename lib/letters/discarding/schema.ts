import { z } from 'zod'
import { discardFields } from '#lib/cases/discarded/schema.ts'

export const discardLetterInput = z.strictObject({ letterId: z.uuid(), ...discardFields })
export type DiscardLetterInput = z.output<typeof discardLetterInput>
