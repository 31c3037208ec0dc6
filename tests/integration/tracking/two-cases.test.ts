import { afterAll, beforeAll, expect, it } from 'vitest'
import { asActor } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { recordRun } from '#lib/tracking/run-logs/commands.ts'
import { runInput } from '#lib/tracking/run-logs/schema.ts'
import { whyWaits } from '#lib/tracking/waits/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { isoDaysAgo, zone } from '#tests/support/days.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** What she tells of one knee stops the plan of the other as well (clinical/red-flags.md 5). */
const database = await testDatabase()
const db = ownerClient(database.ownerUrl)
let world: World
let caseId: string
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
  const { clinicId, a, physioA } = world.one
  const of = { clinicId, patientId: a.patientId, openedById: physioA.accountId }
  caseId = (await db.case.create({ data: { ...of, complaint: 'Left knee', side: 'left' } })).id
})
afterAll(() => db.$disconnect())

const waits = () => {
  const { clinicId, a } = world.one
  const of = { clinicId, caseId, timeZone: zone, today: isoDaysAgo(0) }
  return asActor(a.actor, (tx) => whyWaits(tx, of, new Date()))
}

it('severe pain and a fever', async () => {
  expect((await waits()).lately).toMatchObject({ severe: false, fever: false })
  const { actor, caseId: other } = world.one.a
  await recordRun(
    actor,
    runInput.parse({
      ...{
        id: newId(),
        caseId: other,
        distance: '5',
        unit: 'km',
        minutes: '31',
        finished: 'yes',
        type: 'easy',
      },
      ...{ surface: 'road', pain_during: '9', pain_after: '9', log_safety: ['fever_unwell'] },
    }),
  )
  const after = await waits()
  expect(after).toMatchObject({ stops: true, lately: { severe: true, fever: true, done: { runs: [] } } })
})
