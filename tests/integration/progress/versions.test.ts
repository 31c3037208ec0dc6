import { afterAll, expect, test } from 'vitest'
import { addDays, dayIn, toDbDate } from '#lib/dates.ts'
import { newId } from '#lib/ids.ts'
import { caseProgress } from '#lib/tracking/progress/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const { one } = await createWorld(ownerUrl)
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())

test('a version that never held is no mark in the charts, and changes nothing of what was done', async () => {
  const { caseId } = one.a
  const today = dayIn('Europe/Zurich', new Date())
  const newest = await db.programVersion.findFirstOrThrow({ where: { caseId }, orderBy: { number: 'desc' } })
  const publish = (number: number, at: string) =>
    db.programVersion.create({
      data: {
        ...newest,
        id: newId(),
        number,
        startsOn: toDbDate(today),
        publishedAt: new Date(`${addDays(today, -1)}T${at}Z`),
        publishedById: one.physioA.accountId,
      } as never,
    })
  await publish(newest.number + 2, '12:00:00')
  const view = await caseProgress(one.physioA, caseId, '12', new Date())
  expect(view.versions.map(({ number }) => number)).toContain(newest.number + 2)
  await publish(newest.number + 1, '11:00:00')
  expect(await caseProgress(one.physioA, caseId, '12', new Date())).toEqual(view)
})
