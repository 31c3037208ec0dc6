import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { dayIn, dayText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { asMaintenance } from '#lib/db/as-maintenance.ts'
import { Conflict, Invalid } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { queueMail } from '#lib/mail/commands.ts'
import { invitationMail, resetMail } from '#lib/mail/rules.ts'
import { hashToken, newToken } from '../tokens.ts'
import { tokenMinutes } from './rules.ts'

export type LinkByHand = { kind: 'invitation' | 'password_reset'; token: string }

/**
 * A link for somebody whom no admin can send one, from the server's command line: to set the first password or a new one. The
 * links before stop working. Throws Invalid for an address with which nobody signs in, Conflict for a suspended account.
 */
export function linkByHand(ownerUrl: string, email: string): Promise<LinkByHand> {
  return asMaintenance(ownerUrl, async (db) => {
    const { rows } = await db.query<{ id: string; clinicId: string; status: string }>(
      'SELECT id, "clinicId", status::text AS status FROM "Account" WHERE email = lower($1) FOR UPDATE',
      [email.trim()],
    )
    const [account] = rows
    if (!account) throw new Invalid({ email: ['Nobody signs in with this e-mail address.'] })
    if (account.status === 'suspended')
      throw new Conflict('This account is suspended. An admin can let it sign in again.')
    const kind = account.status === 'invited' ? 'invitation' : 'password_reset'
    const token = newToken()
    await db.query(
      `UPDATE "AccountToken" SET "revokedAt" = now() WHERE "accountId" = $1 AND kind = $2 AND "usedAt" IS NULL AND "revokedAt" IS NULL`,
      [account.id, kind],
    )
    await db.query(
      `INSERT INTO "AccountToken" (id, "clinicId", "accountId", kind, "tokenHash", "expiresAt", "byHand")
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(mins => $6), true)`,
      [newId(), account.clinicId, account.id, kind, hashToken(token), tokenMinutes[kind]],
    )
    const type = kind === 'invitation' ? 'account.invitation_sent_again' : 'account.reset_sent'
    await db.query(
      `INSERT INTO "AuditEvent" (id, "clinicId", "actorKind", type, "subjectId") VALUES ($1, $2, 'system', $3, $4)`,
      [newId(), account.clinicId, type, account.id],
    )
    return { kind, token }
  })
}

type Issue = {
  accountId: string
  email: string
  name: string
  kind: 'invitation' | 'password_reset'
  /** Of the account of a patient. */
  patientId?: string | undefined
  /** Where the link leads to: `publicUrl()`. */
  base: string
}

type Link = Pick<Issue, 'accountId' | 'kind' | 'base'>

/** Makes the one link of its kind that works and takes back the ones before, in `tx`. Where it leads to is kept nowhere. */
export async function addLink(
  tx: Tx,
  actor: AccountActor,
  { accountId, kind, base }: Link,
): Promise<{ url: string; tokenHash: string; expiresAt: Date }> {
  const now = new Date()
  const token = newToken()
  const tokenHash = hashToken(token)
  const expiresAt = new Date(now.getTime() + tokenMinutes[kind] * 60_000)
  await revokeTokens(tx, actor, accountId, kind)
  await tx.accountToken.createMany({
    data: [
      {
        id: newId(),
        clinicId: actor.clinicId,
        accountId,
        kind,
        tokenHash,
        createdAt: now,
        expiresAt,
        createdById: actor.accountId,
      },
    ],
  })
  return { url: `${base}/${kind === 'invitation' ? 'invitation' : 'reset'}/${token}`, tokenHash, expiresAt }
}

/** The same, with the message that brings it. */
export async function issueAccountToken(tx: Tx, actor: AccountActor, issue: Issue): Promise<{ url: string }> {
  const { url, tokenHash, expiresAt } = await addLink(tx, actor, issue)
  const to = { to: issue.email, name: issue.name, clinic: actor.clinicName }
  const until = dayText(dayIn(actor.timeZone, expiresAt))
  const mail =
    issue.kind === 'invitation'
      ? { ...invitationMail({ ...to, url, until }), link: 'invitation' as const }
      : resetMail({ ...to, url })
  await queueMail(tx, actor, { ...mail, patientId: issue.patientId, endsAt: expiresAt, linkHash: tokenHash })
  return { url }
}

/** Takes back the links that still work; how many there were. */
export async function revokeTokens(
  tx: Tx,
  actor: AccountActor,
  accountId: string,
  kind: 'invitation' | 'password_reset',
): Promise<number> {
  const { count } = await tx.accountToken.updateMany({
    where: { clinicId: actor.clinicId, accountId, kind, usedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  })
  return count
}
