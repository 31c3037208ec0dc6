import 'server-only'
import { type AccountActor, isAdmin, isPhysio } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor, sqlState, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { assertPrints } from '#lib/letters/characters/rules.ts'
import { deliverMail, queueMail } from '#lib/mail/commands.ts'
import { sendsMail } from '#lib/mail/queries.ts'
import { newAddressMail, newPhysioMail, oldAddressMail, unattendedMail } from '#lib/mail/rules.ts'
import { assertInvitationReaches, assertMayMove, assertResetReaches } from '#lib/patients/address/commands.ts'
import { takeBackMailed } from '#lib/patients/invite/commands.ts'
import { publicUrl } from '#lib/public-url.ts'
import { issueAccountToken, revokeTokens } from '../links/commands.ts'
import { managedAccounts } from './policy.ts'
import { casesInCareOf, restoredStatus, unattendedCases } from './queries.ts'
import { rolesAfter } from './rules.ts'
import type {
  AccountIdInput,
  ChangeEmailInput,
  ChangeNameInput,
  ChangeRolesInput,
  InviteStaffInput,
} from './schema.ts'

const LAST_ADMIN = 'This is the last admin who can sign in. Make somebody else an admin first.'

const NOT_HANDED_ON =
  'No mail server is set up, and whoever read this link could open the records of this physio. An admin who is a physio sends it, or whoever runs the server makes one there: npm run account:link.'

/** What an admin loses who is none any more; she can only be made one again by somebody else. */
const GIVES_UP =
  'You would be no admin any more: accounts, requests, clinic, audit and outbox are closed to you at once, and only another admin can give them back. Tick the box if you mean it.'

const addressTaken = (words = 'Somebody signs in with this e-mail address already.') =>
  new Invalid({ email: [words] })

/** Why an address cannot be invited: of an account of the own clinic what to do instead, of any other only that. */
async function whyTaken(actor: AccountActor, email: string): Promise<Invalid> {
  const known = await asActor(actor, (tx) =>
    tx.account.findFirst({
      where: { AND: [managedAccounts(actor), { email }] },
      select: { name: true, status: true },
    }),
  )
  switch (known?.status) {
    case 'invited':
      return addressTaken(
        `${known.name} is invited with this address already. Send it again on that account.`,
      )
    case 'suspended':
      return addressTaken(`${known.name} has this address, and is suspended. Restore that account.`)
    default:
      return addressTaken()
  }
}

/** The account, if the actor may manage it. Throws NotFound for every other. */
async function managed(tx: Tx, actor: AccountActor, accountId: string) {
  const account = await tx.account.findFirst({
    where: { AND: [managedAccounts(actor), { id: accountId }] },
    include: { patient: { select: { id: true } } },
  })
  if (!account) throw new NotFound('account')
  return { ...account, patientId: account.patient?.id }
}

/** Also who is no physio at the moment: the role comes back with one click. */
const isOnTeam = async (tx: Tx, actor: AccountActor, accountId: string): Promise<boolean> =>
  (await tx.account.count({
    where: { AND: [managedAccounts(actor), { id: accountId, careTeams: { some: { removedAt: null } } }] },
  })) > 0

async function guarded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (sqlState(error) === 'SW002') throw new Conflict(LAST_ADMIN)
    throw error
  }
}

/** Invites a member of staff: an account without a password, and a link that sets one within 7 days. */
export async function inviteStaff(
  actor: AccountActor,
  input: InviteStaffInput,
): Promise<{ accountId: string; sends: boolean }> {
  if (!isAdmin(actor)) throw new NotFound('account')
  const base = await publicUrl()
  const accountId = newId()
  const { email, name, roles } = input
  try {
    await asActor(actor, async (tx) => {
      await tx.account.createMany({ data: [{ id: accountId, clinicId: actor.clinicId, email, name, roles }] })
      await recordAudit(tx, actor, { type: 'account.invited', subjectId: accountId, data: { roles } })
      await issueAccountToken(tx, actor, { accountId, email, name, kind: 'invitation', base })
      if (roles.includes('physio')) await tellOfPhysio(tx, actor, name)
    })
  } catch (error) {
    if (sqlState(error) !== '23505') throw error
    throw await whyTaken(actor, email)
  }
  void deliverMail(actor.clinicId)
  return { accountId, sends: sendsMail() }
}

/** A new invitation; the links before stop working. Throws Conflict when it was accepted or nobody would read the link. */
export async function resendInvitation(
  actor: AccountActor,
  { accountId }: AccountIdInput,
): Promise<{ sends: boolean }> {
  const base = await publicUrl()
  await asActor(actor, async (tx) => {
    const { email, name, status, patientId } = await managed(tx, actor, accountId)
    if (status !== 'invited') throw new Conflict('This invitation is not open any more. Load the page again.')
    if (patientId) await assertInvitationReaches(tx, patientId)
    await recordAudit(tx, actor, { type: 'account.invitation_sent_again', subjectId: accountId })
    await issueAccountToken(tx, actor, { accountId, email, name, patientId, kind: 'invitation', base })
  })
  void deliverMail(actor.clinicId)
  return { sends: sendsMail() }
}

/** Sends a link to choose a new password. The old password works until the link is used. Throws Conflict where nobody would read it. */
export async function sendReset(
  actor: AccountActor,
  { accountId }: AccountIdInput,
): Promise<{ sends: boolean }> {
  const base = await publicUrl()
  await asActor(actor, async (tx) => {
    const { email, name, status, roles, patientId } = await managed(tx, actor, accountId)
    if (status !== 'active') throw new Conflict('Only somebody who can sign in gets a new password.')
    if (patientId) await assertResetReaches(tx, patientId)
    const readsIt = accountId === actor.accountId || sendsMail() || isPhysio(actor)
    if (!readsIt && (roles.includes('physio') || (await isOnTeam(tx, actor, accountId))))
      throw new Conflict(NOT_HANDED_ON)
    await recordAudit(tx, actor, {
      type: 'account.reset_sent',
      patientId: patientId ?? null,
      subjectId: accountId,
    })
    await issueAccountToken(tx, actor, { accountId, email, name, patientId, kind: 'password_reset', base })
  })
  void deliverMail(actor.clinicId)
  return { sends: sendsMail() }
}

/**
 * Changes what a member of staff may do, from the next request on; who is no physio any more is on no form. Throws Conflict for a stale save, for the last admin,
 * and for a physio who still leads cases that run, Invalid for an admin who would be none any more and was not asked yet. The admins are told of the cases that nobody treats any more, as when an
 * account is suspended; how many these are.
 */
export async function changeRoles(
  actor: AccountActor,
  input: ChangeRolesInput,
): Promise<{ unattended: number; gaveUp: boolean }> {
  const base = await publicUrl()
  const changed = await guarded(
    asActor(actor, async (tx) => {
      await takeTurn(tx, 'account', input.accountId)
      const account = await managed(tx, actor, input.accountId)
      if (!account.roles.includes('physio') && !account.roles.includes('admin')) {
        throw new Conflict('This is a patient’s account. Invite staff with an address of their own.')
      }
      const roles = rolesAfter(account.roles, input.roles)
      const leaves = account.roles.includes('physio') && !roles.includes('physio')
      if (leaves) {
        const led = (await casesInCareOf(tx, account.id)).filter((c) => c.leadId === account.id)
        if (led.length > 0) throw new Conflict(`${account.name} still leads cases. Hand them over first.`)
      }
      const { count } = await tx.account.updateMany({
        where: { AND: [managedAccounts(actor), { id: account.id, version: input.version }] },
        data: { roles, version: { increment: 1 } },
      })
      if (count === 0) {
        throw new Conflict(
          `Another admin changed this account meanwhile. Its roles are now: ${account.roles.join(', ')}.`,
        )
      }
      const gaveUp =
        account.id === actor.accountId && account.roles.includes('admin') && !roles.includes('admin')
      if (gaveUp && !input.givesUp) throw new Invalid({ givesUp: [GIVES_UP] })
      const data = { from: account.roles, to: roles }
      await recordAudit(tx, actor, { type: 'account.roles_changed', subjectId: account.id, data })
      if (leaves) await releaseForms(tx, actor, account.id)
      if (roles.includes('physio') && !account.roles.includes('physio'))
        await tellOfPhysio(tx, actor, account.name)
      // Of who cannot sign in they were told before.
      const treated = leaves && account.status === 'active'
      return { unattended: treated ? await tellOfUnattended(tx, actor, account.id, base) : 0, gaveUp }
    }),
  )
  void deliverMail(actor.clinicId)
  return changed
}

/**
 * Changes the address with which somebody signs in. Sessions and the password stay; links that were sent to the old address
 * stop working, and an open invitation goes to the new one. Both addresses get a message, those of a suspended account none. Sent
 * twice it is one change. Throws Invalid for an address that is taken, Conflict for a stale save and for an account that opens a
 * record, unless the admin treats that patient or its team has entered the address.
 */
export async function changeEmail(
  actor: AccountActor,
  input: ChangeEmailInput,
): Promise<{ told: boolean; sends: boolean }> {
  const base = await publicUrl()
  const { accountId, email } = input
  try {
    const told = await asActor(actor, async (tx) => {
      const account = await managed(tx, actor, accountId)
      const told = account.status !== 'suspended'
      if (account.email === email) return told
      if (account.patientId) await assertMayMove(tx, actor, { patientId: account.patientId, email })
      if (account.patientId && account.status === 'invited')
        await assertInvitationReaches(tx, account.patientId)
      const { count } = await tx.account.updateMany({
        where: { AND: [managedAccounts(actor), { id: accountId, version: input.version }] },
        data: { email, version: { increment: 1 } },
      })
      if (count === 0)
        throw new Conflict(
          `Another admin changed this account meanwhile. Its address is now ${account.email}. Load the page again.`,
        )
      await revokeTokens(tx, actor, accountId, 'password_reset')
      await recordAudit(tx, actor, { type: 'account.email_changed', subjectId: accountId })
      await contactToo(tx, actor, { accountId, from: account.email, email })
      if (!told) return told
      const { name, patientId } = account
      const { phone } = await tx.clinic.findFirstOrThrow({
        where: { id: actor.clinicId },
        select: { phone: true },
      })
      const to = { name, clinic: actor.clinicName, phone }
      await queueMail(tx, actor, { ...oldAddressMail({ ...to, to: account.email }), patientId })
      if (account.status === 'invited')
        await issueAccountToken(tx, actor, { accountId, email, name, patientId, kind: 'invitation', base })
      else {
        const mail = newAddressMail({ ...to, to: email, url: `${base}/sign-in` })
        await queueMail(tx, actor, { ...mail, patientId })
      }
      return told
    })
    void deliverMail(actor.clinicId)
    return { told, sends: sendsMail() }
  } catch (error) {
    if (sqlState(error) === '23505') throw addressTaken()
    throw error
  }
}

/**
 * Changes what somebody of the staff is called, here and on letters. A patient's name is changed where she is. Throws
 * Conflict for a stale save.
 */
export async function changeName(
  actor: AccountActor,
  { accountId, version, name, printedName }: ChangeNameInput,
): Promise<void> {
  assertPrints(printedName)
  const next = { name, printedName: printedName ?? null }
  return asActor(actor, async (tx) => {
    const account = await managed(tx, actor, accountId)
    if (account.name === next.name && account.printedName === next.printedName) return
    if (!account.roles.some((role) => role !== 'patient'))
      throw new Conflict('This is a patient’s account. Change the name on the patient’s page.')
    const { count } = await tx.account.updateMany({
      where: { AND: [managedAccounts(actor), { id: accountId, version }] },
      data: { ...next, version: { increment: 1 } },
    })
    if (count === 0)
      throw new Conflict(
        `Another admin changed this account meanwhile. Its name is now ${account.name}. Load the page again.`,
      )
    await recordAudit(tx, actor, { type: 'account.name_changed', subjectId: accountId })
  })
}

/** A patient whose contact address was the same gets forms at the new one; those that were mailed to the old one are taken back. */
async function contactToo(
  tx: Tx,
  actor: AccountActor,
  { accountId, from, email }: { accountId: string; from: string; email: string },
): Promise<void> {
  const patient = await tx.patient.findFirst({
    where: { clinicId: actor.clinicId, accountId, email: { equals: from, mode: 'insensitive' } },
    select: { id: true },
  })
  if (!patient) return
  await tx.patient.updateMany({
    where: { id: patient.id, clinicId: actor.clinicId },
    data: { email, version: { increment: 1 } },
  })
  await recordAudit(tx, actor, {
    type: 'patient.changed',
    patientId: patient.id,
    data: { fields: ['email'] },
  })
  await takeBackMailed(tx, actor, patient.id)
}

/**
 * Ends all access at once: the sessions and the open links, and gives back the forms that she was on. Suspending twice is suspending once. The admins are told of cases
 * that nobody else treats: nobody sees their alerts until they are handed over.
 */
export async function suspendAccount(actor: AccountActor, { accountId }: AccountIdInput): Promise<void> {
  if (accountId === actor.accountId) throw new Conflict('You cannot suspend yourself. Ask another admin.')
  const base = await publicUrl()
  await guarded(
    asActor(actor, async (tx) => {
      await takeTurn(tx, 'account', accountId)
      const account = await managed(tx, actor, accountId)
      if (account.status === 'suspended') return
      const where = { AND: [managedAccounts(actor), { id: accountId }] }
      await tx.account.updateMany({ where, data: { status: 'suspended', version: { increment: 1 } } })
      await tx.session.updateMany({
        where: { clinicId: actor.clinicId, accountId, revokedAt: null },
        data: { revokedAt: new Date() },
      })
      await revokeTokens(tx, actor, accountId, 'invitation')
      await revokeTokens(tx, actor, accountId, 'password_reset')
      await recordAudit(tx, actor, { type: 'account.suspended', subjectId: accountId })
      await releaseForms(tx, actor, accountId)
      await tellOfUnattended(tx, actor, accountId, base)
    }),
  )
  void deliverMail(actor.clinicId)
}

/** Tells the other admins that there is one more physio; where there is none, who leads a case that runs. */
async function tellOfPhysio(tx: Tx, actor: AccountActor, physio: string): Promise<void> {
  const others = {
    AND: [managedAccounts(actor), { status: 'active' as const, id: { not: actor.accountId } }],
  }
  const select = { email: true, name: true }
  const admins = await tx.account.findMany({ where: { ...others, roles: { has: 'admin' } }, select })
  const running = { status: { in: ['open' as const, 'on_hold' as const] } }
  const leads = { role: 'lead' as const, removedAt: null, case: running }
  const told =
    admins.length > 0
      ? admins
      : await tx.account.findMany({
          where: { ...others, roles: { has: 'physio' }, careTeams: { some: leads } },
          select,
        })
  for (const { email, name } of told)
    await queueMail(
      tx,
      actor,
      newPhysioMail({ to: email, name, clinic: actor.clinicName, physio, by: actor.name }),
    )
}

/** The forms that somebody was on wait for everybody again. */
async function releaseForms(tx: Tx, actor: AccountActor, accountId: string): Promise<void> {
  const released = await tx.$queryRaw<{ id: string; patientId: string }[]>`
    SELECT id, "patientId" FROM release_intakes(${accountId}::uuid)`
  await recordAudit(
    tx,
    actor,
    ...released.map(({ id, patientId }) => ({ type: 'intake.released' as const, patientId, subjectId: id })),
  )
}

/** Tells the admins of the cases that nobody treats without this account; how many these are. */
async function tellOfUnattended(
  tx: Tx,
  actor: AccountActor,
  accountId: string,
  base: string,
): Promise<number> {
  const cases = (await unattendedCases(tx, actor, accountId)).length
  if (cases === 0) return 0
  const about = { cases, url: `${base}/admin/accounts/${accountId}` }
  const admins = await tx.account.findMany({
    where: { AND: [managedAccounts(actor), { status: 'active', roles: { has: 'admin' } }] },
    select: { email: true, name: true },
  })
  for (const { email, name } of admins)
    await queueMail(tx, actor, unattendedMail({ ...about, to: email, name, clinic: actor.clinicName }))
  return cases
}

/**
 * Lets somebody sign in again, with the password from before. Who never accepted an invitation is invited again, and the links from
 * before stay dead: the invitation has to be sent again.
 */
export async function restoreAccount(
  actor: AccountActor,
  { accountId }: AccountIdInput,
): Promise<{ status: 'active' | 'invited' }> {
  return asActor(actor, async (tx) => {
    const account = await managed(tx, actor, accountId)
    if (account.status !== 'suspended') return { status: account.status }
    const status = await restoredStatus(tx, actor, account)
    const where = { AND: [managedAccounts(actor), { id: accountId }] }
    await tx.account.updateMany({ where, data: { status, version: { increment: 1 } } })
    await recordAudit(tx, actor, { type: 'account.restored', subjectId: accountId })
    return { status }
  })
}
