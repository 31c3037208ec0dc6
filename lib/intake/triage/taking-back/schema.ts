import { z } from 'zod'

export const takeBackInput = z.strictObject({
  intakeId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(3, 'Please write why, in a sentence.')
    .max(1000, 'Please use at most 1000 characters.'),
})
export type TakeBackInput = z.output<typeof takeBackInput>
