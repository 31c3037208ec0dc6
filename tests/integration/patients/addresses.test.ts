import { afterAll, describe, expect, test } from 'vitest'
import { changeName } from '#lib/accounts/directory/commands.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { invitePatient } from '#lib/patients/account/commands.ts'
import { addPatient, changePatient } from '#lib/patients/commands.ts'
import { sendIntakeLink } from '#lib/patients/invite/commands.ts'
import { changed } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const { one, two } = await createWorld(ownerUrl)
const db = ownerClient(ownerUrl)
await db.clinic.updateMany({ data: { patientCounter: 2000 } })
afterAll(() => db.$disconnect())

const { admin, physioA, physioB } = one
const born = '1987-11-29'
async function added(email: string, fullName = `Patient ${email}`) {
  const { id: patientId } = await addPatient(physioA, { id: newId(), fullName, dateOfBirth: born, email })
  return patientId
}
const row = (id: string) => db.patient.findUniqueOrThrow({ where: { id }, include: { account: true } })
async function change(patientId: string, wish: { email?: string; fullName?: string }, by = physioA) {
  const { fullName, email, version } = await row(patientId)
  const now = { fullName, email: email ?? undefined, dateOfBirth: born }
  return changePatient(by, { id: patientId, version, ...now, ...wish })
}
const openTokens = (accountId: string | null) =>
  db.accountToken.count({ where: { accountId: accountId ?? '', usedAt: null, revokedAt: null } })
const openLinks = (patientId: string) => db.intakeLink.count({ where: { patientId, revokedAt: null } })

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
    expect(await invitePatient(admin, { patientId })).toEqual({ patientId, linked: true })
    expect((await row(patientId)).account).toMatchObject({
      id: physioB.accountId,
      roles: ['patient', 'physio'],
    })
    const audited = { patientId, subjectId: physioB.accountId, type: 'account.roles_changed' }
    expect(await db.auditEvent.count({ where: audited })).toBe(1)
    const second = await added(await emailOf(physioB.accountId), 'Somebody else')
    await expect(invitePatient(admin, { patientId: second })).rejects.toThrow(Conflict)
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
