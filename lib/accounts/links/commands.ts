import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { dayIn, dayText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { queueMail } from '#lib/mail/commands.ts'
import { invitationMail, resetMail } from '#lib/mail/rules.ts'
import { hashToken, newToken } from '../tokens.ts'
import { tokenMinutes } from './rules.ts'

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

/** Makes the one link of its kind that works, takes back the ones before and writes the message, all in `tx`. */
export async function issueAccountToken(tx: Tx, actor: AccountActor, issue: Issue): Promise<void> {
  const now = new Date()
  const token = newToken()
  const expiresAt = new Date(now.getTime() + tokenMinutes[issue.kind] * 60_000)
  await revokeTokens(tx, actor, issue.accountId, issue.kind)
  await tx.accountToken.createMany({
    data: [
      {
        id: newId(),
        clinicId: actor.clinicId,
        accountId: issue.accountId,
        kind: issue.kind,
        tokenHash: hashToken(token),
        createdAt: now,
        expiresAt,
        createdById: actor.accountId,
      },
    ],
  })
  const to = { to: issue.email, name: issue.name, clinic: actor.clinicName }
  const until = dayText(dayIn(actor.timeZone, expiresAt))
  const mail =
    issue.kind === 'invitation'
      ? invitationMail({ ...to, url: `${issue.base}/invitation/${token}`, until })
      : resetMail({ ...to, url: `${issue.base}/reset/${token}` })
  await queueMail(tx, actor, { ...mail, patientId: issue.patientId })
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
