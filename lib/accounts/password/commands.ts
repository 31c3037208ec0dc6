import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { Role } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { dayText, wallClock } from '#lib/dates.ts'
import { asNobody, goOnAs, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, TooManyRequests } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { deliverMail, queueMail } from '#lib/mail/commands.ts'
import { sendsMail } from '#lib/mail/queries.ts'
import { type PasswordSet, passwordSetMail, resetMail } from '#lib/mail/rules.ts'
import { strangersUrl } from '#lib/public-url.ts'
import { addressRange } from '../address.ts'
import { addSession, type Opened, secret } from '../commands.ts'
import { tokenMinutes } from '../links/rules.ts'
import { hashPassword } from '../passwords.ts'
import { MAX_FAILURES, readRoles, WINDOW_MINUTES } from '../rules.ts'
import { hashToken, limitKey, newToken } from '../tokens.ts'
import { accountToken } from './queries.ts'
import { deadLink, noLinks, obviousPassword } from './rules.ts'
import type { AskResetInput, SetPasswordInput } from './schema.ts'

type Redeemed = {
  accountId: string
  clinicId: string
  kind: 'invitation' | 'password_reset'
  roles: Role[] | string
}

/**
 * Sets the password with a link that was sent by mail, uses the link up, ends every session of the account and opens one.
 * Of two who send the same link at once, one wins. Throws Conflict, in words, for a link that does not work any more,
 * Invalid for a password that is guessed first.
 */
export async function setPassword(input: SetPasswordInput): Promise<Opened> {
  const link = await accountToken(input.token)
  if (link?.state !== 'valid') throw dead(link?.kind ?? 'invitation', link?.state ?? 'unknown')
  const weak = obviousPassword(input.newPassword, {
    email: link.email,
    name: link.name,
    clinic: link.clinicName,
  })
  if (weak) throw new Invalid({ newPassword: [weak] })
  const passwordHash = await hashPassword(input.newPassword)
  const now = new Date()
  const opened = await asNobody(async (tx) => {
    const [row] = await tx.$queryRaw<Redeemed[]>`
      SELECT * FROM account_token_redeem(${hashToken(input.token)}, ${passwordHash})`
    if (!row) throw dead(link.kind, 'used')
    const { clinicId, accountId, kind } = row
    await goOnAs(tx, row)
    const who = { kind: 'account' as const, clinicId, accountId }
    const { sentBy, byHand } = await makerOf(tx, input.token)
    const data = { kind, ...(sentBy && { sentBy }), ...(byHand && { byHand: true as const }) }
    await recordAudit(tx, who, { type: 'password.set', subjectId: accountId, data })
    if (kind === 'password_reset')
      await tellOwner(tx, row, link, { how: byHand ? 'byHand' : sentBy ? 'sent' : 'link', now })
    const session = await addSession(tx, { clinicId, accountId, roles: readRoles(row.roles) }, now)
    if (!session) throw dead(link.kind, 'revoked')
    return { ...session, clinicId }
  })
  void deliverMail(opened.clinicId)
  // Whoever guessed at the old password must not keep the owner of the new one waiting.
  await asNobody((tx) => tx.$executeRaw`SELECT sign_in_forget(${limitKey(secret(), 'account', link.email)})`)
  return { sessionToken: opened.sessionToken, roles: opened.roles }
}

type Maker = { sentBy: string | null; byHand: boolean }

/** Who sent the link, or that it was made on the server's command line; neither for one that was asked for at the sign-in. */
async function makerOf(tx: Tx, token: string): Promise<Maker> {
  const [link] = await tx.$queryRaw<Maker[]>`SELECT * FROM own_link_made(${hashToken(token)})`
  return link ?? { sentBy: null, byHand: false }
}

/** Tells whose password it is that it was set, in the transaction of that. */
export async function tellOwner(
  tx: Tx,
  { clinicId, accountId }: Pick<Redeemed, 'clinicId' | 'accountId'>,
  { email, name }: { email: string; name: string },
  { how, now }: { how: PasswordSet; now: Date },
): Promise<void> {
  const clinic = await tx.clinic.findFirstOrThrow({
    where: { id: clinicId },
    select: { name: true, phone: true, timeZone: true },
  })
  const patient = await tx.patient.findFirst({ where: { clinicId, accountId }, select: { id: true } })
  const when = clockText(now, clinic.timeZone)
  const to = { to: email, name, clinic: clinic.name, phone: clinic.phone }
  await queueMail(tx, { clinicId }, { ...passwordSetMail({ ...to, how, when }), patientId: patient?.id })
}

/** The day too: a message is read later. */
const clockText = (at: Date, zone: string): string => {
  const { day, time } = wallClock(at, zone)
  return `${dayText(day)}, ${time}`
}

function dead(kind: 'invitation' | 'password_reset', state: Parameters<typeof deadLink>[1]): Conflict {
  const { title, text } = deadLink(kind, state)
  return new Conflict(`${title}. ${text}`)
}

/** So many messages one address gets in 15 minutes; more are not sent, and nobody is told. */
const MAX_RESETS = 3
const SLOWEST_MS = 250

type Issued = {
  accountId: string
  clinicId: string
  email: string
  name: string
  clinicName: string
  patientId: string | null
}

/**
 * Sends a link for a new password when the address belongs to an active account. What the asker learns is the same either
 * way, and takes the same time. Throws TooManyRequests after ten questions from one address range in 15 minutes, Conflict
 * where nobody knows an address for the link.
 */
export async function askReset(input: AskResetInput, address: string): Promise<{ sends: boolean }> {
  const started = performance.now()
  const base = await strangersUrl()
  if (base === null) throw new Conflict(noLinks)
  const [own, range] = [
    limitKey(secret(), 'reset', input.email),
    limitKey(secret(), 'reset', addressRange(address)),
  ]
  const allowed = await asNobody(async (tx) => {
    await takeTurn(tx, 'signIn', own, range)
    const rows = await tx.$queryRaw<{ key: string; count: bigint }[]>`
      SELECT key, count FROM sign_in_failures(${[own, range]}::text[], ${WINDOW_MINUTES}::int)`
    const count = (key: string) => Number(rows.find((row) => row.key === key)?.count ?? 0)
    if (count(range) >= MAX_FAILURES) {
      throw new TooManyRequests(
        WINDOW_MINUTES * 60,
        `Too many links were asked for. Please wait ${WINDOW_MINUTES} minutes.`,
      )
    }
    await tx.$executeRaw`SELECT sign_in_failed(${[newId(), newId()]}::uuid[], ${[own, range]}::text[])`
    return count(own) < MAX_RESETS
  })
  if (allowed) await sendReset(input.email, base)
  await pause(Math.max(0, SLOWEST_MS - (performance.now() - started)))
  return { sends: sendsMail() }
}

async function sendReset(email: string, base: string): Promise<void> {
  const token = newToken()
  const tokenHash = hashToken(token)
  // The look-up opens its own clinic and account: link, message and audit row are one transaction.
  const issued = await asNobody(async (tx) => {
    const [row] = await tx.$queryRaw<Issued[]>`
      SELECT * FROM password_reset_issue(${email}, ${newId()}::uuid, ${tokenHash}, ${tokenMinutes.password_reset}::int)`
    if (!row) return null
    await goOnAs(tx, { clinicId: row.clinicId, accountId: row.accountId })
    const to = { to: row.email, name: row.name, clinic: row.clinicName }
    const mail = resetMail({ ...to, url: `${base}/reset/${token}` })
    const endsAt = new Date(Date.now() + tokenMinutes.password_reset * 60_000)
    await queueMail(tx, row, { ...mail, patientId: row.patientId, endsAt, linkHash: tokenHash })
    const who = { kind: 'system' as const, clinicId: row.clinicId }
    await recordAudit(tx, who, { type: 'password.reset_asked', subjectId: row.accountId })
    return row
  })
  if (issued) void deliverMail(issued.clinicId)
}
