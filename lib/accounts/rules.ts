import type { Role } from '#lib/access/actor.ts'
import { countText } from '#lib/dates.ts'

/** At most so many failures per account and per address range within the window. */
export const MAX_FAILURES = 10
export const WINDOW_MINUTES = 15

const HOUR = 3_600_000

/**
 * How long somebody stays signed in. Staff share rooms and computers, patients have a phone of their own: theirs go on with use
 * (`session_actor`).
 */
export function sessionLimits(
  roles: readonly Role[],
  now: Date,
): { expiresAt: Date; idleMinutes: number | null } {
  const staff = roles.includes('physio') || roles.includes('admin')
  return staff
    ? { expiresAt: new Date(now.getTime() + 12 * HOUR), idleMinutes: 30 }
    : { expiresAt: new Date(now.getTime() + 30 * 24 * HOUR), idleMinutes: null }
}

/** Whether a session has ended by itself: it was not used for longer than it may. */
export const isIdle = (session: { lastSeenAt: Date; idleMinutes: number | null }, now: Date): boolean =>
  session.idleMinutes !== null && session.lastSeenAt.getTime() + session.idleMinutes * 60_000 <= now.getTime()

/** Seconds until the oldest failure leaves the window. */
export const secondsToWait = (oldest: Date, now: Date): number =>
  Math.max(1, Math.ceil((oldest.getTime() + WINDOW_MINUTES * 60_000 - now.getTime()) / 1000))

export const waitMessage = (seconds: number): string =>
  `There were too many failed tries to sign in. Please wait ${countText(Math.ceil(seconds / 60), 'minute')}, then try again. ` +
  'If you do not know your password, ask for a new one with “Forgotten?”.'

/** The same words whatever was wrong. */
export const WRONG = 'The e-mail address or the password is not right, or this account cannot sign in.'

/** Prisma hands an array of a PostgreSQL enum over as text (`{physio,admin}`) when it comes from a function. */
export const readRoles = (roles: readonly Role[] | string): Role[] =>
  typeof roles === 'string' ? (roles.slice(1, -1).split(',').filter(Boolean) as Role[]) : [...roles]
