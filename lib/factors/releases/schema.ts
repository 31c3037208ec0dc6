import { z } from 'zod'

const ids = z
  .union([z.string().max(60), z.array(z.string().max(60)).max(80)])
  .optional()
  .transform((value) => [...new Set(value === undefined ? [] : typeof value === 'string' ? [value] : value)])

export const giveTextsInput = z
  .strictObject({
    caseId: z.uuid(),
    /** Factors whose explanation is given. */
    factor: ids,
    advice: ids,
  })
  .refine((input) => input.factor.length + input.advice.length > 0, {
    path: ['advice'],
    error: 'Please choose at least one text to give to the patient.',
  })
export type GiveTextsInput = z.output<typeof giveTextsInput>

export const withdrawTextInput = z.strictObject({ caseId: z.uuid(), releaseId: z.uuid() })
export type WithdrawTextInput = z.output<typeof withdrawTextInput>
