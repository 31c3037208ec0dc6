import 'server-only'
import { type AccountActor, isStaff } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { deliverMail } from '#lib/mail/commands.ts'
import { endSessionsOf, tryPassword } from '../commands.ts'
import { tellOwner } from '../password/commands.ts'
import { obviousPassword } from '../password/rules.ts'
import { hashPassword } from '../passwords.ts'
import type { ChangePasswordInput, EndSessionInput } from './schema.ts'

/** What is done to an account by whoever is signed in with it; a patient's own page has less of it. */
function assertStaff(actor: AccountActor): void {
  if (!isStaff(actor)) throw new NotFound('own account')
}

/**
 * Changes the actor's own password, for which she types the present one, ends her other sessions and tells her by mail. `address` is
 * the network address that the request came from. Throws Invalid for a wrong present password and for one that is guessed first,
 * TooManyRequests after as many failures as at the sign-in, with which they are counted, Conflict when it was changed meanwhile.
 */
export async function changePassword(
  actor: AccountActor,
  input: ChangePasswordInput,
  address: string,
  now: Date = new Date(),
): Promise<{ ended: number }> {
  assertStaff(actor)
  const { email, name } = await asActor(actor, (tx) =>
    tx.account.findFirstOrThrow({
      where: { clinicId: actor.clinicId, id: actor.accountId },
      select: { email: true, name: true },
    }),
  )
  const weak = obviousPassword(input.newPassword, { email, name, clinic: actor.clinicName })
  if (weak) throw new Invalid({ newPassword: [weak] })
  const { fits, known } = await tryPassword({ email, password: input.password }, address)
  if (!fits || known?.accountId !== actor.accountId)
    throw new Invalid({ password: ['This is not your present password.'] })
  if (input.password === input.newPassword)
    throw new Invalid({ newPassword: ['This is your present password. Choose another.'] })
  const newHash = await hashPassword(input.newPassword)
  const ended = await asActor(actor, async (tx) => {
    const [row] = await tx.$queryRaw<{ changed: boolean }[]>`
      SELECT own_password_change(${known.passwordHash}, ${newHash}) AS changed`
    if (!row?.changed) throw new Conflict('Your password was changed meanwhile. Sign in again.')
    await recordAudit(tx, actor, {
      type: 'password.set',
      subjectId: actor.accountId,
      data: { kind: 'own' },
    })
    await tellOwner(tx, actor, { email, name }, { how: 'own', now })
    return endSessionsOf(tx, actor, { not: actor.sessionId }, now)
  })
  void deliverMail(actor.clinicId)
  return { ended }
}

/** Ends one of the actor's own sessions. Twice is once. Throws NotFound for one that is not hers, Conflict for the one she asks from. */
export function endOneSession(
  actor: AccountActor,
  { sessionId }: EndSessionInput,
  now: Date = new Date(),
): Promise<void> {
  return asActor(actor, async (tx) => {
    assertStaff(actor)
    const where = { clinicId: actor.clinicId, accountId: actor.accountId, id: sessionId }
    if ((await tx.session.count({ where })) === 0) throw new NotFound('session')
    if (sessionId === actor.sessionId)
      throw new Conflict('This is the session that you use. Sign out instead.')
    await endSessionsOf(tx, actor, { equals: sessionId }, now)
  })
}

/** Ends all the actor's sessions but the one she asks from; how many there were. */
export function endOtherSessions(actor: AccountActor, now: Date = new Date()): Promise<{ ended: number }> {
  return asActor(actor, async (tx) => {
    assertStaff(actor)
    return { ended: await endSessionsOf(tx, actor, { not: actor.sessionId }, now) }
  })
}
