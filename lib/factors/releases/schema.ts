import { z } from 'zod'

const list = (most: number) =>
  z
    .union([z.string().max(most), z.array(z.string().max(most)).max(80)])
    .optional()
    .transform((value) => [
      ...new Set(value === undefined ? [] : typeof value === 'string' ? [value] : value),
    ])
const ids = list(60)
/** What names the words on the page, of each text (`worded`). */
export const seenWords = list(80)

export const giveTextsInput = z
  .strictObject({
    caseId: z.uuid(),
    /** Factors whose explanation is given. */
    factor: ids,
    advice: ids,
    seen: seenWords,
  })
  .refine((input) => input.factor.length + input.advice.length > 0, {
    path: ['advice'],
    error: 'Please choose at least one text to give to the patient.',
  })
export type GiveTextsInput = z.output<typeof giveTextsInput>

export const withdrawTextInput = z.strictObject({ caseId: z.uuid(), releaseId: z.uuid() })
export type WithdrawTextInput = z.output<typeof withdrawTextInput>
