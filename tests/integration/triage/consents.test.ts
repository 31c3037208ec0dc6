import { afterAll, describe, expect, test } from 'vitest'
import { type Actor, mintAccountActor } from '#lib/access/actor.ts'
import { caseIntake } from '#lib/cases/intake/queries.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { caseFrame } from '#lib/cases/queries.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { changeConsent, noteConsent } from '#lib/intake/consents/commands.ts'
import { wantsNoRemindersSql } from '#lib/intake/consents/policy.ts'
import { standingConsents } from '#lib/intake/consents/queries.ts'
import { acceptIntake } from '#lib/intake/triage/accepting/commands.ts'
import { triageIntake, triageList } from '#lib/intake/triage/queries.ts'
import { ownRecord } from '#lib/patients/record/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'
import { completeAnswers, sentIntake } from './setting.ts'

const { ownerUrl } = await testDatabase()
const world = await createWorld(ownerUrl)
const { one } = world
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())

describe.each([
  ['no', true],
  ['yes', false],
])('%s to being examined', (consent_assessment, isTask) => {
  test('is a call to make at triage and, until there is an examination, in the case', async () => {
    const now = new Date()
    const answers = completeAnswers({ consent_assessment, consent_share_doctor: 'no' })
    const { intakeId } = await sentIntake(db, one, { answers })
    const { rows } = await triageList(one.physioA, now)
    expect(rows.find(({ id }) => id === intakeId)?.callFirst).toBe(isTask)
    expect((await triageIntake(one.physioA, intakeId, now)).consents.examination).toBe(consent_assessment)
    const { caseId } = await acceptIntake(one.physioA, {
      intakeId,
      leadId: one.physioA.accountId,
      complaint: 'pain',
      side: 'right',
      nextReviewOn: null,
    })
    const call = async () => {
      const { due, frame } = await caseOverview(one.physioA, caseId, now)
      expect(frame.consents).toMatchObject({ examination: consent_assessment, doctor: 'no', research: 'no' })
      return due.some(({ text }) => text.startsWith('Call before the visit'))
    }
    expect(await call()).toBe(isTask)
  })
})

test('what the team writes down of a consent counts from then on, and what stood before stays', async () => {
  const { a, physioA, physioB, admin } = one
  const note = 'Said on the phone that she agrees after all'
  const say = (answer: 'yes' | 'no', actor = physioA, id = newId()) =>
    noteConsent(actor, { id, caseId: a.caseId, consent: 'examination', answer, note })
  const frame = async () => (await caseFrame(physioA, a.caseId, null, new Date())).consents
  const more = async () => (await caseIntake(physioA, a.caseId, null, new Date())).consents.isMoreSaid
  await say('no')
  expect((await frame()).examination).toBe('no')
  expect(await more()).toBe(false)
  const id = newId()
  await say('yes', physioA, id)
  await say('yes', physioA, id)
  await expect(say('no', physioA, id)).rejects.toThrow(Conflict)
  expect((await frame()).examination).toBe('yes')
  expect(await more()).toBe(true)
  const { consents } = await caseIntake(physioA, a.caseId, null, new Date())
  expect(consents.said.filter(({ text }) => text.includes(note)).map(({ text }) => text.slice(0, 3))).toEqual(
    ['Yes', 'No:'],
  )
  const standing = consents.standing.find(({ consent }) => consent === 'examination')
  expect(standing?.source).toContain(`Written down by ${physioA.name}`)
  for (const actor of [physioB, admin]) await expect(say('no', actor)).rejects.toThrow(NotFound)
  const events = await db.auditEvent.findMany({ where: { type: 'consent.changed', caseId: a.caseId } })
  expect(events.map(({ data }) => data)).toEqual([
    { question: 'consent_assessment', onBehalf: true },
    { question: 'consent_assessment', onBehalf: true },
  ])
  await expect(db.consentChange.update({ where: { id }, data: { answer: 'no' } })).rejects.toThrow()
})

test('the newest form counts in all her treatments, and what the team writes down after it at triage too', async () => {
  const { clinicId, b, physioB, physioA } = one
  const signed = async (answers: Record<string, string>, daysAgo: number) => {
    const [intakeId, at] = [newId(), new Date(Date.now() - daysAgo * 86_400_000)]
    const of = { clinicId, patientId: b.patientId }
    await db.intake.create({ data: { ...of, id: intakeId, status: 'draft', savedAt: at, createdAt: at } })
    await db.intakeAnswers.create({ data: { ...of, intakeId, answers, savedAt: at, consentAt: at } })
    await db.intake.update({ where: { id: intakeId }, data: { status: 'submitted', submittedAt: at } })
    return intakeId
  }
  const stands = async () => (await caseFrame(physioB, b.caseId, null, new Date())).consents
  // Said before the newest form, which says otherwise: it stands nowhere else.
  const before = { caseId: b.caseId, consent: 'messages', answer: 'yes', note: 'Said at the desk' } as const
  await noteConsent(physioB, { ...before, id: newId() })
  const intakeId = await signed({ consent_assessment: 'yes', consent_messages: 'no' }, -1)
  expect(await stands()).toMatchObject({ examination: 'yes', messages: 'no' })
  const { standing, isMoreSaid } = (await caseIntake(physioB, b.caseId, null, new Date())).consents
  expect(isMoreSaid).toBe(true)
  expect(standing.find(({ consent }) => consent === 'messages')).toMatchObject({ answer: 'no' })
  const own = await ownRecord(b.actor, 0)
  expect(own.agreed.map(({ consent, answer }) => [consent, answer])).toEqual(
    standing.map(({ consent, answer }) => [consent, answer]),
  )
  const unreminded = await asActor(
    { kind: 'system', clinicId, timeZone: 'UTC' } as Actor,
    (tx) => tx.$queryRaw<{ id: string }[]>`SELECT c.id FROM "Case" c WHERE ${wantsNoRemindersSql}`,
  )
  expect(unreminded.map(({ id }) => id)).toContain(b.caseId)
  const later = new Date(Date.now() + 2 * 86_400_000)
  const note = 'Said on the phone that nobody examines her'
  const said = { caseId: b.caseId, consent: 'examination', answer: 'no', note } as const
  await noteConsent(physioB, { ...said, id: newId() }, later)
  for (const actor of [physioA, physioB])
    expect((await triageIntake(actor, intakeId, new Date())).consents.examination).toBe('no')
  const { rows } = await triageList(physioA, new Date())
  expect(rows.find(({ id }) => id === intakeId)?.callFirst).toBe(true)
  const read = (actor: Actor) => asActor(actor, (tx) => standingConsents(tx, b.patientId))
  for (const actor of [one.admin, one.a.actor, world.two.physioA]) expect(await read(actor)).toEqual([])
})

test('a form that was not sent decides nothing but at triage of itself, whoever filled it in', async () => {
  const { clinicId, b, physioA, physioB } = one
  const [intakeId, at] = [newId(), new Date(Date.now() + 3 * 86_400_000)]
  const of = { clinicId, patientId: b.patientId }
  const answers = { consent_assessment: 'yes', consent_messages: 'yes' }
  const stands = async () => (await caseFrame(physioB, b.caseId, null, new Date())).consents
  const before = { own: await ownRecord(b.actor, 0), case: await stands() }
  expect(before.case).toMatchObject({ examination: 'no', messages: 'no' })
  await db.intake.create({
    data: { ...of, id: intakeId, savedAt: at, createdAt: at, filledById: physioA.accountId },
  })
  await db.intakeAnswers.create({ data: { ...of, intakeId, answers, savedAt: at, consentAt: at } })
  await db.redFlag.create({
    data: {
      ...of,
      id: newId(),
      intakeId,
      flagId: 'flag_severe_pain',
      urgency: 'same_day',
      block: 'none',
      source: 'intake',
      ruleSetVersion: 1,
      inputs: {},
      dueAt: at,
    },
  })
  expect(await stands()).toEqual(before.case)
  const { agreed, consents } = await ownRecord(b.actor, 0)
  expect({ agreed, consents }).toEqual({ agreed: before.own.agreed, consents: before.own.consents })
  const atTriage = async () => {
    const { rows } = await triageList(physioA, new Date())
    const { examination, messages } = (await triageIntake(physioA, intakeId, new Date())).consents
    return { callFirst: rows.find(({ id }) => id === intakeId)?.callFirst, examination, messages }
  }
  expect(await atTriage()).toEqual({ callFirst: false, examination: 'yes', messages: 'yes' })
  await db.intakeAnswers.update({ where: { intakeId }, data: { consentAt: new Date() } })
  expect(await atTriage()).toMatchObject({ callFirst: true, examination: 'no' })
})

test('what she takes back herself reaches whoever reads her form', async () => {
  const { waiting, physioB } = one
  const before = (await triageIntake(physioB, waiting.intakeId, new Date())).consents
  expect(before.examination).not.toBe('no')
  const actor = mintAccountActor({ ...waiting.herself, roles: ['patient'] })
  await changeConsent(actor, { consent: 'examination', answer: 'no' })
  const { rows } = await triageList(physioB, new Date())
  expect(rows.find(({ id }) => id === waiting.intakeId)?.callFirst).toBe(true)
  expect((await triageIntake(physioB, waiting.intakeId, new Date())).consents.examination).toBe('no')
})
