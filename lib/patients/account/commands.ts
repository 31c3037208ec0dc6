import 'server-only'
import { type AccountActor, isAdmin, type Role } from '#lib/access/actor.ts'
import { issueAccountToken, revokeTokens } from '#lib/accounts/links/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor, sqlState, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { deliverMail } from '#lib/mail/commands.ts'
import { sendsMail } from '#lib/mail/queries.ts'
import { publicUrl } from '#lib/public-url.ts'
import { assertAddressKnown, assertInvitationReaches, settleAddress } from '../address/commands.ts'
import { askFor, vouchesFor } from '../address/queries.ts'
import { type LockedPatient, lockPatient } from '../invite/commands.ts'
import { visiblePatients } from '../policy.ts'

/**
 * After a change of the patient: the account of somebody who is nothing else is called like her, and an invitation that
 * nobody has used yet stops working when her address moved. `invitePatient` sends it anew, to the right one.
 */
export async function accountFollows(
  tx: Tx,
  actor: AccountActor,
  { accountId, fullName, moved }: { accountId: string; fullName: string; moved: boolean },
): Promise<void> {
  const where = { id: accountId, clinicId: actor.clinicId, roles: { equals: ['patient' as const] } }
  const account = await tx.account.findFirst({ where, select: { name: true, status: true } })
  if (!account) return
  if (account.name !== fullName)
    await tx.account.updateMany({ where, data: { name: fullName, version: { increment: 1 } } })
  if (moved && account.status === 'invited') await revokeTokens(tx, actor, accountId, 'invitation')
}

const addressTaken = () =>
  new Conflict(
    'Somebody signs in with this e-mail address already. If it is somebody of your staff who is treated here, an admin can give them access.',
  )

/** The account of somebody of the staff that a patient may get, by an admin: one of this clinic, in use, nobody's else. */
async function staffAccount(tx: Tx, actor: AccountActor, email: string) {
  if (!isAdmin(actor)) return null
  return tx.account.findFirst({
    where: {
      clinicId: actor.clinicId,
      email,
      status: 'active',
      patient: null,
      NOT: { roles: { has: 'patient' } },
    },
    select: { id: true, roles: true },
  })
}

/** Nobody is her own clinician: a colleague takes over first. */
async function assertTreatsNot(tx: Tx, actor: AccountActor, patientId: string, accountId: string) {
  const of = { clinicId: actor.clinicId, patientId }
  const team = await tx.careTeamMember.count({ where: { ...of, accountId, removedAt: null } })
  const form = { ...of, kind: 'intake' as const, assigneeId: accountId, status: { not: 'accepted' as const } }
  if (team > 0 || (await tx.intake.count({ where: form })) > 0)
    throw new Conflict(
      'This e-mail address is that of somebody of your staff who is on the care team of this patient, or has taken the patient’s form. A colleague takes over first.',
    )
}

/** An account in use has a password that somebody knows, and an admin moves it to any address: her team alone opens her record to it. */
async function assertHers(tx: Tx, patientId: string) {
  if (await vouchesFor(tx, patientId)) return
  throw new Conflict(
    `Somebody of your staff signs in with this e-mail address, and this patient is treated already. ${await askFor(tx, patientId, 'to enter another address of the patient, and to send the invitation there')}`,
  )
}

/** Roles add up: somebody of the staff who is treated here sees her own program with the account that she has. */
async function addPatientRole(
  tx: Tx,
  actor: AccountActor,
  patient: LockedPatient,
  account: { id: string; roles: Role[] },
): Promise<void> {
  await assertTreatsNot(tx, actor, patient.id, account.id)
  const roles = ['patient', ...account.roles] as Role[]
  await tx.account.updateMany({
    where: { id: account.id, clinicId: actor.clinicId },
    data: { roles, version: { increment: 1 } },
  })
  await linkAccount(tx, actor, patient, account.id)
  await recordAudit(tx, actor, {
    type: 'account.roles_changed',
    patientId: patient.id,
    subjectId: account.id,
    data: { from: account.roles, to: roles },
  })
}

const linkAccount = (tx: Tx, actor: AccountActor, patient: LockedPatient, accountId: string) =>
  tx.patient.updateMany({
    where: { AND: [{ id: patient.id, accountId: null }, visiblePatients(actor)] },
    data: { accountId },
  })

/** The account that a new invitation is for; one whose address was put right since has the right one now. */
async function invitedAgain(tx: Tx, actor: AccountActor, patient: LockedPatient, id: string, email: string) {
  const about = { patientId: patient.id, subjectId: id }
  const account = await tx.account.findFirst({ where: { id, clinicId: actor.clinicId } })
  if (account?.status !== 'invited') throw new Conflict('This patient has an account already.')
  if (account.email !== email) {
    if (account.roles.some((role) => role !== 'patient'))
      throw new Conflict(
        `The invitation went to ${account.email}. An admin can change the address of an account.`,
      )
    await tx.account.updateMany({
      where: { id, clinicId: actor.clinicId },
      data: { email, version: { increment: 1 } },
    })
    await recordAudit(tx, actor, { type: 'account.email_changed', ...about })
  }
  await recordAudit(tx, actor, { type: 'account.invitation_sent_again', ...about })
}

/**
 * Gives a patient an account of her own, or sends the invitation again while it was not used. An admin gives somebody of the
 * staff who is treated here access with the account that she has (`linked`). Throws Conflict when she has one that works or
 * her address belongs to somebody else, of the staff while the asker may not read what it opens, or is one that nobody who may read
 * her record has looked at, or where nobody would read the invitation, Invalid without an address.
 * `address`: that of the invitation, where no mail server sends it.
 */
export async function invitePatient(
  actor: AccountActor,
  input: { patientId: string },
): Promise<{ patientId: string; linked: boolean; address: string | null }> {
  const base = await publicUrl()
  try {
    const done = await asActor(actor, async (tx) => {
      const patient = await lockPatient(tx, actor, input.patientId)
      if (!patient.email) throw new Invalid({}, 'There is no e-mail address for this patient. Add one first.')
      await assertAddressKnown(tx, patient)
      await settleAddress(tx, actor, patient.id)
      const email = patient.email.toLowerCase()
      const staff = patient.accountId ? null : await staffAccount(tx, actor, email)
      if (!staff) await assertInvitationReaches(tx, patient.id)
      const accountId = patient.accountId ?? newId()
      if (patient.accountId) await invitedAgain(tx, actor, patient, accountId, email)
      else {
        if (staff) {
          await assertHers(tx, patient.id)
          await addPatientRole(tx, actor, patient, staff)
          return { linked: true, address: null }
        }
        const { clinicId } = actor
        await tx.account.createMany({
          data: [{ id: accountId, clinicId, email, name: patient.fullName, roles: ['patient'] }],
        })
        await linkAccount(tx, actor, patient, accountId)
        const about = { patientId: patient.id, subjectId: accountId }
        await recordAudit(tx, actor, { type: 'account.invited', ...about, data: { roles: ['patient'] } })
      }
      const of = { accountId, email, name: patient.fullName, patientId: patient.id }
      const { url } = await issueAccountToken(tx, actor, { ...of, kind: 'invitation', base })
      return { linked: false, address: sendsMail() ? null : url }
    })
    void deliverMail(actor.clinicId)
    return { patientId: input.patientId, ...done }
  } catch (error) {
    if (sqlState(error) === '23505') throw addressTaken()
    throw error
  }
}
