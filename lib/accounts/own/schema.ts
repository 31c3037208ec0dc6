import { z } from 'zod'
import { newPassword } from '../password/schema.ts'
import { presentPassword } from '../schema.ts'

export const changePasswordInput = z.strictObject({ password: presentPassword, newPassword })
export type ChangePasswordInput = z.output<typeof changePasswordInput>

export const endSessionInput = z.strictObject({ sessionId: z.uuid() })
export type EndSessionInput = z.output<typeof endSessionInput>

export const endOthersInput = z.strictObject({})

/** Where somebody is signed in. */
export type OwnSession = { id: string; since: string; lastSeen: string; here: boolean }

export type OwnAccount = { name: string; email: string; sessions: OwnSession[] }
