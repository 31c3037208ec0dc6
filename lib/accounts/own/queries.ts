import 'server-only'
import { type AccountActor, isStaff } from '#lib/access/actor.ts'
import { timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { isIdle } from '../rules.ts'
import type { OwnAccount, OwnSession } from './schema.ts'

/** Where the actor is signed in, last used first, in the transaction of a page of her own. */
export async function ownSessions(tx: Tx, actor: AccountActor, now: Date): Promise<OwnSession[]> {
  const { clinicId, accountId, ownZone } = actor
  const rows = await tx.session.findMany({
    where: { clinicId, accountId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { lastSeenAt: 'desc' },
    take: 20,
    select: { id: true, createdAt: true, lastSeenAt: true, idleMinutes: true },
  })
  return rows
    .filter((row) => !isIdle(row, now))
    .map(({ id, createdAt, lastSeenAt }) => ({
      id,
      since: timeText(createdAt, ownZone, now),
      lastSeen: timeText(lastSeenAt, ownZone, now),
      here: id === actor.sessionId,
    }))
}

/** What somebody of the clinic sees of her own account. Throws NotFound for a patient, who has a page of her own. */
export function ownAccount(actor: AccountActor, now: Date = new Date()): Promise<OwnAccount> {
  return asActor(actor, async (tx) => {
    if (!isStaff(actor)) throw new NotFound('own account')
    const account = await tx.account.findFirst({
      where: { clinicId: actor.clinicId, id: actor.accountId },
      select: { name: true, email: true },
    })
    if (!account) throw new NotFound('own account')
    return { ...account, sessions: await ownSessions(tx, actor, now) }
  })
}
