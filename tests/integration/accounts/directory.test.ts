import { beforeAll, describe, expect, test } from 'vitest'
import { mintAccountActor } from '#lib/access/actor.ts'
import {
  changeEmail,
  changeRoles,
  inviteStaff,
  resendInvitation,
  restoreAccount,
  sendReset,
  suspendAccount,
} from '#lib/accounts/directory/commands.ts'
import { accountDetail, accountList } from '#lib/accounts/directory/queries.ts'
import { handOverCases } from '#lib/accounts/handover/commands.ts'
import { actorOfSession } from '#lib/accounts/session.ts'
import { changeTeam } from '#lib/cases/team/commands.ts'
import { teamToken } from '#lib/cases/team/rules.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { testDatabase } from '#tests/support/database.ts'
import { meeting } from '#tests/support/turns.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World

beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

const account = (id: string) => db.account.findUniqueOrThrow({ where: { id } })

describe('the list of accounts', () => {
  const list = (search: string, view: 'staff' | 'patients' | 'suspended' = 'staff') =>
    accountList(world.one.admin, { view, search, page: 1 }, new Date())

  test('shows the own clinic by view, and finds by name and address', async () => {
    const { rows, counts } = await list('')
    expect(counts).toEqual({ staff: 3, patients: 2, invited: 0, suspended: 1 })
    expect(rows.find((r) => r.own)?.id).toBe(world.one.admin.accountId)
    expect((await list('PHYSIOA')).rows.map((r) => r.id)).toEqual([world.one.physioA.accountId])
    expect((await list('.two@')).rows).toEqual([])
    expect(JSON.stringify(await list('', 'patients'))).not.toContain('CANARY-TWO')
  })

  test.each(['physioA', 'a'] as const)('is not there for %s', async (who) => {
    const actor = who === 'a' ? world.one.a.actor : world.one[who]
    const { rows, counts } = await accountList(actor, { view: 'staff', search: '', page: 1 }, new Date())
    expect(rows).toEqual([])
    expect(counts.staff).toBe(0)
  })
})

describe('only an admin of the same clinic', () => {
  const acts = {
    resend: resendInvitation,
    reset: sendReset,
    suspend: suspendAccount,
    restore: restoreAccount,
  }
  const strangers = ['admin of another clinic', 'physio', 'patient'] as const
  const actorOf = (who: (typeof strangers)[number]) =>
    who === 'physio' ? world.one.physioB : who === 'patient' ? world.one.a.actor : world.two.admin

  test.each(
    strangers.flatMap((who) =>
      (Object.keys(acts) as (keyof typeof acts)[]).map((act) => [who, act] as const),
    ),
  )('%s cannot %s', async (who, act) => {
    const accountId = world.one.physioA.accountId
    const before = await account(accountId)
    await expect(acts[act](actorOf(who), { accountId })).rejects.toBeInstanceOf(NotFound)
    expect(await account(accountId)).toEqual(before)
  })

  test.each(strangers)('%s cannot change roles, invite, look or hand over', async (who) => {
    const actor = actorOf(who)
    const accountId = world.one.physioA.accountId
    const before = await account(accountId)
    await expect(changeRoles(actor, { accountId, version: 1, roles: ['admin'] })).rejects.toBeInstanceOf(
      NotFound,
    )
    await expect(accountDetail(actor, accountId, new Date())).rejects.toBeInstanceOf(NotFound)
    const toAll = world.one.physioB.accountId
    await expect(handOverCases(actor, { accountId, toAll, byCase: {} })).rejects.toBeInstanceOf(NotFound)
    if (who !== 'admin of another clinic') {
      const input = { name: 'Mika', email: 'mika@example.invalid', roles: ['admin' as const] }
      await expect(inviteStaff(actor, input)).rejects.toBeInstanceOf(NotFound)
    }
    expect(await account(accountId)).toEqual(before)
    expect(await db.account.count({ where: { email: 'mika@example.invalid' } })).toBe(0)
  })
})

describe('inviting', () => {
  const input = { name: 'Runa Prufa', email: 'runa@example.invalid', roles: ['physio' as const] }

  test('makes an account without a password, one link for 7 days, a message and an audit row', async () => {
    const { accountId } = await inviteStaff(world.one.admin, input)
    expect(await account(accountId)).toMatchObject({
      status: 'invited',
      roles: ['physio'],
      clinicId: world.one.clinicId,
    })
    const [link] = await db.accountToken.findMany({ where: { accountId } })
    expect(((link?.expiresAt.getTime() ?? 0) - (link?.createdAt.getTime() ?? 0)) / 86_400_000).toBe(7)
    const mail = await db.mail.findFirstOrThrow({ where: { to: input.email } })
    expect(mail.text).toMatch(/\/invitation\/[\w-]{43}\n/)
    expect(mail.text).not.toContain(link?.tokenHash)
    expect(await db.auditEvent.count({ where: { type: 'account.invited', subjectId: accountId } })).toBe(1)
    await resendInvitation(world.one.admin, { accountId })
    const links = await db.accountToken.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' } })
    expect(links.map((l) => l.revokedAt === null)).toEqual([false, true])
    await suspendAccount(world.one.admin, { accountId })
    const restoredAs = async () => (await accountDetail(world.one.admin, accountId, new Date())).restoredAs
    expect(await restoredAs()).toBe('invited')
    const atEmail = (words: RegExp) => ({ fieldErrors: { email: [expect.stringMatching(words)] } })
    await expect(inviteStaff(world.one.admin, input)).rejects.toMatchObject(atEmail(/Restore that account/))
    await expect(inviteStaff(world.two.admin, input)).rejects.toMatchObject(atEmail(/^Somebody signs in/))
    expect(await restoreAccount(world.one.admin, { accountId })).toEqual({ status: 'invited' })
    expect([await restoredAs(), (await account(accountId)).status]).toEqual([null, 'invited'])
    await expect(inviteStaff(world.one.admin, input)).rejects.toMatchObject(atEmail(/Send it again/))
  })

  test('refuses an address that signs in already, in any clinic', async () => {
    const taken = { ...input, email: 'admin.two@example.invalid' }
    await expect(inviteStaff(world.one.admin, taken)).rejects.toBeInstanceOf(Invalid)
  })
})

describe('suspending', () => {
  test('ends access on the next request and takes back links; restoring lets in again', async () => {
    const { admin } = world.two
    const accountId = world.two.physioB.accountId
    expect(await actorOfSession('session-TWO-physioB')).toMatchObject({ accountId })
    await suspendAccount(admin, { accountId })
    expect(await actorOfSession('session-TWO-physioB')).toBeNull()
    expect(await db.accountToken.count({ where: { accountId, revokedAt: null } })).toBe(0)
    await restoreAccount(admin, { accountId })
    expect(await actorOfSession('session-TWO-physioB')).toBeNull()
    const types = (await db.auditEvent.findMany({ where: { subjectId: accountId } })).map((e) => e.type)
    expect(types).toEqual(expect.arrayContaining(['account.suspended', 'account.restored']))
  })

  test.each([
    ['suspended', (accountId: string) => suspendAccount(world.one.admin, { accountId })],
    [
      'no physio any more',
      async (accountId: string) => {
        const { version } = await account(accountId)
        return changeRoles(world.one.admin, { accountId, version, roles: ['admin'] })
      },
    ],
  ])('gives back the forms of somebody who is %s', async (_who, leave) => {
    const { admin, waiting, clinicId } = world.one
    const { accountId } = await inviteStaff(admin, {
      name: 'Lea Leaving',
      email: `${newId()}@example.invalid`,
      roles: ['physio'],
    })
    await db.account.update({ where: { id: accountId }, data: { status: 'active' } })
    await db.intake.update({ where: { id: waiting.intakeId }, data: { assigneeId: accountId } })
    const forms = async () => (await accountDetail(admin, accountId, new Date())).forms
    expect((await forms()).map(({ intakeId }) => intakeId)).toEqual([waiting.intakeId])
    const release = (actor: typeof admin) =>
      asActor(actor, (tx) => tx.$queryRaw`SELECT id FROM release_intakes(${accountId}::uuid)`)
    expect([await release(admin), await release(world.one.physioA)]).toEqual([[], []])
    const where = { clinicId, type: 'intake.released', subjectId: waiting.intakeId }
    const before = await db.auditEvent.count({ where })
    await leave(accountId)
    expect(await forms()).toEqual([])
    expect((await db.intake.findUniqueOrThrow({ where: { id: waiting.intakeId } })).assigneeId).toBeNull()
    expect(await db.auditEvent.count({ where })).toBe(before + 1)
    await db.account.update({ where: { id: accountId }, data: { status: 'suspended' } })
  })

  test('nobody suspends themselves', async () => {
    const { admin } = world.one
    await expect(suspendAccount(admin, { accountId: admin.accountId })).rejects.toBeInstanceOf(Conflict)
  })
})

describe('roles', () => {
  test('the last admin stays, in words', async () => {
    const { admin } = world.two
    const change = changeRoles(admin, { accountId: admin.accountId, version: 1, roles: ['physio'] })
    await expect(change).rejects.toThrow(/last admin/)
    await expect(change).rejects.toBeInstanceOf(Conflict)
    expect((await account(admin.accountId)).roles).toEqual(['admin'])
  })

  test('an admin gives up her own once she was asked; nobody is asked of somebody else’s', async () => {
    const { admin, clinicId } = world.two
    const accountId = admin.accountId
    const { id: second } = await db.account.create({
      data: { clinicId, name: 'Ada', email: 'ada@example.invalid', roles: ['admin'], status: 'active' },
    })
    const give = (more: object) => changeRoles(admin, { accountId, version: 1, roles: ['physio'], ...more })
    await expect(give({})).rejects.toMatchObject({ fieldErrors: { givesUp: [expect.any(String)] } })
    expect((await account(accountId)).roles).toEqual(['admin'])
    expect(await changeRoles(admin, { accountId: second, version: 1, roles: ['physio'] })).toMatchObject({
      gaveUp: false,
    })
    await db.account.update({ where: { id: second }, data: { roles: ['admin'] } })
    expect(await give({ givesUp: 'yes' })).toMatchObject({ gaveUp: true })
    await db.account.update({ where: { id: accountId }, data: { roles: ['admin'], version: 1 } })
    await db.account.update({ where: { id: second }, data: { status: 'suspended' } })
  })

  test('hold from the next request; a stale save and a physio who leads are refused', async () => {
    const { admin, physioB } = world.one
    const accountId = physioB.accountId
    await changeRoles(admin, { accountId, version: 1, roles: ['physio', 'admin'] })
    expect((await actorOfSession('session-ONE-physioB'))?.roles.toSorted()).toEqual(['admin', 'physio'])
    await expect(changeRoles(admin, { accountId, version: 1, roles: ['physio'] })).rejects.toThrow(
      /meanwhile/,
    )
    await expect(changeRoles(admin, { accountId, version: 2, roles: ['admin'] })).rejects.toThrow(
      /Hand them over/,
    )
    await changeRoles(admin, { accountId, version: 2, roles: ['physio'] })
  })

  const meanwhile = [
    ['the role', 'is taken'],
    ['the account', 'is suspended'],
  ] as const
  test.each(meanwhile)('nobody gets a case of whom %s %s at that moment', async (what) => {
    const { admin, physioA, a, clinicId } = world.one
    const accountId = newId()
    const of = { id: accountId, clinicId, email: `leaves-${accountId}@example.invalid`, name: 'Leaves' }
    await db.account.create({ data: { ...of, status: 'active', roles: ['physio', 'admin'] } })
    const team = () => db.careTeamMember.findMany({ where: { caseId: a.caseId, removedAt: null } })
    const expected = teamToken(await team())
    const members = { memberIds: [physioA.accountId] }
    const leave = () =>
      what === 'the role'
        ? changeRoles(admin, { accountId, version: 1, roles: ['admin'] })
        : suspendAccount(admin, { accountId })
    const lead = () => changeTeam(admin, { caseId: a.caseId, leadId: accountId, ...members, expected })
    // Held where the admin writes, after she has looked whether somebody leads a case.
    const held = (tx: Tx) => tx.$queryRaw`SELECT 1 FROM "Account" WHERE id = ${accountId}::uuid FOR UPDATE`
    const [left, led] = await meeting(db, held, 2, async () => {
      const { leaves } = await meeting(
        db,
        async () => null,
        1,
        async () => ({ leaves: leave() }),
      )
      return Promise.allSettled([leaves, lead()])
    })
    expect(left.status).toBe('fulfilled')
    expect(led).toMatchObject({ status: 'rejected', reason: expect.any(Invalid) })
    expect((await team()).map((row) => row.accountId)).not.toContain(accountId)
  })

  test('a patient never becomes staff', async () => {
    const accountId = world.one.a.accountId
    await expect(
      changeRoles(world.one.admin, { accountId, version: 1, roles: ['admin'] }),
    ).rejects.toBeInstanceOf(Conflict)
  })
})

describe('handing over', () => {
  const team = async (caseId: string) =>
    (await db.careTeamMember.findMany({ where: { caseId, removedAt: null } })).map((m) => [
      m.accountId,
      m.role,
    ])

  test('an admin sees whose cases they are and nothing of what is in them', async () => {
    const detail = await accountDetail(world.one.admin, world.one.physioA.accountId, new Date())
    expect(detail.cases.map((c) => [c.caseId, c.leads])).toEqual([[world.one.a.caseId, true]])
    expect(detail.others.map((o) => o.id)).toEqual([world.one.physioB.accountId])
    expect(Object.keys(detail.cases[0] ?? {})).toEqual([
      'caseId',
      'patientName',
      'patientNumber',
      'leads',
      'leadName',
      'closed',
      'since',
    ])
  })

  test('promotes a member, takes the other off, tells them, and twice is once', async () => {
    const { admin, physioA, physioB, a, clinicId } = world.one
    const of = { clinicId, patientId: a.patientId, caseId: a.caseId }
    await db.careTeamMember.create({
      data: { ...of, accountId: physioB.accountId, role: 'member', addedById: physioA.accountId },
    })
    const input = { accountId: physioA.accountId, toAll: physioB.accountId, byCase: {} }
    expect(await handOverCases(admin, input)).toEqual({ cases: 1, left: 0 })
    expect(await handOverCases(admin, input)).toEqual({ cases: 0, left: 0 })
    expect(await team(a.caseId)).toEqual([[physioB.accountId, 'lead']])
    expect(await db.careTeamMember.count({ where: { caseId: a.caseId } })).toBe(3)
    expect(
      await db.mail.count({
        where: { to: 'physiob.one@example.invalid', subject: { contains: 'handed to you' } },
      }),
    ).toBe(1)
    const event = await db.auditEvent.findFirstOrThrow({ where: { type: 'account.cases_handed_over' } })
    expect(event).toMatchObject({ accountId: admin.accountId, data: { to: physioB.accountId, cases: 1 } })
    // Who leads a case already is told nothing when a member leaves it.
    await db.careTeamMember.create({
      data: { ...of, accountId: physioA.accountId, role: 'member', addedById: physioB.accountId },
    })
    expect(await handOverCases(admin, input)).toEqual({ cases: 1, left: 0 })
    expect(await team(a.caseId)).toEqual([[physioB.accountId, 'lead']])
    expect(
      await db.mail.count({
        where: { to: 'physiob.one@example.invalid', subject: { contains: 'handed to you' } },
      }),
    ).toBe(1)
  })

  test('a lead who stays hears of who takes the place of a member', async () => {
    const { admin, physioA, physioB, a, clinicId } = world.one
    const of = { clinicId, patientId: a.patientId, caseId: a.caseId }
    const { id: toAll } = await db.account.create({
      data: {
        clinicId,
        name: 'Nina Next',
        email: 'next@example.invalid',
        roles: ['physio'],
        status: 'active',
      },
    })
    await db.careTeamMember.create({
      data: { ...of, accountId: physioA.accountId, role: 'member', addedById: physioB.accountId },
    })
    await handOverCases(admin, { accountId: physioA.accountId, toAll, byCase: {} })
    const told = await db.mail.findMany({ where: { subject: { contains: 'care team of yours' } } })
    expect(told.map(({ to }) => to)).toEqual(['physiob.one@example.invalid'])
    await db.careTeamMember.updateMany({
      where: { ...of, accountId: toAll },
      data: { removedAt: new Date() },
    })
    await db.account.update({ where: { id: toAll }, data: { status: 'suspended' } })
  })

  test.each(['another clinic', 'a suspended physio', 'an admin who treats nobody'])(
    'not to %s',
    async (who) => {
      const { admin, physioB, suspended, b } = world.one
      const before = await team(b.caseId)
      const to =
        who === 'another clinic'
          ? world.two.physioA.accountId
          : who === 'a suspended physio'
            ? suspended.accountId
            : admin.accountId
      const input = { accountId: physioB.accountId, toAll: '', byCase: { [b.caseId]: to } }
      await expect(handOverCases(admin, input)).rejects.toBeInstanceOf(Invalid)
      expect(await team(b.caseId)).toEqual(before)
    },
  )
})

describe('a case whose physio was suspended and that nobody else treats', () => {
  const waiting = async (actor = world.two.admin) =>
    (await accountList(actor, { view: 'staff', search: '', page: 1 }, new Date())).unattended

  test('is told to every admin by mail, and on the page of accounts until it is handed over', async () => {
    const { admin, physioA, physioB, a, clinicId } = world.two
    const { accountId } = physioA
    await db.account.update({ where: { id: physioB.accountId }, data: { status: 'active' } })
    const [name, other] = [await account(accountId), await account(physioB.accountId)].map((one) => one.name)
    const mails = () =>
      db.mail.findMany({ where: { clinicId, text: { contains: `/admin/accounts/${accountId}` } } })
    const more = await inviteStaff(admin, { name: 'Ada', email: 'ada.two@example.invalid', roles: ['admin'] })
    await db.account.update({ where: { id: more.accountId }, data: { status: 'active' } })
    const detail = async () => (await accountDetail(admin, accountId, new Date())).alone
    expect([await waiting(), await detail()]).toEqual([[], 1])
    await suspendAccount(admin, { accountId })
    await suspendAccount(admin, { accountId })
    expect([await waiting(), await detail()]).toEqual([[{ id: accountId, name, cases: 1 }], 1])
    const sent = await mails()
    const admins = await db.account.findMany({
      where: { clinicId, status: 'active', roles: { has: 'admin' } },
    })
    expect(sent.map(({ to }) => to).sort()).toEqual(admins.map(({ email }) => email).sort())
    expect(admins.length).toBeGreaterThan(1)
    for (const mail of sent) expect(mail.text).not.toMatch(new RegExp(`${name}|PATIENT|SW-`))
    for (const stranger of [physioB, a.actor, world.one.admin]) expect(await waiting(stranger)).toEqual([])
    await handOverCases(admin, { accountId, toAll: physioB.accountId, byCase: {} })
    expect([await waiting(), await detail()]).toEqual([[], 0])
    // Of two who treat a case one is enough.
    const of = { clinicId, patientId: a.patientId, caseId: a.caseId, addedById: physioB.accountId }
    await restoreAccount(admin, { accountId })
    await db.careTeamMember.create({ data: { ...of, accountId, role: 'member' } })
    await suspendAccount(admin, { accountId })
    expect([await waiting(), await detail()]).toEqual([[], 0])
    expect(await mails()).toHaveLength(sent.length)
    // A role that is taken away tells like a suspension.
    const led = { id: physioB.accountId, status: 'suspended' as const }
    await db.account.update({ where: { id: accountId }, data: { status: 'active' } })
    await db.account.update({ where: { id: led.id }, data: { status: led.status } })
    const { version } = await account(accountId)
    const roles = { accountId, version, roles: ['admin' as const] }
    expect(await changeRoles(admin, roles)).toMatchObject({ unattended: 1 })
    expect(await mails()).toHaveLength(2 * sent.length + 1) // She is one of the admins now.
    await db.account.update({ where: { id: accountId }, data: { roles: ['physio'], status: 'suspended' } })
    await db.account.update({ where: { id: led.id }, data: { status: 'active' } })
    // Both gone, it is asked for with the lead.
    await suspendAccount(admin, { accountId: physioB.accountId })
    expect(await waiting()).toEqual([{ id: physioB.accountId, name: other, cases: 2 }])
  })

  test('needs somebody also when it is closed, while a red flag or an alert of today waits for an answer', async () => {
    const { admin, physioB, suspended, a, b, clinicId } = world.two
    const closedAt = new Date()
    await db.account.update({ where: { id: suspended.accountId }, data: { status: 'active' } })
    await db.case.updateMany({ where: { clinicId }, data: { status: 'discharged', closedAt } })
    await db.redFlag.updateMany({ where: { clinicId, respondedAt: null }, data: { supersededAt: closedAt } })
    // The alert of today of the test world.
    expect(await waiting()).toMatchObject([{ id: physioB.accountId }])
    await db.alert.updateMany({ where: { clinicId, severity: 'urgent' }, data: { closedAt } })
    expect(await waiting()).toEqual([])
    const flag = await db.redFlag.create({
      data: {
        clinicId,
        patientId: a.patientId,
        caseId: a.caseId,
        source: 'log',
        inputs: {},
        flagId: 'flag_dvt',
        urgency: 'same_day',
        block: 'programme',
        ruleSetVersion: 1,
      },
    })
    expect(await waiting()).toMatchObject([{ id: physioB.accountId, cases: 1 }])
    const { cases } = await accountDetail(admin, physioB.accountId, new Date())
    expect(cases).toMatchObject([{ caseId: a.caseId, closed: true }])
    expect(JSON.stringify(cases)).not.toMatch(/flag|dvt/i)
    const input = { accountId: physioB.accountId, toAll: suspended.accountId, byCase: {} }
    expect(await handOverCases(admin, input)).toEqual({ cases: 1, left: 0 })
    expect(await waiting()).toEqual([])
    const team = { caseId: { in: [a.caseId, b.caseId] }, accountId: suspended.accountId, removedAt: null }
    expect(await db.careTeamMember.findMany({ where: team })).toMatchObject([
      { caseId: a.caseId, role: 'lead' },
    ])
    await db.redFlag.update({ where: { id: flag.id }, data: { respondedAt: closedAt } })
    await db.account.update({ where: { id: suspended.accountId }, data: { status: 'suspended' } })
    expect(await waiting()).toEqual([])
  })
})

describe('the address for signing in', () => {
  const to = 'new.address@example.invalid'

  test('is changed once, in the audit, with a message to both; sessions and password stay, old links do not', async () => {
    const { clinicId } = world.two
    const { accountId, patientId, actor, lead } = world.two.a
    const admin = mintAccountActor({ ...lead, roles: ['physio', 'admin'] })
    const before = await account(accountId)
    await db.patient.update({ where: { id: patientId }, data: { email: before.email } })
    await sendReset(admin, { accountId })
    const sessions = () => db.session.count({ where: { accountId, revokedAt: null } })
    const open = await sessions()
    const input = { accountId, version: before.version, email: to }
    await changeEmail(admin, input)
    await changeEmail(admin, input)
    expect(await account(accountId)).toMatchObject({ email: to, version: before.version + 1 })
    expect((await db.patient.findUniqueOrThrow({ where: { id: patientId } })).email).toBe(to)
    expect(await sessions()).toBe(open)
    expect(await actorOfSession('session-TWO-patientA')).toMatchObject({ accountId: actor.accountId })
    const resets = await db.accountToken.findMany({ where: { accountId, kind: 'password_reset' } })
    expect(resets.map(({ revokedAt }) => revokedAt !== null)).toEqual([true])
    const where = { clinicId, subject: { contains: 'address' } }
    const mails = await db.mail.findMany({ where, orderBy: { createdAt: 'asc' } })
    expect(mails.map((mail) => mail.to).toSorted()).toEqual([before.email, to].toSorted())
    expect(mails.find((mail) => mail.to === before.email)?.text).not.toContain(to)
    const events = await db.auditEvent.findMany({
      where: { type: 'account.email_changed', subjectId: accountId },
    })
    expect(events.map(({ accountId: by, data }) => [by, data])).toEqual([[admin.accountId, {}]])
  })

  test('takes back the form that was mailed to the old one, and no printed one', async () => {
    const { clinicId, b } = world.one
    const { accountId, patientId, intakeId } = b
    const admin = mintAccountActor({ ...b.lead, roles: ['physio', 'admin'] })
    const { email, version } = await account(accountId)
    await db.patient.update({ where: { id: patientId }, data: { email } })
    const of = { clinicId, patientId, intakeId, expiresAt: new Date(Date.now() + 86_400_000) }
    const mailed = { ...of, id: newId(), tokenHash: 'mailed', mailed: true }
    const printed = { ...of, id: newId(), tokenHash: 'printed' }
    await db.intakeLink.createMany({ data: [mailed, printed] })
    await changeEmail(admin, { accountId, version, email: 'moved@example.invalid' })
    const works = (id: string) => db.intakeLink.count({ where: { id, revokedAt: null } })
    expect([await works(mailed.id), await works(printed.id)]).toEqual([0, 1])
  })

  test('is changed without a message to somebody who is suspended', async () => {
    const { admin, suspended } = world.one
    const { accountId } = suspended
    await db.account.update({ where: { id: accountId }, data: { status: 'suspended' } })
    const { version } = await account(accountId)
    const count = await db.mail.count()
    const change = { accountId, version, email: 'away@example.invalid' }
    expect(await changeEmail(admin, change)).toMatchObject({ told: false })
    expect((await account(accountId)).email).toBe('away@example.invalid')
    expect(await db.mail.count()).toBe(count)
  })

  test('sends an open invitation anew, to the new address; the link before is dead', async () => {
    const { admin } = world.two
    const { accountId } = await inviteStaff(admin, {
      name: 'Nora Neu',
      email: 'wrong@example.invalid',
      roles: ['physio'],
    })
    await changeEmail(admin, { accountId, version: 1, email: 'right@example.invalid' })
    const tokens = await db.accountToken.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' } })
    expect(tokens.map(({ kind, revokedAt }) => [kind, revokedAt !== null])).toEqual([
      ['invitation', true],
      ['invitation', false],
    ])
    expect(await db.mail.count({ where: { to: 'right@example.invalid' } })).toBe(1)
  })

  test('is refused when somebody has it, in whatever clinic, when the page is old, and to everybody else', async () => {
    const { one, two } = world
    const { accountId } = one.physioB
    const before = await account(accountId)
    const change = (actor: typeof one.admin, email: string, version = before.version) =>
      changeEmail(actor, { accountId, version, email })
    for (const taken of ['admin.one@example.invalid', to])
      await expect(change(one.admin, taken)).rejects.toMatchObject({
        fieldErrors: { email: [expect.stringContaining('already')] },
      })
    await expect(change(one.admin, 'else@example.invalid', before.version + 1)).rejects.toBeInstanceOf(
      Conflict,
    )
    for (const actor of [two.admin, one.physioA, one.a.actor])
      await expect(change(actor, 'else@example.invalid')).rejects.toBeInstanceOf(NotFound)
    expect(await account(accountId)).toEqual(before)
    expect(await db.mail.count({ where: { to: 'else@example.invalid' } })).toBe(0)
  })
})

test('who becomes a physio is told to the other admins', async () => {
  const { admin, physioA, clinicId } = world.two
  const subject = 'Stepwise: somebody is a physio now'
  const told = async () => {
    const mails = await db.mail.findMany({ where: { clinicId, subject }, select: { to: true } })
    await db.mail.deleteMany({ where: { clinicId, subject } })
    return mails.map(({ to }) => to).sort()
  }
  await db.account.updateMany({
    where: { clinicId, roles: { has: 'admin' }, id: { not: admin.accountId } },
    data: { roles: ['physio'] },
  })
  await told()
  const { email } = await db.account.update({
    where: { id: physioA.accountId },
    data: { roles: ['physio', 'admin'], status: 'active' },
  })
  const made = { name: 'Somebody New', email: 'new.physio@example.invalid' }
  await inviteStaff(admin, { ...made, roles: ['physio'] })
  expect(await told()).toEqual([email])
  await inviteStaff(admin, { ...made, email: 'new.admin@example.invalid', roles: ['admin'] })
  expect(await told()).toEqual([])
})
