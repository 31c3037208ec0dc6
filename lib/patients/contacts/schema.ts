import { z } from 'zod'

/** `stamp`: of the numbers that the page showed. */
export const settleContactsInput = z.strictObject({
  intakeId: z.uuid(),
  stamp: z.string().min(1).max(40),
  right: z.enum(['form', 'record'], 'Choose which is right.'),
})
export type SettleContactsInput = z.output<typeof settleContactsInput>
