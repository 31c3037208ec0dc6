import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeTurn } from '#lib/db/turns.ts'
import { Invalid } from '#lib/errors.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import { newId } from '#lib/ids.ts'
import { setClinicLimit } from '#lib/limits/commands.ts'
import { withdrawEntry } from '#lib/tracking/entries/supersede/commands.ts'
import { testDatabase } from '#tests/support/database.ts'
import { meeting } from '#tests/support/turns.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** What waits for whom: commands that would contradict each other, or deadlock, go one after the other. */
const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
})

test('an answer to a flag advises in the turn of the case', async () => {
  const { a, physioA } = world.one
  const answer = { id: newId(), flagRowId: a.flagId, kind: 'ruled_out' as const, text: 'Examined today' }
  const done = meeting(
    db,
    (tx) => takeTurn(tx, 'case', a.caseId),
    1,
    () => answerFlag(physioA, answer),
  )
  expect(await done).toMatchObject({ caseId: a.caseId })
})

test('an entry about an injury that is taken back waits for the flags before it holds the case', async () => {
  const { a, physioA } = world.one
  const entry = { caseId: a.caseId, kind: 'run' as const, entryId: a.runLogId, reason: 'Not hers' }
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`
    await tx.runLog.update({
      where: { id: a.runLogId },
      data: { safety: ['new_injury'], injury: { rf_trauma: 'yes', rf_trauma_days: 0 } },
    })
  })
  let free: { free: boolean }[] = []
  let withdrawn: Promise<unknown> = Promise.resolve()
  await db.$transaction(async (tx) => {
    await takeTurn(tx, 'flags', a.caseId)
    withdrawn = withdrawEntry(physioA, entry)
    for (let tries = 0; tries < 100 && free.length === 0; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 30))
      const [held] = await tx.$queryRaw<{ waits: boolean }[]>`
        SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'advisory') AS waits`
      if (held?.waits)
        free = await tx.$queryRaw<{ free: boolean }[]>`
          SELECT pg_try_advisory_xact_lock(hashtextextended(${a.caseId}, 11::bigint)) AS free`
    }
  })
  expect(free).toEqual([{ free: true }])
  expect(await withdrawn).toEqual({ caseId: a.caseId })
})

test('two numbers of a clinic that belong together are not set past each other', async () => {
  const { admin, clinicId } = world.one
  const set = (limitId: string, value: number) =>
    setClinicLimit(admin, { limitId, value, seen: null, note: 'As our clinic works.' })
  const done = await meeting(
    db,
    (tx) => takeTurn(tx, 'limit', clinicId),
    2,
    () => Promise.allSettled([set('review_early_days', 28), set('review_later_days', 21)]),
  )
  const refused = done.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refused).toEqual([expect.any(Invalid)])
})
