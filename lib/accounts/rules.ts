import { createHmac } from 'node:crypto'
import { isIP } from 'node:net'
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

/** Under which key a failure is counted: neither an address nor a network is stored. */
export const limitKey = (
  secret: string,
  kind: 'account' | 'range' | 'reset' | 'waits',
  value: string,
): string => createHmac('sha256', secret).update(`${kind}:${value}`).digest('hex')

/** The eight groups of an IPv6 address, or null when it holds an IPv4 address. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const middle = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array.from({ length: middle }, () => '0'), ...right].map((g) =>
    g.replace(/^0+(?=.)/, ''),
  )
}

/** IPv4 /24, IPv6 /64: what one household or office usually has. What is no address is one range of its own. */
export function addressRange(address: string): string {
  const bare = address
    .trim()
    .toLowerCase()
    .replace(/^\[|\](:\d+)?$/g, '')
    .replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1] ?? bare
  if (isIP(mapped) === 4) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`
  if (isIP(mapped) === 6) return `${groupsOf(mapped).slice(0, 4).join(':')}::/64`
  return 'unknown'
}

/** How many proxies of our own stand in front, as it was set. */
export const trustedHops = (env: Readonly<Record<string, string | undefined>>): number =>
  Number(env.STEPWISE_TRUST_PROXY ?? 0) || 0

/**
 * The address that a request came from. `hops` is how many proxies of our own stand in front (STEPWISE_TRUST_PROXY): each
 * of them appends whom it saw to `x-forwarded-for`, so the hops-th from the right is the last one that nobody can make up.
 * Without a proxy it is the peer of the connection.
 */
export function clientAddress(
  headers: { get(name: string): string | null },
  hops: number,
  peerHeader: string,
): string {
  const chain = (headers.get('x-forwarded-for') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  if (hops > 0) return chain.at(-hops) ?? chain[0] ?? ''
  return headers.get(peerHeader) ?? chain.at(-1) ?? ''
}

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
