import { beforeAll, describe, expect, test } from 'vitest'
import { mintAccountActor } from '#lib/access/actor.ts'
import { hashToken } from '#lib/accounts/tokens.ts'
import { auditPage } from '#lib/audit/queries.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { changeTeam } from '#lib/cases/team/commands.ts'
import { changeClinicSettings } from '#lib/clinic/commands.ts'
import { clinicSettings } from '#lib/clinic/queries.ts'
import { clinicSettingsInput } from '#lib/clinic/schema.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { deliverMail } from '#lib/mail/commands.ts'
import { outbox } from '#lib/mail/queries.ts'
import { invitePatient } from '#lib/patients/account/commands.ts'
import { addPatient, changePatient } from '#lib/patients/commands.ts'
import { revokeIntakeLink, sendIntakeLink, startIntake } from '#lib/patients/invite/commands.ts'
import { patientDetail, patientList } from '#lib/patients/queries.ts'
import { addPatientInput } from '#lib/patients/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
const now = new Date()
let world: World

beforeAll(async () => {
  world = await createWorld(ownerUrl)
  await db.clinic.updateMany({ data: { patientCounter: 2000 } })
  return () => db.$disconnect()
})

const mara = () => ({
  id: newId(),
  fullName: 'Mara Muster',
  dateOfBirth: '1992-03-03',
  email: undefined,
  phone: undefined,
  again: undefined,
})
const add = async (email: string) =>
  (await addPatient(world.one.physioA, { ...mara(), fullName: `Patient ${email}`, email })).id

describe('adding a patient', () => {
  test('numbers her, once for the same form, and asks about a namesake', async () => {
    const input = mara()
    await addPatient(world.one.physioA, input)
    await addPatient(world.one.physioA, input)
    const corrected = { ...input, email: 'somebody.else@demo.example' }
    await expect(addPatient(world.one.physioA, corrected)).rejects.toBeInstanceOf(Conflict)
    const row = await db.patient.findUniqueOrThrow({ where: { id: input.id } })
    expect(row).toMatchObject({
      number: 2001,
      clinicId: world.one.clinicId,
      createdById: world.one.physioA.accountId,
    })
    await expect(addPatient(world.one.admin, mara())).rejects.toBeInstanceOf(Invalid)
    const second = await addPatient(world.one.admin, { ...mara(), again: 'yes' })
    expect((await db.patient.findUniqueOrThrow({ where: { id: second.id } })).number).toBe(2002)
  })

  test('asks about a namesake on a change, too, and about an address that is somebody else’s', async () => {
    const { physioA, admin } = world.one
    const fullName = addPatientInput.parse({
      id: newId(),
      fullName: ' Vater \u00a0 Otto ',
      'dateOfBirth.day': '3',
      'dateOfBirth.month': '3',
      'dateOfBirth.year': '1992',
    }).fullName
    expect(fullName).toBe('Vater Otto')
    const email = 'family.otto@example.invalid'
    const otto = await addPatient(physioA, { ...mara(), fullName, email })
    const at = (field: string) => ({ fieldErrors: { [field]: [expect.any(String)] } })
    const { id } = await addPatient(physioA, { ...mara(), fullName: 'Otto Junior' })
    const change = { id, version: 1, fullName, dateOfBirth: '1992-03-03', email, phone: undefined }
    await expect(changePatient(admin, change)).rejects.toMatchObject({
      fieldErrors: { again: [expect.any(String)], shared: [expect.stringContaining('Vater Otto')] },
    })
    await expect(changePatient(admin, { ...change, again: 'yes' })).rejects.toMatchObject(at('shared'))
    await changePatient(admin, { ...change, again: 'yes', shared: 'yes' })
    // What was said stays said.
    await changePatient(admin, { ...change, version: 2, phone: '079 000 00 00' })
    const staff = (await db.account.findUniqueOrThrow({ where: { id: physioA.accountId } })).email
    const taken = { ...mara(), fullName: 'Nina Neu', email: staff }
    await expect(addPatient(admin, taken)).rejects.toMatchObject(at('shared'))
    await addPatient(admin, { ...taken, shared: 'yes' })
    const { rows } = await patientList(admin, { search: 'otto  VATER', page: 1 }, now)
    expect(rows.map((row) => row.id).sort()).toEqual([otto.id, id].sort())
  })

  test('not by a patient, not born tomorrow', async () => {
    await expect(addPatient(world.one.a.actor, mara())).rejects.toBeInstanceOf(NotFound)
    const unborn = { ...mara(), dateOfBirth: '2999-01-01' }
    await expect(addPatient(world.one.physioA, unborn)).rejects.toBeInstanceOf(Invalid)
  })

  test('a stale change is refused with what it says now', async () => {
    const id = await add('stale@example.invalid')
    const change = {
      id,
      version: 1,
      fullName: 'New Name',
      dateOfBirth: '1992-03-03',
      email: undefined,
      phone: undefined,
      preferredName: 'Neni',
    }
    await changePatient(world.one.physioA, change)
    expect((await patientDetail(world.one.physioA, id, now)).preferredName).toBe('Neni')
    await expect(changePatient(world.one.physioB, { ...change, fullName: 'Other' })).rejects.toThrow(
      /New Name.*Neni/,
    )
  })
})

describe('the directory', () => {
  test('finds by name and number inside the clinic alone, and is audited', async () => {
    const find = async (search: string) => (await patientList(world.one.admin, { search, page: 1 }, now)).rows
    expect((await find('SW-1001')).map((r) => r.id)).toEqual([world.one.a.patientId])
    expect(await find('CANARY-TWO')).toEqual([])
    expect((await find('canary-one')).length).toBe(3)
    expect(await db.auditEvent.count({ where: { type: 'patient.list_read' } })).toBeGreaterThan(0)
    await expect(patientList(world.one.a.actor, { search: '', page: 1 }, now)).rejects.toBeInstanceOf(
      NotFound,
    )
  })

  test('says how the form of somebody new stands, not her newest review form', async () => {
    const { patientId } = world.one.a
    const forms = await db.intake.findMany({ where: { patientId }, orderBy: { createdAt: 'desc' } })
    expect(forms.map(({ kind }) => kind)).toEqual(['review_form', 'intake'])
    const { rows } = await patientList(world.one.admin, { search: 'SW-1001', page: 1 }, now)
    expect(rows.map(({ form }) => form)).toEqual(['accepted'])
  })

  test('says which cases there are: open for the team, glass for others, closed for an admin', async () => {
    const access = async (actor: typeof world.one.admin) =>
      (await patientDetail(actor, world.one.a.patientId, now)).cases.map((c) => c.access)
    expect(await access(world.one.physioA)).toEqual(['open'])
    expect(await access(world.one.physioB)).toEqual(['glass'])
    expect(await access(world.one.admin)).toEqual(['closed'])
  })

  test('an admin changes the care team there, without reading the case; of the others its lead', async () => {
    const { admin, physioA, physioB, a } = world.one
    const found = async (actor: typeof admin) => {
      const { cases, physios } = await patientDetail(actor, a.patientId, now)
      return {
        team: cases[0]?.team ?? null,
        physios: physios.map(({ id }) => id),
        caseId: cases[0]?.caseId ?? '',
      }
    }
    const page = await found(admin)
    expect(page.team?.members).toEqual([{ id: physioA.accountId, name: physioA.name, role: 'lead' }])
    expect(page.physios).toEqual([physioA.accountId, physioB.accountId])
    expect(await found(physioB)).toMatchObject({ team: null, physios: [] })
    expect((await found(physioA)).team).not.toBeNull()
    const wish = { caseId: page.caseId, leadId: physioA.accountId }
    const change = (expected: string, memberIds: string[]) =>
      changeTeam(admin, { ...wish, expected, memberIds })
    await change(page.team?.token ?? '', [physioB.accountId])
    const after = await found(admin)
    expect(after.team?.members.map(({ id, role }) => [id, role])).toEqual([
      [physioA.accountId, 'lead'],
      [physioB.accountId, 'member'],
    ])
    await expect(caseOverview(admin, page.caseId, now)).rejects.toBeInstanceOf(NotFound)
    await change(after.team?.token ?? '', [])
  })

  test.each(['two', 'patient'] as const)('another patient does not exist for %s', async (who) => {
    const actor = who === 'two' ? world.two.physioA : world.one.b.actor
    const patientId = world.one.a.patientId
    const before = await db.patient.findUnique({ where: { id: patientId } })
    const change = {
      id: patientId,
      version: 1,
      fullName: 'Taken',
      dateOfBirth: '1992-03-03',
      email: undefined,
      phone: undefined,
    }
    await expect(patientDetail(actor, patientId, now)).rejects.toBeInstanceOf(NotFound)
    await expect(changePatient(actor, change)).rejects.toBeInstanceOf(NotFound)
    await expect(sendIntakeLink(actor, { patientId, how: 'print' })).rejects.toBeInstanceOf(NotFound)
    for (const who of [actor, world.one.admin])
      await expect(startIntake(who, { patientId })).rejects.toBeInstanceOf(NotFound)
    await expect(invitePatient(actor, { patientId })).rejects.toBeInstanceOf(NotFound)
    const link = await db.intakeLink.findFirstOrThrow({ where: { patientId } })
    await expect(revokeIntakeLink(actor, { linkId: link.id })).rejects.toBeInstanceOf(NotFound)
    expect(await db.patient.findUnique({ where: { id: patientId } })).toEqual(before)
    expect(await db.intakeLink.findMany({ where: { patientId } })).toEqual([link])
  })
})

describe('the intake link', () => {
  test('is stored as a hash for 14 days; a new one takes the old one back and keeps the form', async () => {
    const patientId = await add('link@example.invalid')
    const first = await sendIntakeLink(world.one.admin, { patientId, how: 'mail' })
    expect((await patientDetail(world.one.admin, patientId, now)).intakes[0]?.status).toBe('unbegun')
    const second = await sendIntakeLink(world.one.physioB, { patientId, how: 'print' })
    expect(second.intakeId).toBe(first.intakeId)
    const token = second.address?.url.split('/f/')[1] ?? ''
    expect(token).toMatch(/^[\w-]{43}$/)
    const links = await db.intakeLink.findMany({ where: { patientId }, orderBy: { createdAt: 'asc' } })
    expect(links.map((l) => l.revokedAt === null)).toEqual([false, true])
    expect(links[1]?.tokenHash).toBe(hashToken(token))
    expect(((links[1]?.expiresAt.getTime() ?? 0) - (links[1]?.createdAt.getTime() ?? 0)) / 86_400_000).toBe(
      14,
    )
    const mails = await db.mail.findMany({ where: { to: 'link@example.invalid' } })
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).toContain(first.address?.url)
    await revokeIntakeLink(world.one.physioA, { linkId: second.linkId })
    expect(await db.intakeLink.count({ where: { patientId, revokedAt: null } })).toBe(0)
    expect(await db.auditEvent.count({ where: { patientId, type: 'intake_link.revoked' } })).toBe(2)
  })

  test('of a form with answers goes to the patient alone, unless a physio shows it', async () => {
    const { admin, physioB } = world.one
    const patientId = await add('begun@example.invalid')
    const first = await sendIntakeLink(admin, { patientId, how: 'mail' })
    const words = async (who = admin) =>
      (await outbox(who, now)).mails
        .filter(({ to }) => to === 'begun@example.invalid')
        .map(({ text }) => text)
    expect(await words()).toEqual([expect.stringContaining(first.address?.url ?? 'none')])
    await db.intakeAnswers.update({ where: { intakeId: first.intakeId }, data: { savedAt: now } })
    await db.intake.update({ where: { id: first.intakeId }, data: { savedAt: now } })
    const print = sendIntakeLink(admin, { patientId, how: 'print' })
    await expect(print).rejects.toThrow(/has answers already/)
    const mailed = await sendIntakeLink(admin, { patientId, how: 'mail' })
    expect(mailed).toMatchObject({
      address: null,
      mailedTo: 'begun@example.invalid',
      sends: false,
    })
    expect(await words()).toEqual(['', ''])
    const both = mintAccountActor({ ...physioB, roles: ['physio', 'admin'] })
    const shown = await sendIntakeLink(both, { patientId, how: 'print' })
    expect(shown.address?.url).toMatch(/\/f\//)
    expect(await words(both)).toEqual([expect.stringMatching(/\/f\//), expect.stringMatching(/\/f\//)])
    await db.intake.update({ where: { id: first.intakeId }, data: { savedAt: null } })
  })

  test('two at once make one form', async () => {
    const patientId = await add('twice@example.invalid')
    await Promise.all([1, 2, 3].map(() => sendIntakeLink(world.one.physioA, { patientId, how: 'print' })))
    expect(await db.intake.count({ where: { patientId } })).toBe(1)
    expect(await db.intakeLink.count({ where: { patientId, revokedAt: null } })).toBe(1)
  })

  test('is refused in words while a phone number is missing or a form waits', async () => {
    const patientId = world.one.waiting.patientId
    await expect(sendIntakeLink(world.one.physioA, { patientId, how: 'print' })).rejects.toThrow(
      /waits for triage/,
    )
    await db.clinic.update({ where: { id: world.two.clinicId }, data: { outOfHoursPhone: '' } })
    const there = await addPatient(world.two.physioA, mara())
    const refused = sendIntakeLink(world.two.physioA, { patientId: there.id, how: 'print' })
    await expect(refused).rejects.toBeInstanceOf(Conflict)
    await expect(refused).rejects.toThrow(/out-of-hours number is not filled in.*Admin, Clinic/)
    expect(await db.intake.count({ where: { patientId: there.id } })).toBe(0)
  })
})

test('a patient account is invited by a physio, once, and never takes over an address', async () => {
  const patientId = await add('pia@example.invalid')
  await invitePatient(world.one.physioB, { patientId })
  await invitePatient(world.one.physioB, { patientId })
  const { accountId } = await db.patient.findUniqueOrThrow({ where: { id: patientId } })
  const account = await db.account.findUniqueOrThrow({
    where: { id: accountId ?? '' },
    include: { tokens: true },
  })
  expect(account).toMatchObject({ roles: ['patient'], status: 'invited', email: 'pia@example.invalid' })
  expect(account.tokens.filter((t) => t.revokedAt === null)).toHaveLength(1)
  const other = await add('admin.two@example.invalid')
  await expect(invitePatient(world.one.physioB, { patientId: other })).rejects.toBeInstanceOf(Conflict)
})

describe('clinic settings, audit and outbox', () => {
  const input = async (change: Record<string, string>) => {
    const { hours, physios: _physios, ...plain } = await clinicSettings(world.one.admin)
    const days = Object.fromEntries(Object.entries(hours).map(([day, text]) => [`hours.${day}`, text]))
    return clinicSettingsInput.parse({ ...plain, ...days, ...change })
  }

  test('are saved by version, and only by an admin', async () => {
    const change = await input({ phone: '+41 44 111 22 33', 'hours.6': '09:00-12:00' })
    await expect(changeClinicSettings(world.one.physioA, change)).rejects.toBeInstanceOf(NotFound)
    await expect(clinicSettings(world.one.physioA)).rejects.toBeInstanceOf(NotFound)
    await changeClinicSettings(world.one.admin, change)
    // Sent twice it is saved once; something else is refused with every text that differs.
    await changeClinicSettings(world.one.admin, change)
    const other = {
      ...change,
      address: 'Elsewhere 1',
      'hours.6': '',
      dutyAccountId: world.one.physioA.accountId,
    }
    await expect(changeClinicSettings(world.one.admin, other)).rejects.toMatchObject({
      message: expect.stringContaining('Another admin saved'),
      fieldErrors: {
        address: [expect.stringMatching(/^Saved now: /)],
        'hours.6': ['Saved now: 09:00-12:00'],
        dutyAccountId: ['Saved now: Every physio'],
      },
    })
    expect((await clinicSettings(world.one.admin)).phone).toBe('+41 44 111 22 33')
    expect((await clinicSettings(world.one.admin)).hours['6']).toBe('09:00-12:00')
    await expect(
      changeClinicSettings(world.one.admin, await input({ 'hours.1': '12:00-08:00' })),
    ).rejects.toBeInstanceOf(Invalid)
    await expect(
      changeClinicSettings(world.one.admin, await input({ emergencyNumber: '', phone: '' })),
    ).rejects.toMatchObject({
      fieldErrors: {
        emergencyNumber: [expect.stringMatching(/cannot be left empty/)],
        phone: [expect.stringMatching(/cannot be left empty/)],
      },
    })
    const stranger = await input({ dutyAccountId: world.two.physioA.accountId })
    await expect(changeClinicSettings(world.one.admin, stranger)).rejects.toBeInstanceOf(Invalid)
    const closedAllWeek = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [`hours.${day}`, '']))
    await expect(changeClinicSettings(world.one.admin, await input(closedAllWeek))).rejects.toMatchObject({
      fieldErrors: { 'hours.1': [expect.stringContaining('Closed on')] },
    })
  })

  test('take the days on which the clinic is closed, and leave out those that are over', async () => {
    const closed = '2000-01-01\n2098-12-24 to 2099-01-02'
    await changeClinicSettings(world.one.admin, await input({ closedDays: closed }))
    const { closedDays, version } = await clinicSettings(world.one.admin)
    expect(closedDays).toBe('2098-12-24 to 2099-01-02')
    const changed = () =>
      db.auditEvent.findFirst({
        where: { clinicId: world.one.clinicId, type: 'clinic.settings_changed' },
        orderBy: { id: 'desc' },
      })
    expect(await changed()).toMatchObject({ data: { fields: ['closedDays'] } })
    await changeClinicSettings(world.one.admin, await input({ version: String(version) }))
    expect(await changed()).toMatchObject({ data: { fields: [] } })
  })

  const all = { area: '', person: '', from: '', to: '', after: '' }

  test('the audit is for admins, of one clinic, by page, and reading it is in it', async () => {
    await expect(auditPage(world.one.physioA, all, now)).rejects.toBeInstanceOf(NotFound)
    await db.auditEvent.createMany({
      data: Array.from({ length: 60 }, () => ({
        clinicId: world.two.clinicId,
        actorKind: 'system',
        type: 'session.opened',
      })),
    })
    const first = await auditPage(world.two.admin, all, now)
    const second = await auditPage(world.two.admin, { ...all, after: first.next ?? '' }, now)
    const ids = [...first.rows, ...second.rows].map((r) => r.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThan(60)
    expect(JSON.stringify(first) + JSON.stringify(second)).not.toContain('CANARY-ONE')
    const reads = await auditPage(world.two.admin, { ...all, area: 'reading' }, now)
    expect(reads.rows.map((r) => r.what)).toContain('Audit read')
    expect((await auditPage(world.two.admin, { ...all, to: '2020-01-01' }, now)).rows).toEqual([])
    for (const filter of [{ area: 'constructor' }, { from: '0000-01-01' }, { to: '9999-12-31' }])
      expect((await auditPage(world.two.admin, { ...all, ...filter }, now)).rows).toHaveLength(50)
    const about = await auditPage(world.two.admin, { ...all, person: 'SW-1001' }, now)
    expect(about.rows.every((r) => r.about.endsWith('SW-1001'))).toBe(true)
    expect(about.rows.length).toBeGreaterThan(0)
  })

  test('the audit finds everybody whom a name fits, or says that these are too many', async () => {
    const { clinicId, admin } = world.two
    const namesakes = Array.from({ length: 201 }, (_, at) => ({ id: newId(), clinicId, number: 5000 + at }))
    const born = { dateOfBirth: new Date('1990-01-01'), fullName: 'Mia Namesake' }
    await db.patient.createMany({ data: namesakes.slice(0, 200).map((one) => ({ ...one, ...born })) })
    const event = { clinicId, actorKind: 'system', type: 'patient.read' }
    await db.auditEvent.createMany({
      data: namesakes.slice(0, 200).map(({ id: patientId }) => ({ ...event, patientId })),
    })
    const about = new Set<string>()
    let after = ''
    do {
      const page = await auditPage(admin, { ...all, person: 'Namesake', after }, now)
      for (const row of page.rows) about.add(row.about)
      after = page.next ?? ''
    } while (after)
    expect(about.size).toBe(200)
    await db.patient.createMany({ data: namesakes.slice(200).map((one) => ({ ...one, ...born })) })
    const many = await auditPage(admin, { ...all, person: 'Namesake' }, now)
    expect(many).toEqual({ rows: [], next: null, tooMany: 200 })
    expect((await auditPage(admin, { ...all, person: 'SW-5200' }, now)).tooMany).toBeNull()
  })

  test('without a mail server messages stay for the admin; reading them is audited', async () => {
    expect(await deliverMail(world.one.clinicId)).toBe(0)
    const read = () => db.auditEvent.count({ where: { type: 'mail.read' } })
    const before = await read()
    const { mails, sends } = await outbox(world.one.admin, now)
    expect(sends).toBe(false)
    expect([...new Set(mails.map(({ state }) => state))].sort()).toEqual(['taken back', 'waiting'])
    expect(mails.every(({ text }) => text !== '')).toBe(true)
    expect(JSON.stringify(mails)).not.toContain('CANARY-TWO')
    await expect(outbox(world.one.physioA, now)).rejects.toBeInstanceOf(NotFound)
    expect(await read()).toBe(before + 1)
  })
})
