import { z } from 'zod'

/** An address as people type it: spaces around it and capitals do not matter. */
/** Where erase_untreated() moves the address of an account. */
export const ERASED_DOMAIN = '@erased.invalid'

export const emailInput = z
  .string('Enter an e-mail address.')
  .trim()
  .toLowerCase()
  .max(254, 'This e-mail address is too long.')
  .pipe(
    z
      .email('Enter an e-mail address like name@example.com.')
      .refine((email) => !email.endsWith(ERASED_DOMAIN), 'Nobody gets mail at this address.'),
  )

/** Any length that a form lets through: an old or pasted password must get the same answer as a wrong one. */
export const presentPassword = z
  .string('Enter your password.')
  .min(1, 'Enter your password.')
  .max(1000, 'This password is too long.')

export const signInInput = z.strictObject({
  email: emailInput,
  password: presentPassword,
  /** The page that was asked for; what leads nowhere leads home. */
  next: z.string().optional().catch(undefined),
})
export type SignInInput = z.output<typeof signInInput>
