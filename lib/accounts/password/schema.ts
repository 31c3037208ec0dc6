import { z } from 'zod'
import { emailInput } from '../schema.ts'

export const token = z
  .string()
  .regex(/^[\w-]{43}$/, 'This link is not complete. Open it again from the message.')

/** Twelve characters or more and no rule of composition: length is what helps (NIST SP 800-63B). */
export const newPassword = z
  .string('Choose a password.')
  .min(12, 'Use 12 characters or more. A few words are easy to remember.')
  .max(128, 'Use 128 characters or fewer.')

export const setPasswordInput = z.strictObject({ token, newPassword })
export type SetPasswordInput = z.output<typeof setPasswordInput>

export const askResetInput = z.strictObject({ email: emailInput })
export type AskResetInput = z.output<typeof askResetInput>

export type AccountTokenState = 'valid' | 'used' | 'revoked' | 'expired' | 'unknown'

export type AccountTokenView = {
  kind: 'invitation' | 'password_reset'
  state: AccountTokenState
  email: string
  name: string
  clinicName: string
}
