import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#lib/ids.ts'
import { saveNote, signNote, startNote } from '#lib/notes/commands.ts'
import { oneNote } from '#lib/notes/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { isoDaysAgo } from '#tests/support/days.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
const now = new Date()
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl, now)
})
afterAll(() => db.$disconnect())

test('of many alerts the facts of a note hold the newest, the oldest of these first', async () => {
  const { one } = world
  const { caseId, patientId } = one.a
  const ids = Array.from({ length: 31 }, () => newId())
  await db.alert.createMany({
    data: ids.map((id, at) => ({
      id,
      clinicId: one.clinicId,
      caseId,
      patientId,
      alertId: 'al_goal_date',
      severity: 'watch' as const,
      ruleSetVersion: 1,
      inputs: {},
      openedAt: new Date(now.getTime() + at - 40),
      closedAt: now,
      acknowledgedAt: now,
      acknowledgedById: one.physioA.accountId,
      acknowledgement: 'Seen',
      closedById: one.physioA.accountId,
      outcome: 'Done',
    })),
  })
  const note = { id: newId(), caseId, template: 'follow_up' as const, on: isoDaysAgo(0) }
  const { noteId } = await startNote(one.physioA, note, now)
  const { facts } = await oneNote(one.physioA, caseId, noteId, now)
  const told = facts.flatMap(({ id }) => (ids.some((one) => id === `alert:${one}`) ? [id.slice(6)] : []))
  // Among the thirty may be one that the record had before.
  expect(told.length).toBeGreaterThan(28)
  expect(told).toEqual(ids.slice(-told.length))
})

test('the facts of a note tell forms, pauses, holds, phases and reviews since the one before', async () => {
  const { one } = world
  const { caseId, patientId } = one.a
  const physio = one.physioA
  const case_ = { clinicId: one.clinicId, caseId, patientId }
  const before = await startNote(
    physio,
    { id: newId(), caseId, template: 'follow_up', on: isoDaysAgo(0) },
    now,
  )
  const written = { subjective: 'Fine', objective: '', assessment: '', plan: '' }
  const of = { caseId, noteId: before.noteId, version: 1 }
  await saveNote(
    physio,
    { ...of, on: isoDaysAgo(0), template: 'follow_up', text: written, insert: '', go: '' },
    now,
  )
  await signNote(physio, { ...of, version: 2 }, now)
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
  const program = await db.program.findFirstOrThrow({ where: { caseId } })
  const phase = await db.programPhase.findFirstOrThrow({ where: { caseId }, orderBy: { position: 'asc' } })
  const today = new Date(`${isoDaysAgo(0)}T00:00:00Z`)
  const event = { ...case_, programId: program.id, on: today, byId: physio.accountId }
  await db.programEvent.createMany({
    data: [
      { ...event, kind: 'paused', reason: 'Travels', at: later(1) },
      {
        ...event,
        kind: 'phase',
        phaseKey: phase.key,
        phasePosition: 0,
        phaseStartedOn: today,
        reason: 'Tolerates it',
        at: later(2),
      },
    ],
  })
  const change = { ...case_, byId: physio.accountId }
  await db.caseStatusChange.create({
    data: { ...change, from: 'open', to: 'on_hold', reason: 'Waits for the scan', at: later(3) },
  })
  const formId = newId()
  await db.intake.create({
    data: {
      id: formId,
      clinicId: one.clinicId,
      patientId,
      caseId,
      kind: 'review_form',
      status: 'draft',
      answers: {
        create: {
          answers: { nprs_worst_7d: 4, swelling_now: 'mild', medications: ['blood_thinner'] },
          sections: ['sec_intensity'],
        },
      },
    },
  })
  await db.intake.update({ where: { id: formId }, data: { status: 'submitted', submittedAt: later(4) } })
  const { noteId } = await startNote(
    physio,
    { id: newId(), caseId, template: 'follow_up', on: isoDaysAgo(0) },
    later(9),
  )
  const { facts, text } = await oneNote(physio, caseId, noteId, later(9))
  const told = facts.filter(({ id }) => /^(form|event|review):/.test(id)).map((fact) => fact.text)
  const expected = [
    expect.stringMatching(/^Pain, worst of 7 days: 4.*; swelling: /),
    expect.stringMatching(/^Medicines: blood.thinners?/),
    'Program paused: Travels',
    `Phase “${phase.name}”: Tolerates it`,
    'Case on hold: Waits for the scan',
  ]
  expect(told).toEqual(expect.arrayContaining(expected))
  expect(text.plan).toContain('Program paused: Travels (by CANARY-ONE-physioA, ')
  expect(text.subjective).toMatch(/Medicines: blood.thinner.*\(review form, /)
})

test('what was measured and changed before a call is told by the note of the next visit', async () => {
  const { one } = world
  const { caseId, patientId } = one.b
  const physio = one.physioB
  const text = { subjective: 'Fine', objective: '', assessment: '', plan: '' }
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
  const signed = async (template: 'follow_up' | 'phone_call', at: Date) => {
    const on = isoDaysAgo(0)
    const { noteId } = await startNote(physio, { id: newId(), caseId, template, on }, at)
    const of = { caseId, noteId, version: 1 }
    await saveNote(physio, { ...of, on, template, text, insert: '', go: '' }, at)
    await signNote(physio, { ...of, version: 2 }, at)
  }
  const held = async (reason: string, at: Date) => {
    const of = { clinicId: one.clinicId, caseId, patientId, byId: physio.accountId }
    await db.caseStatusChange.create({ data: { ...of, from: 'open', to: 'on_hold', reason, at } })
  }
  const told = async () => {
    const on = isoDaysAgo(0)
    const note = { id: newId(), caseId, template: 'follow_up' as const, on }
    const { noteId } = await startNote(physio, note, later(20))
    const view = await oneNote(physio, caseId, noteId, later(20))
    const plan = view.facts.filter(({ part }) => part === 'plan').map((fact) => fact.text)
    return { call: view.partsSinceText !== null, plan: plan.join(' ') }
  }
  await held('Before the visit', later(-2))
  await signed('follow_up', later(1))
  await held('Waits for the scan', later(2))
  await signed('phone_call', later(3))
  const afterCall = await told()
  expect(afterCall).toMatchObject({ call: true, plan: expect.stringContaining('Waits for the scan') })
  expect(afterCall.plan).not.toContain('Before the visit')
  await signed('follow_up', later(4))
  const afterVisit = await told()
  expect(afterVisit.call).toBe(false)
  expect(afterVisit.plan).not.toContain('Waits for the scan')
})
