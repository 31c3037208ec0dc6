import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#lib/db/ids.ts'
import { startNote } from '#lib/notes/commands.ts'
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
      ...{
        id,
        clinicId: one.clinicId,
        caseId,
        patientId,
        alertId: 'al_goal_date',
        severity: 'watch' as const,
      },
      ...{ ruleSetVersion: 1, inputs: {}, openedAt: new Date(now.getTime() + at - 40), closedAt: now },
      ...{ acknowledgedAt: now, acknowledgedById: one.physioA.accountId, acknowledgement: 'Seen' },
      ...{ closedById: one.physioA.accountId, outcome: 'Done' },
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
