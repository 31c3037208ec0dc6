import { type AccountActor, mintAccountActor, type Role } from '#lib/access/actor.ts'
import { hashToken } from '#lib/accounts/tokens.ts'
import { newId } from '#lib/ids.ts'
import { type Base, clinicCanary } from './base.ts'

/** An account with its password, a session of an hour and an invitation. */
export async function createAccount(
  { db, clinicId, tag, now }: Base,
  name: string,
  roles: Role[],
  status: 'active' | 'suspended' = 'active',
): Promise<AccountActor> {
  const accountId = newId()
  await db.account.create({
    data: {
      id: accountId,
      clinicId,
      email: `${name}.${tag}@example.invalid`.toLowerCase(),
      name: `CANARY-${tag}-${name}`,
      roles,
      status,
    },
  })
  await db.credential.create({ data: { accountId, clinicId, passwordHash: clinicCanary(tag) } })
  const sessionId = newId()
  await db.session.create({
    data: {
      id: sessionId,
      clinicId,
      accountId,
      tokenHash: hashToken(`session-${tag}-${name}`),
      expiresAt: new Date(now.getTime() + 3_600_000),
    },
  })
  await db.accountToken.create({
    data: {
      clinicId,
      accountId,
      kind: 'invitation',
      tokenHash: hashToken(`invitation-${tag}-${name}`),
      expiresAt: new Date(now.getTime() + 3_600_000),
    },
  })
  return mintAccountActor({
    kind: 'account',
    clinicId,
    accountId,
    sessionId,
    roles,
    patientId: null,
    name: `CANARY-${tag}-${name}`,
    clinicName: clinicCanary(tag),
    timeZone: 'Europe/Zurich',
    ownZone: 'Europe/Zurich',
  })
}
