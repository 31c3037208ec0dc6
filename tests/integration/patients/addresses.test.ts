import { afterAll, describe, expect, test } from 'vitest'
import { mintAccountActor } from '#lib/access/actor.ts'
import { changeEmail, changeName, resendInvitation, sendReset } from '#lib/accounts/directory/commands.ts'
import { setPassword } from '#lib/accounts/password/commands.ts'
import { hashToken, newToken } from '#lib/accounts/tokens.ts'
import { caseFrame } from '#lib/cases/queries.ts'
import { changeTeam } from '#lib/cases/team/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { outbox } from '#lib/mail/queries.ts'
import { invitePatient } from '#lib/patients/account/commands.ts'
import { addPatient, changePatient } from '#lib/patients/commands.ts'
import { sendIntakeLink } from '#lib/patients/invite/commands.ts'
import { patientDetail } from '#lib/patients/queries.ts'
import { ownRecord } from '#lib/patients/record/queries.ts'
import { showReset } from '#lib/patients/reset/commands.ts'
import { changed } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const { one, two } = await createWorld(ownerUrl)
const db = ownerClient(ownerUrl)
await db.clinic.updateMany({ data: { patientCounter: 2000 } })
process.env.AUTH_SECRET = 'a secret of these tests alone'
afterAll(() => db.$disconnect())

const { admin, physioA, physioB } = one
const born = '1987-11-29'
async function added(email: string, fullName = `Patient ${email}`) {
  const { id: patientId } = await addPatient(physioA, {
    id: newId(),
    fullName,
    dateOfBirth: born,
    email,
    again: 'yes',
    shared: 'yes',
  })
  return patientId
}
const row = (id: string) => db.patient.findUniqueOrThrow({ where: { id }, include: { account: true } })
async function change(
  patientId: string,
  wish: { email?: string; fullName?: string; addressConfirmed?: 'yes' },
  by = physioA,
) {
  const { fullName, email, version } = await row(patientId)
  const now = { fullName, email: email ?? undefined, dateOfBirth: born, again: 'yes' as const }
  return changePatient(by, { id: patientId, version, ...now, ...wish })
}
/** With a mail server, which is not there. */
async function mailed<T>(work: () => Promise<T>): Promise<T> {
  process.env.SMTP_URL = 'smtp://127.0.0.1:1'
  try {
    return await work()
  } finally {
    delete process.env.SMTP_URL
  }
}
const openTokens = (accountId: string | null) =>
  db.accountToken.count({ where: { accountId: accountId ?? '', usedAt: null, revokedAt: null } })
const openLinks = (patientId: string) => db.intakeLink.count({ where: { patientId, revokedAt: null } })

const { clinicId } = one
/** A patient whom physio A treats, with the address of the front desk's first day. */
async function treated(email: string) {
  const patientId = await added(email)
  const caseId = newId()
  const of = { clinicId, patientId }
  const decided = { decidedById: physioA.accountId, decidedAt: new Date() }
  const { id: intakeId } = await db.intake.create({
    data: {
      ...of,
      ...decided,
      id: newId(),
      status: 'accepted',
      submittedAt: new Date(),
      savedAt: new Date(),
    },
  })
  const made = { openedById: physioA.accountId, complaint: 'Knee', intakeId }
  await db.case.create({ data: { ...of, ...made, id: caseId, side: 'left' } })
  await db.careTeamMember.create({
    data: { ...of, caseId, accountId: physioA.accountId, role: 'lead', addedById: physioA.accountId },
  })
  return patientId
}

describe('an address that is put right', () => {
  test('takes back what went to the wrong one; the invitation is sent anew to the right one', async () => {
    const patientId = await added('wrong@example.invalid')
    await sendIntakeLink(physioA, { patientId, how: 'mail' })
    await invitePatient(physioA, { patientId })
    const { accountId } = await row(patientId)
    await change(patientId, { email: 'right@example.invalid' })
    expect([await openTokens(accountId), await openLinks(patientId)]).toEqual([0, 0])
    await invitePatient(physioB, { patientId })
    expect(await openTokens(accountId)).toBe(1)
    expect((await row(patientId)).account).toMatchObject({ id: accountId, email: 'right@example.invalid' })
    const sent = await db.mail.findMany({ where: { patientId }, orderBy: { createdAt: 'asc' } })
    expect(sent.map(({ to }) => to)).toEqual([
      ...['wrong@example.invalid', 'wrong@example.invalid', 'right@example.invalid'],
    ])
  })

  test('leaves a link that was printed, and all of them when only the name changes', async () => {
    const patientId = await added('printed@example.invalid')
    await sendIntakeLink(physioA, { patientId, how: 'print' })
    await change(patientId, { email: 'moved@example.invalid' })
    expect(await openLinks(patientId)).toBe(1)
    await sendIntakeLink(physioA, { patientId, how: 'mail' })
    await change(patientId, { fullName: 'Nora Neu' })
    expect(await openLinks(patientId)).toBe(1)
  })

  test('of somebody who signs in already changes nothing for signing in', async () => {
    const patientId = await added('in.use@example.invalid')
    await invitePatient(physioA, { patientId })
    const { accountId } = await row(patientId)
    await db.account.update({ where: { id: accountId ?? '' }, data: { status: 'active' } })
    await change(patientId, { email: 'contact@example.invalid' })
    expect((await row(patientId)).account).toMatchObject({
      status: 'active',
      email: 'in.use@example.invalid',
    })
    await expect(invitePatient(physioA, { patientId })).rejects.toThrow(Conflict)
  })
})

describe('the address of a patient whose record somebody keeps', () => {
  const changedAt = async (patientId: string) => (await row(patientId)).addressChangedAt
  const texts = async (who: typeof admin, patientId: string) => {
    const ids = (await db.mail.findMany({ where: { patientId }, select: { id: true } })).map(({ id }) => id)
    const { mails } = await outbox(who, new Date())
    const rows = await asActor(who, (tx) => tx.mail.findMany({ where: { id: { in: ids } } }))
    return [mails.filter(({ id, text }) => ids.includes(id) && text !== '').length, rows.length]
  }

  test('gets no way in after staff who may not read it have changed it, until its team has looked at it', async () => {
    const patientId = await treated('hers@example.invalid')
    await mailed(() => invitePatient(admin, { patientId }))
    for (const [by, email] of [
      [physioB, 'physio.b@elsewhere.invalid'],
      [admin, 'admin@elsewhere.invalid'],
    ] as const) {
      await change(patientId, { email }, by)
      expect(await changedAt(patientId)).not.toBeNull()
      for (const who of [by, admin, physioB])
        await expect(invitePatient(who, { patientId })).rejects.toThrow(new RegExp(`Ask ${physioA.name}`))
      const told = {
        clinicId,
        to: 'physioa.one@example.invalid',
        text: { contains: `/patients/${patientId}` },
      }
      expect(await db.mail.count({ where: told })).toBe(by === physioB ? 1 : 2)
    }
    const { accountId } = await row(patientId)
    expect(await openTokens(accountId)).toBe(0)
    expect((await row(patientId)).account?.email).toBe('hers@example.invalid')
    await invitePatient(physioA, { patientId })
    expect([await changedAt(patientId), await openTokens(accountId)]).toEqual([null, 1])
    await mailed(() => invitePatient(admin, { patientId }))
  })

  test('is not in doubt when its team changes it or confirms it, nor before there is anything to read', async () => {
    const patientId = await treated('team@example.invalid')
    await change(patientId, { email: 'team.two@example.invalid' })
    expect(await changedAt(patientId)).toBeNull()
    await change(patientId, { email: 'desk@example.invalid' }, admin)
    await change(patientId, {}, admin)
    expect(await changedAt(patientId)).not.toBeNull()
    await change(patientId, { addressConfirmed: 'yes' }, admin)
    await change(patientId, { fullName: 'Put Right' })
    expect(await changedAt(patientId)).not.toBeNull()
    expect((await patientDetail(admin, patientId, new Date())).confirmsAddress).toBe(false)
    expect((await patientDetail(physioA, patientId, new Date())).confirmsAddress).toBe(true)
    await change(patientId, { addressConfirmed: 'yes' })
    expect(await changedAt(patientId)).toBeNull()
    const unread = await added('unread@example.invalid')
    await change(unread, { email: 'unread.two@example.invalid' }, admin)
    expect(await changedAt(unread)).toBeNull()
    await invitePatient(admin, { patientId: unread })
  })

  test.each(['open', 'discharged', 'referred'] as const)(
    'is still her team’s to look at while who treated her in a case that is %s is suspended, until it is given to another',
    async (status) => {
      const patientId = await treated(`${status}.left@example.invalid`)
      const closed = status === 'open' ? {} : { closedAt: new Date(), status }
      await db.case.updateMany({ where: { patientId }, data: closed })
      const { id: caseId } = await db.case.findFirstOrThrow({ where: { patientId } })
      const become = (now: 'suspended' | 'active') =>
        db.account.update({ where: { id: physioA.accountId }, data: { status: now } })
      await become('suspended')
      const theirs = mintAccountActor({ ...physioB, roles: ['physio', 'admin'] })
      await change(patientId, { email: `${status}.mine@elsewhere.invalid` }, admin)
      for (const who of [admin, physioB, theirs])
        await expect(invitePatient(who, { patientId })).rejects.toThrow(
          /Nobody who treats this patient is here any more\. An admin gives the case to a physio first/,
        )
      const seen = await patientDetail(admin, patientId, new Date())
      expect(seen).toMatchObject({ addressChanged: true, untreated: true, confirmsAddress: false })
      const linked = changed(admin, async (tx) => {
        const id = newId()
        const email = `${status}.mine@elsewhere.invalid`
        await tx.account.createMany({ data: [{ id, clinicId, email, name: 'Mine', roles: ['patient'] }] })
        return tx.patient.updateMany({ where: { id: patientId }, data: { accountId: id } })
      })
      expect(await linked).toBe(0)
      await become('active')
      expect(await changedAt(patientId)).not.toBeNull()
      await become('suspended')
      const expected = seen.cases[0]?.team?.token ?? ''
      await changeTeam(admin, { caseId, expected, leadId: physioB.accountId, memberIds: [] })
      await expect(caseFrame(admin, caseId, null, new Date())).rejects.toThrow(NotFound)
      await expect(invitePatient(admin, { patientId })).rejects.toThrow(new RegExp(`Ask ${physioB.name}`))
      await invitePatient(physioB, { patientId })
      expect(await patientDetail(admin, patientId, new Date())).toMatchObject({ untreated: false })
      await become('active')
    },
  )

  test('moves for signing in only to what the team has entered', async () => {
    const patientId = await treated('signs.in@example.invalid')
    await invitePatient(physioA, { patientId })
    const accountId = (await row(patientId)).accountId ?? ''
    await db.account.update({ where: { id: accountId }, data: { status: 'active' } })
    const move = async (email: string) => {
      const { version } = await db.account.findUniqueOrThrow({ where: { id: accountId } })
      return changeEmail(admin, { accountId, version, email })
    }
    await expect(move('mine@elsewhere.invalid')).rejects.toThrow(new RegExp(`Ask ${physioA.name}`))
    await change(patientId, { email: 'mine@elsewhere.invalid' }, admin)
    await expect(move('mine@elsewhere.invalid')).rejects.toThrow(new RegExp(`Ask ${physioA.name}`))
    await change(patientId, { email: 'new.hers@example.invalid' })
    expect(await move('new.hers@example.invalid')).toMatchObject({ told: true })
  })

  test('is not the way to a form that was begun', async () => {
    const patientId = await added('begun.form@example.invalid')
    const { intakeId } = await sendIntakeLink(admin, { patientId, how: 'mail' })
    await db.intake.update({ where: { id: intakeId }, data: { savedAt: new Date() } })
    await sendIntakeLink(admin, { patientId, how: 'mail' })
    await change(patientId, { email: 'admin.too@elsewhere.invalid' }, admin)
    const send = (by: typeof admin) => sendIntakeLink(by, { patientId, how: 'mail' })
    await expect(send(admin)).rejects.toThrow(/Ask a physio/)
    await expect(invitePatient(admin, { patientId })).rejects.toThrow(/Ask a physio/)
    await send(physioB)
  })

  test('nor to one that was begun beside a case, for a physio off the team', async () => {
    const patientId = await treated('second.form@example.invalid')
    const { intakeId } = await sendIntakeLink(physioA, { patientId, how: 'mail' })
    await db.intake.update({ where: { id: intakeId }, data: { savedAt: new Date() } })
    await change(patientId, { email: 'physio.b.too@elsewhere.invalid' }, physioB)
    const send = (by: typeof admin) => sendIntakeLink(by, { patientId, how: 'mail' })
    await expect(send(physioB)).rejects.toThrow(new RegExp(`Ask ${physioA.name}`))
    const linked = (by: typeof admin) =>
      changed(by, async (tx) => {
        const expiresAt = new Date(Date.now() + 86_400_000)
        const of = { clinicId, patientId, intakeId, expiresAt, createdById: by.accountId, mailed: true }
        return tx.intakeLink.createMany({ data: [{ ...of, id: newId(), tokenHash: hashToken(newToken()) }] })
      })
    expect([await linked(physioB), await linked(physioA)]).toEqual([0, 1])
    await send(physioA)
  })

  test('is no way in past the application either', async () => {
    const patientId = await treated('locked.in@example.invalid')
    const link = (email: string) =>
      changed(admin, async (tx) => {
        const id = newId()
        await tx.account.createMany({ data: [{ id, clinicId, email, name: 'Hers', roles: ['patient'] }] })
        return tx.patient.updateMany({ where: { id: patientId }, data: { accountId: id } })
      })
    expect(await link('mine.two@elsewhere.invalid')).toBe(0)
    await change(patientId, { email: 'mine.two@elsewhere.invalid' }, admin)
    await changed(admin, (tx) =>
      tx.patient.updateMany({ where: { id: patientId }, data: { addressChangedAt: null } }),
    )
    expect(await changedAt(patientId)).not.toBeNull()
    expect(await link('mine.two@elsewhere.invalid')).toBe(0)
    await change(patientId, { email: 'locked.two@example.invalid' })
    await invitePatient(physioA, { patientId })
    const id = (await row(patientId)).accountId ?? ''
    const move = (by: typeof admin, email: string) =>
      changed(by, (tx) => tx.account.updateMany({ where: { id }, data: { email } }))
    expect(await move(admin, 'mine.three@elsewhere.invalid')).toBe(0)
    expect(await move(physioB, 'mine.three@elsewhere.invalid')).toBe(0)
    expect(await move(physioA, 'locked.three@example.invalid')).toBe(1)
  })

  test('its links stand in the outbox for its team alone, and whoever made one reads it without a mail server', async () => {
    const patientId = await treated('outbox@example.invalid')
    const other = mintAccountActor({ ...physioB, roles: ['physio', 'admin'] })
    const both = mintAccountActor({ ...physioA, roles: ['physio', 'admin'] })
    const first = await mailed(() => invitePatient(admin, { patientId }))
    expect(first).toMatchObject({ address: null })
    expect((await invitePatient(physioA, { patientId })).address).toMatch(/\/invitation\//)
    const accountId = (await row(patientId)).accountId ?? ''
    // What nobody would read takes nothing back.
    for (const send of [
      () => invitePatient(admin, { patientId }),
      () => resendInvitation(admin, { accountId }),
    ])
      await expect(send()).rejects.toThrow(new RegExp(`Ask ${physioA.name}`))
    expect(await openTokens(accountId)).toBe(1)
    await db.account.update({ where: { id: accountId }, data: { status: 'active' } })
    await expect(sendReset(admin, { accountId })).rejects.toThrow(
      new RegExp(`Ask ${physioA.name} of the patient’s team to show it to the patient`),
    )
    await mailed(() => sendReset(admin, { accountId }))
    expect(await texts(admin, patientId)).toEqual([0, 0])
    expect(await texts(other, patientId)).toEqual([0, 0])
    expect(await texts(both, patientId)).toEqual([3, 3])
  })
})

describe('a link to a new password that is shown in person', () => {
  const status = (
    accountId: string,
    now: 'active' | 'invited',
    roles: ('patient' | 'physio')[] = ['patient'],
  ) => db.account.update({ where: { id: accountId }, data: { status: now, roles } })
  const opened = async (email: string) => {
    const patientId = await treated(email)
    await invitePatient(physioA, { patientId })
    const accountId = (await row(patientId)).accountId ?? ''
    await status(accountId, 'active')
    await db.accountToken.updateMany({ where: { accountId }, data: { usedAt: new Date() } })
    return { patientId, accountId }
  }
  const shows = async (who: typeof admin, patientId: string) =>
    (await patientDetail(who, patientId, new Date())).showsReset

  test('is made by who treats her, opens her account once, and stands in the audit and nowhere else', async () => {
    const { patientId, accountId } = await opened('forgot@example.invalid')
    const mails = await db.mail.count()
    expect(await shows(physioA, patientId)).toBe(true)
    const first = await showReset(physioA, { patientId })
    const { url } = await showReset(physioA, { patientId })
    expect([await openTokens(accountId), await db.mail.count()]).toEqual([1, mails])
    const password = { newPassword: 'a quiet run along the lake' }
    const redeem = (of: string) => setPassword({ token: of.split('/').at(-1) ?? '', ...password })
    await expect(redeem(first.url)).rejects.toThrow(Conflict)
    await redeem(url)
    await expect(redeem(url)).rejects.toThrow(Conflict)
    const audited = { type: 'account.reset_shown', patientId, subjectId: accountId }
    expect(await db.auditEvent.count({ where: { ...audited, accountId: physioA.accountId } })).toBe(2)
    const herself = mintAccountActor({ ...one.a.actor, accountId, patientId })
    const { seen } = await ownRecord(herself, 0)
    expect(seen.find(({ name }) => name === physioA.name)?.what).toMatch(
      /^Made a link to a new password for you/,
    )
  })

  test('is nobody’s who may not read her record, nor of an account that opens more than that', async () => {
    const { patientId, accountId } = await opened('forgot.too@example.invalid')
    const both = mintAccountActor({ ...physioB, roles: ['physio', 'admin'] })
    for (const who of [physioB, both, admin]) expect(await shows(who, patientId)).toBe(false)
    for (const who of [physioB, both, admin, two.physioA])
      await expect(showReset(who, { patientId })).rejects.toThrow(NotFound)
    await mailed(() => expect(showReset(physioA, { patientId })).rejects.toThrow(/comes by mail/))
    const add = (by: typeof admin) =>
      changed(by, (tx) => {
        const link = { kind: 'password_reset' as const, tokenHash: hashToken(newToken()) }
        const expiresAt = new Date(Date.now() + 60_000)
        return tx.accountToken.createMany({ data: { ...link, id: newId(), clinicId, accountId, expiresAt } })
      })
    expect([await add(physioB), await add(physioA)]).toEqual([0, 1])
    for (const [now, roles] of [
      ['active', ['patient', 'physio']],
      ['invited', ['patient']],
    ] as const) {
      await status(accountId, now, [...roles])
      expect([await shows(physioA, patientId), await add(physioA)]).toEqual([false, 0])
      await expect(showReset(physioA, { patientId })).rejects.toThrow(/not the account of a patient in use/)
    }
    await status(accountId, 'active')
    await db.careTeamMember.updateMany({ where: { patientId }, data: { removedAt: new Date() } })
    expect(await add(physioA)).toBe(0)
    await expect(showReset(physioA, { patientId })).rejects.toThrow(NotFound)
  })
})

describe('a name', () => {
  test('that is put right is the account’s too, when she is a patient and nothing else', async () => {
    const patientId = await added('name@example.invalid', 'Nora Nue')
    await invitePatient(physioA, { patientId })
    await change(patientId, { fullName: 'Nora Neu' })
    expect((await row(patientId)).account?.name).toBe('Nora Neu')
  })

  test('of the staff is changed by an admin, once, and audited', async () => {
    const { accountId } = physioB
    const { version } = await db.account.findUniqueOrThrow({ where: { id: accountId } })
    const wish = { accountId, version, name: 'Berta Newname' }
    for (const actor of [physioA, two.admin]) await expect(changeName(actor, wish)).rejects.toThrow(NotFound)
    await changeName(admin, wish)
    await changeName(admin, wish)
    await expect(changeName(admin, { ...wish, name: 'Other' })).rejects.toThrow(/Berta Newname/)
    expect(await db.auditEvent.count({ where: { subjectId: accountId, type: 'account.name_changed' } })).toBe(
      1,
    )
    await expect(changeName(admin, { ...wish, accountId: one.a.accountId, name: 'X Y' })).rejects.toThrow(
      Conflict,
    )
  })

  test('of a patient’s account, and its address while it is only invited, is all that a physio changes in it', async () => {
    const patientId = await added('locked@example.invalid')
    await invitePatient(physioA, { patientId })
    const id = (await row(patientId)).accountId ?? ''
    const by = (actor: typeof admin, of: string, data: object) =>
      changed(actor, (tx) => tx.account.updateMany({ where: { id: of }, data }))
    expect(await by(physioA, id, { name: 'Nora', email: 'other@example.invalid' })).toBe(1)
    for (const data of [
      { status: 'active' as const },
      { roles: ['physio' as const] },
      { lastSignInAt: new Date() },
    ])
      expect([data, await by(physioA, id, data)]).toEqual([data, 0])
    await db.account.update({ where: { id }, data: { status: 'active' } })
    expect(await by(physioA, id, { email: 'mine@example.invalid' })).toBe(0)
    expect(await by(physioA, physioB.accountId, { name: 'Mine' })).toBe(0)
    expect(await by(two.physioA, id, { name: 'Mine' })).toBe(0)
  })
})

describe('somebody of the staff who is treated here', () => {
  const emailOf = async (accountId: string) =>
    (await db.account.findUniqueOrThrow({ where: { id: accountId } })).email

  test('gets access to her own pages with her account, by an admin', async () => {
    const patientId = await added(await emailOf(physioB.accountId))
    await expect(invitePatient(physioA, { patientId })).rejects.toThrow(Conflict)
    expect(await invitePatient(admin, { patientId })).toMatchObject({ patientId, linked: true })
    expect((await row(patientId)).account).toMatchObject({
      id: physioB.accountId,
      roles: ['patient', 'physio'],
    })
    const audited = { patientId, subjectId: physioB.accountId, type: 'account.roles_changed' }
    expect(await db.auditEvent.count({ where: audited })).toBe(1)
    const second = await added(await emailOf(physioB.accountId), 'Somebody else')
    await expect(invitePatient(admin, { patientId: second })).rejects.toThrow(Conflict)
  })

  test('and whose record somebody keeps gets it by an admin of her team, not by one who moved an account there', async () => {
    const patientId = await treated('staff.treated@example.invalid')
    const { version } = await db.account.findUniqueOrThrow({ where: { id: admin.accountId } })
    const before = await emailOf(admin.accountId)
    const move = { accountId: admin.accountId, version, email: 'staff.treated@example.invalid' }
    expect(await changeEmail(admin, move)).toMatchObject({ told: true })
    await expect(invitePatient(admin, { patientId })).rejects.toThrow(new RegExp(`Ask ${physioA.name}`))
    expect((await row(patientId)).accountId).toBeNull()
    const treats = mintAccountActor({ ...physioA, roles: ['physio', 'admin'] })
    expect(await invitePatient(treats, { patientId })).toMatchObject({ linked: true })
    await db.account.update({ where: { id: admin.accountId }, data: { email: before, roles: ['admin'] } })
  })

  test('of another clinic is refused in the same words', async () => {
    const theirs = await added(await emailOf(two.physioA.accountId))
    const ours = await added(await emailOf(admin.accountId))
    const words = async (actor: typeof admin, patientId: string) =>
      String(await invitePatient(actor, { patientId }).catch((error: Error) => error.message))
    expect(await words(admin, theirs)).toMatch(/signs in with this e-mail address already/)
    expect(await words(physioA, theirs)).toBe(await words(physioA, ours))
    expect(await words(admin, theirs)).toBe(await words(physioA, ours))
    expect((await row(theirs)).accountId).toBeNull()
  })
})
