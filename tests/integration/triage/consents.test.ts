import { afterAll, describe, expect, test } from 'vitest'
import { mintAccountActor } from '#lib/access/actor.ts'
import { caseIntake } from '#lib/cases/intake/queries.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { caseFrame } from '#lib/cases/queries.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { changeConsent, noteConsent } from '#lib/intake/consents/commands.ts'
import { acceptIntake } from '#lib/intake/triage/commands.ts'
import { triageIntake, triageList } from '#lib/intake/triage/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'
import { completeAnswers, sentIntake } from './setting.ts'

const { ownerUrl } = await testDatabase()
const { one } = await createWorld(ownerUrl)
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
  await say('no')
  expect((await frame()).examination).toBe('no')
  const id = newId()
  await say('yes', physioA, id)
  await say('yes', physioA, id)
  await expect(say('no', physioA, id)).rejects.toThrow(Conflict)
  expect((await frame()).examination).toBe('yes')
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
