/**
 * Writes of accounts and of the clinic's settings.
 *
 * To add one: a key `<file of the action>#<its name>`, a form that counts when `may` sends it, and everybody who may.
 * `before` puts the database where the form counts. The test finds the page and tries all eleven kinds of actors, three
 * foreign origins and some hundred hostile forms.
 */
import { hashToken } from '#lib/accounts/tokens.ts'
import { newId } from '#lib/ids.ts'
import { actorNames, type WorldServer } from '#tests/support/world-server.ts'
import { admins, asOwner, everyAdmin, everyStaff, type WriteRows } from './row.ts'

const password = 'seven calm knees walk home'
/** Of `password`, argon2id at the cost of lib/accounts/passwords.ts. */
const passwordHash =
  '$argon2id$v=19$m=19456,t=2,p=1$c8DaO+02lkKSjEA5TrBzxw$FAY8jB38GneXe/Covd00zu5LsnvOE8TO5fwLPQGzmfE'
const token = 't'.repeat(43)

const signedIn = actorNames.filter((name) => !['anonymous', 'suspended', 'linkHolder'].includes(name))

/** An admin who is no physio: without a mail server the link of a physio is not hers to send. */
const colleague = newId()
const other = (w: WorldServer) => ({ accountId: w.world.one.physioB.accountId })
const setStatus = (w: WorldServer, status: string) =>
  asOwner(w, `UPDATE "Account" SET status = '${status}' WHERE id = $1`, [other(w).accountId])

/** A session besides the one that asks. */
const session = newId()
const elsewhere = (w: WorldServer) =>
  asOwner(
    w,
    `INSERT INTO "Session" (id, "clinicId", "accountId", "tokenHash", "expiresAt")
     SELECT CASE WHEN "accountId" = $1::uuid THEN $2::uuid ELSE gen_random_uuid() END, "clinicId", "accountId", 'elsewhere-' || id,
       now() + interval '1 hour' FROM "Session"`,
    [other(w).accountId, session],
  )

async function resetLink(w: WorldServer): Promise<void> {
  const { clinicId, physioB } = w.world.one
  await asOwner(
    w,
    `INSERT INTO "AccountToken" (id, "clinicId", "accountId", kind, "tokenHash", "expiresAt")
     VALUES ($1, $2, $3, 'password_reset', $4, now() + interval '1 hour')`,
    [newId(), clinicId, physioB.accountId, hashToken(token)],
  )
}

export const accounts: WriteRows = {
  'lib/accounts/actions.ts#signInAction': {
    form: () => ({ email: 'physiob.one@example.invalid', password }),
    before: (w) =>
      asOwner(w, `UPDATE "Credential" SET "passwordHash" = $1 WHERE "accountId" = $2`, [
        passwordHash,
        other(w).accountId,
      ]),
    may: actorNames,
    shows: 'Session',
    wide: true,
  },
  'lib/accounts/actions.ts#signOutAction': {
    form: () => ({}),
    may: signedIn,
    plain: true,
    mute: true,
    shows: 'Session',
  },
  'lib/accounts/actions.ts#signOutEverywhereAction': {
    form: () => ({}),
    may: signedIn,
    plain: true,
    mute: true,
    shows: 'Session',
  },
  'lib/accounts/password/actions.ts#setPasswordAction': {
    form: () => ({ token, newPassword: 'nine quiet hips climb stairs' }),
    before: resetLink,
    may: actorNames,
    wide: true,
  },
  'lib/accounts/password/actions.ts#askResetAction': {
    form: () => ({ email: 'physiob.one@example.invalid' }),
    may: actorNames,
    wide: true,
  },
  'lib/accounts/own/actions.ts#changePasswordAction': {
    form: () => ({ password, newPassword: 'nine quiet hips climb stairs' }),
    before: (w) => asOwner(w, `UPDATE "Credential" SET "passwordHash" = $1`, [passwordHash]),
    may: everyStaff,
  },
  'lib/accounts/own/actions.ts#endSessionAction': {
    form: () => ({ sessionId: session }),
    before: elsewhere,
    may: ['physioB'],
    shows: 'Session',
  },
  'lib/accounts/own/actions.ts#endOtherSessionsAction': {
    form: () => ({}),
    before: elsewhere,
    may: everyStaff,
    shows: 'Session',
  },
  'lib/accounts/directory/actions.ts#inviteStaffAction': {
    form: () => ({ name: 'Nora Neu', email: 'nora.neu@example.invalid', roles: 'physio' }),
    may: everyAdmin,
  },
  'lib/accounts/directory/actions.ts#resendInvitationAction': {
    form: other,
    before: (w) => setStatus(w, 'invited'),
    may: admins,
  },
  'lib/accounts/directory/actions.ts#sendResetAction': {
    form: () => ({ accountId: colleague }),
    before: (w) =>
      asOwner(
        w,
        `INSERT INTO "Account" (id, "clinicId", email, name, roles, status)
         VALUES ($1, $2, 'desk.one@example.invalid', 'Dora Desk', '{admin}', 'active') ON CONFLICT DO NOTHING`,
        [colleague, w.world.one.clinicId],
      ),
    may: admins,
  },
  'lib/accounts/directory/actions.ts#changeRolesAction': {
    form: (w) => ({ ...other(w), version: '1', roles: ['physio', 'admin'] }),
    may: admins,
  },
  'lib/accounts/directory/actions.ts#changeEmailAction': {
    form: (w) => ({ ...other(w), version: '1', email: 'nora.neu@example.invalid' }),
    may: admins,
  },
  'lib/accounts/directory/actions.ts#changeNameAction': {
    form: (w) => ({ ...other(w), version: '1', name: 'Nora Neu' }),
    may: admins,
  },
  'lib/accounts/directory/actions.ts#suspendAccountAction': { form: other, may: admins },
  'lib/accounts/directory/actions.ts#restoreAccountAction': {
    form: (w) => ({ accountId: w.world.one.suspended.accountId }),
    may: admins,
  },
  'lib/accounts/directory/actions.ts#handOverCasesAction': {
    form: (w) => ({ accountId: w.world.one.physioA.accountId, toAll: w.world.one.physioB.accountId }),
    may: admins,
  },
  'lib/limits/actions.ts#setClinicLimitAction': {
    form: () => ({ limitId: 'no_log_act', seen: '', value: '10', note: 'We call earlier' }),
    may: everyAdmin,
  },
  'lib/clinic/actions.ts#changeClinicSettingsAction': {
    form: () => ({
      version: '1',
      name: 'Clinic by the lake',
      phone: '+41 44 000 00 09',
      emergencyNumber: '144',
      outOfHoursPhone: '+41 44 000 00 08',
      address: 'Lakeside 1',
      timeZone: 'Europe/Zurich',
      consentAge: '18',
      dutyAccountId: '',
      closedDays: '2099-12-24 to 2099-12-31',
      ...Object.fromEntries(
        [1, 2, 3, 4, 5, 6, 7].map((day) => [`hours.${day}`, day < 6 ? '08:00-18:00' : '']),
      ),
    }),
    may: everyAdmin,
  },
}
