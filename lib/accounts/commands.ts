import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { AccountActor, Role } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asAccount, asActor, asNobody, goOnAs, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Invalid, TooManyRequests } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { addressRange } from './address.ts'
import { passwordFits } from './passwords.ts'
import {
  MAX_FAILURES,
  readRoles,
  secondsToWait,
  sessionLimits,
  WINDOW_MINUTES,
  WRONG,
  waitMessage,
} from './rules.ts'
import type { SignInInput } from './schema.ts'
import { hashToken, limitKey, newToken } from './tokens.ts'

export type Opened = { sessionToken: string; roles: Role[] }

type Lookup = {
  accountId: string
  clinicId: string
  status: string
  roles: Role[] | string
  passwordHash: string | null
}

/** No refusal is quicker than this, so that the time of a refusal says nothing about the address. */
const SLOWEST_MS = 250

export function secret(): string {
  const value = process.env.AUTH_SECRET
  if (!value) throw new Error('AUTH_SECRET is not set.')
  return value
}

/**
 * Opens a session for an e-mail address and a password. `address` is the network address that the request came from.
 * Throws Invalid in the same words and after the same time for whatever is wrong, TooManyRequests after ten failures of
 * the account or of the address range in 15 minutes.
 */
export async function signInWithPassword(input: SignInInput, address: string): Promise<Opened> {
  const started = performance.now()
  try {
    const { fits, known } = await tryPassword(input, address)
    const opened = fits && known ? await openSession(known) : null
    if (opened) return opened
    // What was set meanwhile is a failure of its own.
    if (fits && known) await recordFailure(known)
    throw new Invalid({}, WRONG)
  } catch (error) {
    await pause(Math.max(0, SLOWEST_MS - (performance.now() - started)))
    throw error
  }
}

/**
 * Whether this is the password of an account that can sign in. Every try counts, and one that fails is recorded. Throws
 * TooManyRequests after ten failures of the account or of the address range in 15 minutes.
 */
export async function tryPassword(
  { email, password }: Pick<SignInInput, 'email' | 'password'>,
  address: string,
): Promise<{ fits: boolean; known: Lookup | undefined }> {
  const keys = {
    account: limitKey(secret(), 'account', email),
    range: limitKey(secret(), 'range', addressRange(address)),
  }
  try {
    const known = await asNobody(async (tx) => {
      await refuseWhenTooMany(tx, Object.values(keys))
      return lookUpAddress(tx, email)
    })
    const right = await passwordFits(password, known?.passwordHash ?? null)
    const fits = right && known?.status === 'active'
    await settle(keys, fits)
    if (known && !fits) await recordFailure(known)
    return { fits, known }
  } catch (error) {
    if (error instanceof TooManyRequests) await recordWaiting(email)
    throw error
  }
}

async function lookUpAddress(tx: Tx, email: string): Promise<Lookup | undefined> {
  const [row] = await tx.$queryRaw<Lookup[]>`SELECT * FROM sign_in_lookup(${email})`
  return row
}

/**
 * Counts the failure, or clears the account's failures. Takes turns per key, so that many tries at once cannot learn
 * more than ten answers: the eleventh is told to wait, right or wrong.
 */
function settle(keys: { account: string; range: string }, may: boolean): Promise<void> {
  return asNobody(async (tx) => {
    const all = Object.values(keys).sort()
    await takeTurn(tx, 'signIn', ...all)
    await refuseWhenTooMany(tx, all)
    if (may) await tx.$executeRaw`SELECT sign_in_forget(${keys.account})`
    else await tx.$executeRaw`SELECT sign_in_failed(${all.map(() => newId())}::uuid[], ${all}::text[])`
  })
}

async function refuseWhenTooMany(tx: Tx, keys: string[]): Promise<void> {
  const rows = await tx.$queryRaw<{ count: bigint; oldest: Date }[]>`
    SELECT count, oldest FROM sign_in_failures(${keys}::text[], ${WINDOW_MINUTES}::int)`
  const now = new Date()
  const waits = rows.filter((r) => r.count >= MAX_FAILURES).map((r) => secondsToWait(r.oldest, now))
  if (waits.length > 0) throw new TooManyRequests(Math.max(...waits), waitMessage(Math.max(...waits)))
}

/** Who tried is not known, so the row names the account as its subject only. */
function recordFailure({ clinicId, accountId }: Lookup): Promise<void> {
  return asAccount(clinicId, accountId, (tx) =>
    recordAudit(tx, { kind: 'system', clinicId }, { type: 'sign_in.failed', subjectId: accountId, data: {} }),
  )
}

/** That somebody goes on trying while the account has to wait: one row in the time that it waits at most. */
function recordWaiting(email: string): Promise<void> {
  const key = limitKey(secret(), 'waits', email)
  return asNobody(async (tx) => {
    const known = await lookUpAddress(tx, email)
    if (!known) return
    await takeTurn(tx, 'signIn', key)
    const [told] = await tx.$queryRaw<
      object[]
    >`SELECT 1 FROM sign_in_failures(${[key]}::text[], ${WINDOW_MINUTES}::int)`
    if (told) return
    await tx.$executeRaw`SELECT sign_in_failed(${[newId()]}::uuid[], ${[key]}::text[])`
    const { clinicId, accountId } = known
    await goOnAs(tx, known)
    await recordAudit(
      tx,
      { kind: 'system', clinicId },
      { type: 'sign_in.failed', subjectId: accountId, data: { waits: true } },
    )
  })
}

/** Null when the password is not the one any more that was compared: whoever set another ended what was open. */
function openSession({ clinicId, accountId, passwordHash, roles }: Lookup): Promise<Opened | null> {
  const now = new Date()
  return asAccount(clinicId, accountId, async (tx) => {
    const [still] = await tx.$queryRaw<
      { stands: boolean }[]
    >`SELECT own_password_stands(${passwordHash}) AS stands`
    return still?.stands ? addSession(tx, { clinicId, accountId, roles: readRoles(roles) }, now) : null
  })
}

/**
 * A session for somebody who has just proved who she is, with a password or with a link sent to her, in the transaction of that; null
 * for a suspended account. Whoever suspends it meanwhile waits, and ends this session, too.
 */
export async function addSession(
  tx: Tx,
  { clinicId, accountId, roles }: { clinicId: string; accountId: string; roles: Role[] },
  now: Date,
): Promise<Opened | null> {
  const [sessionToken, sessionId] = [newToken(), newId()]
  const active = { id: accountId, clinicId, status: 'active' as const }
  const { count } = await tx.account.updateMany({ where: active, data: { lastSignInAt: now } })
  if (count === 0) return null
  await tx.session.createMany({
    data: [
      {
        id: sessionId,
        clinicId,
        accountId,
        tokenHash: hashToken(sessionToken),
        createdAt: now,
        lastSeenAt: now,
        ...sessionLimits(roles, now),
      },
    ],
  })
  const who = { kind: 'account' as const, clinicId, accountId }
  await recordAudit(tx, who, { type: 'session.opened', subjectId: sessionId })
  return { sessionToken, roles }
}

/** Ends the session behind an opaque id. Ending it twice is ending it once. */
export async function endSession(sessionToken: string): Promise<void> {
  await asNobody(async (tx) => {
    const [ended] = await tx.$queryRaw<Pick<AccountActor, 'accountId' | 'clinicId' | 'sessionId'>[]>`
      SELECT * FROM session_end(${hashToken(sessionToken)})`
    if (!ended) return
    const { clinicId, accountId, sessionId } = ended
    await goOnAs(tx, ended)
    const who = { kind: 'account' as const, clinicId, accountId }
    await recordAudit(tx, who, { type: 'session.closed', subjectId: sessionId })
  })
}

/** Ends every session of the actor's own account, this one included. How many were open. */
export function endOwnSessions(actor: AccountActor, now: Date = new Date()): Promise<number> {
  return asActor(actor, (tx) => endSessionsOf(tx, actor, undefined, now))
}

/** Those of the actor's own open sessions that `which` names, or all. How many there were. */
export async function endSessionsOf(
  tx: Tx,
  actor: AccountActor,
  which: { equals: string } | { not: string } | undefined,
  now: Date,
): Promise<number> {
  const { clinicId, accountId } = actor
  const open = { clinicId, accountId, revokedAt: null, ...(which && { id: which }) }
  const sessions = await tx.session.findMany({ where: open, select: { id: true } })
  await tx.session.updateMany({ where: open, data: { revokedAt: now } })
  for (const { id } of sessions) await recordAudit(tx, actor, { type: 'session.closed', subjectId: id })
  return sessions.length
}
