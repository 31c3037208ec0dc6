import { afterAll, describe, expect, test } from 'vitest'
import { mintAccountActor, mintLinkActor } from '#lib/access/actor.ts'
import { accountList } from '#lib/accounts/directory/queries.ts'
import { handOverCases } from '#lib/accounts/handover/commands.ts'
import { clinicCounts } from '#lib/cases/counts/queries.ts'
import { breakGlass } from '#lib/cases/glass/commands.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { changeTeam } from '#lib/cases/team/commands.ts'
import { teamToken } from '#lib/cases/team/rules.ts'
import { Invalid, NotFound } from '#lib/errors.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { formFrame } from '#lib/intake/drafts/queries.ts'
import { acceptIntake } from '#lib/intake/triage/accepting/commands.ts'
import { takeIntake } from '#lib/intake/triage/commands.ts'
import { triageIntake, triageList } from '#lib/intake/triage/queries.ts'
import { invitePatient } from '#lib/patients/account/commands.ts'
import { patientDetail } from '#lib/patients/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'
import { completeAnswers, sentIntake } from './setting.ts'

/** A physio of the clinic who is treated there, with the account that she has. */
const { ownerUrl } = await testDatabase()
const { one } = await createWorld(ownerUrl)
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())
const { admin, physioA, physioB } = one
const { accountId, clinicId } = physioB
const now = () => new Date()

const sent = await sentIntake(db, one, {
  name: 'Own Form',
  answers: completeAnswers({ rf_hot_red_swollen: 'yes' }),
})
const { patientId, intakeId } = sent
const herself = mintAccountActor({ ...physioB, roles: ['patient', 'physio'], patientId })
const wish = { intakeId, complaint: 'pain around the kneecap', side: 'right' as const, nextReviewOn: null }
let caseId = ''

describe('before she has access', () => {
  test('with the account of whoever has taken the form nobody opens the record', async () => {
    const { email } = await db.account.findUniqueOrThrow({ where: { id: accountId } })
    await db.patient.update({ where: { id: patientId }, data: { email } })
    await db.intake.update({ where: { id: intakeId }, data: { assigneeId: accountId } })
    // Who decides her form may open it to her.
    const reader = mintAccountActor({ ...physioA, roles: ['physio', 'admin'] })
    await expect(invitePatient(reader, { patientId })).rejects.toThrow(/A colleague takes over first/)
    await takeIntake(physioA, { intakeId, from: accountId })
    await expect(invitePatient(admin, { patientId })).rejects.toThrow(/Ask a physio/)
    expect(await invitePatient(reader, { patientId })).toMatchObject({ linked: true })
  })
})

describe('her own form', () => {
  test('stands in the list of her colleagues and not in hers', async () => {
    const listed = async (actor: typeof physioA) =>
      (await triageList(actor, now())).rows.some(({ id }) => id === intakeId)
    expect([await listed(physioA), await listed(herself)]).toEqual([true, false])
    const [theirs, hers] = [await clinicCounts(physioA, now()), await clinicCounts(herself, now())]
    expect([theirs.intakes - hers.intakes, theirs.urgentIntakes - hers.urgentIntakes]).toEqual([1, 1])
    await expect(triageIntake(herself, intakeId, now())).rejects.toThrow(NotFound)
    expect((await patientDetail(physioA, patientId, now())).triages).toBe(true)
    expect((await patientDetail(herself, patientId, now())).triages).toBe(false)
  })

  test('tells her what it tells every patient', async () => {
    const link = mintLinkActor({
      kind: 'link',
      clinicId,
      intakeId,
      patientId,
      linkId: newId(),
      timeZone: 'Europe/Zurich',
    })
    const readBy = async () =>
      Promise.all([herself, link].map(async (actor) => (await formFrame(actor, intakeId, now())).readBy))
    expect(await readBy()).toEqual(['colleague', 'colleague'])
    expect((await formFrame(herself, intakeId, now())).messages).not.toBeNull()
    await db.account.update({ where: { id: physioA.accountId }, data: { status: 'suspended' } })
    expect(await readBy()).toEqual(['nobody', 'nobody'])
    await db.account.update({ where: { id: physioA.accountId }, data: { status: 'active' } })
  })

  test('and its flags are not hers to answer', async () => {
    const flag = await db.redFlag.findFirstOrThrow({ where: { intakeId } })
    const answer = {
      id: newId(),
      flagRowId: flag.id,
      kind: 'ruled_out' as const,
      text: 'I looked at it myself',
    }
    await expect(answerFlag(herself, answer)).rejects.toThrow(NotFound)
    expect((await db.redFlag.findUniqueOrThrow({ where: { id: flag.id } })).respondedAt).toBeNull()
  })

  test('is accepted by a colleague, for any other lead', async () => {
    const { physios } = await triageIntake(physioA, intakeId, now())
    expect(physios.map(({ id }) => id)).toEqual([physioA.accountId])
    await expect(acceptIntake(physioA, { ...wish, leadId: accountId })).rejects.toMatchObject({
      fieldErrors: { leadId: ['Please choose an active physio of this clinic.'] },
    })
    ;({ caseId } = await acceptIntake(physioA, { ...wish, leadId: physioA.accountId }))
  })
})

describe('her own case', () => {
  const expected = async () =>
    teamToken(await db.careTeamMember.findMany({ where: { caseId, removedAt: null } }))

  test('has no place for her on its team, in the picker and in the command', async () => {
    expect((await caseOverview(physioA, caseId, now())).physios.map(({ id }) => id)).toEqual([
      physioA.accountId,
    ])
    for (const actor of [physioA, admin]) {
      const team = { caseId, expected: await expected(), leadId: physioA.accountId, memberIds: [accountId] }
      await expect(changeTeam(actor, team)).rejects.toThrow(Invalid)
      const led = { ...team, leadId: accountId, memberIds: [] }
      await expect(changeTeam(actor, led)).rejects.toThrow(Invalid)
    }
    const input = { accountId: physioA.accountId, toAll: accountId, byCase: {} }
    await expect(handOverCases(admin, input)).rejects.toMatchObject({
      fieldErrors: { [`to.${caseId}`]: ['This is the physio’s own case. Choose another physio for it.'] },
    })
  })

  test('opens to her in no way, and its page says only that it is there', async () => {
    await expect(caseOverview(herself, caseId, now())).rejects.toThrow(NotFound)
    const reason = 'I want to see my own record'
    await expect(breakGlass(herself, { caseId, patientId, reason })).rejects.toThrow(NotFound)
    expect((await patientDetail(herself, patientId, now())).cases).toMatchObject([
      { caseId, access: 'closed' },
    ])
  })

  test('that she still led when that came to be is told to the admins as one that nobody treats', async () => {
    const unattended = async () =>
      (await accountList(admin, { view: 'staff', search: '', page: 1 }, now())).unattended
    expect(await unattended()).toEqual([])
    await db.careTeamMember.updateMany({ where: { caseId }, data: { removedAt: now() } })
    const row = { clinicId, patientId, caseId, accountId, addedById: physioA.accountId }
    await db.careTeamMember.create({ data: { ...row, role: 'lead' } })
    expect(await unattended()).toMatchObject([{ id: accountId, cases: 1 }])
    await expect(caseOverview(herself, caseId, now())).rejects.toThrow(NotFound)
    const team = { caseId, expected: await expected(), leadId: physioA.accountId, memberIds: [] }
    await expect(changeTeam(herself, team)).rejects.toThrow(NotFound)
  })
})
