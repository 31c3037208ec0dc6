import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { addDays, dayIn, dayNumber } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { readOutcomes } from '#lib/outcomes/record/queries.ts'
import { readBatch } from '#lib/review/indicators/batch/queries.ts'
import { batchCase } from '#lib/review/indicators/batch/rules.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
})
afterAll(() => owner.$disconnect())

it('the day on which a case was opened again is known to the patient as to her team, by day and by night', async () => {
  const { one } = world
  const { caseId, patientId, actor } = one.a
  const timeZone = 'Europe/Zurich'
  const now = new Date()
  const reopened = addDays(dayIn(timeZone, now), -5)
  const changed = (from: 'open' | 'discharged', to: 'open' | 'discharged', on: string) => ({
    id: newId(),
    clinicId: one.clinicId,
    patientId,
    caseId,
    from,
    to,
    reason: 'Pain again',
    byId: one.physioA.accountId,
    at: new Date(`${on}T11:00:00Z`),
  })
  await owner.caseStatusChange.createMany({
    data: [changed('open', 'discharged', addDays(reopened, -40)), changed('discharged', 'open', reopened)],
  })
  const allowed = Prisma.sql`c.id = ${caseId}::uuid`
  const measured = (who: Actor) =>
    asActor(who, async (tx) => {
      const [record] = await readOutcomes(tx, who, allowed, now)
      return record?.input.timeline.reopenedOn
    })
  expect([await measured(one.physioA), await measured(actor)]).toEqual([reopened, reopened])
  const evaluated = await asActor(one.physioA, async (tx) => {
    const { input } = await readCaseInput(tx, { clinicId: one.clinicId, caseId, patientId, timeZone }, now)
    const [row] = await readBatch(tx, allowed, timeZone, now)
    return [input.reopenedOn, row && batchCase(row).input.reopenedOn]
  })
  expect(evaluated).toEqual([dayNumber(reopened), dayNumber(reopened)])
})
