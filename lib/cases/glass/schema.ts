import { z } from 'zod'

/** How long a record stays open to somebody who is not on its care team. */
export const glassMinutes = 60

export const breakGlassInput = z.strictObject({
  caseId: z.uuid(),
  patientId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(10, 'Please say in a sentence why you need to see this record (10 characters or more).')
    .max(500, 'Please use at most 500 characters.'),
})
export type BreakGlassInput = z.infer<typeof breakGlassInput>
