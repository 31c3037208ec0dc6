import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asActor } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import { recordPain } from '#lib/tracking/pain-scores/commands.ts'
import { painInput } from '#lib/tracking/pain-scores/schema.ts'
import { recordRun } from '#lib/tracking/run-logs/commands.ts'
import { runInput } from '#lib/tracking/run-logs/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { isoDaysAgo, zone } from '#tests/support/days.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/** What is put right counts for its own day, and from when it was first recorded (clinical/review.md, head). */
const database = await testDatabase()
const db = ownerClient(database.ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
})
afterAll(() => db.$disconnect())

const me = () => world.one.a
type Fields = Record<string, unknown>
const run = (more: Fields) =>
  runInput.parse({
    distance: '5',
    unit: 'km',
    minutes: '31',
    finished: 'yes',
    type: 'easy',
    surface: 'trail',
    pain_during: '6',
    pain_after: '3',
    log_safety: 'none',
    logDate: isoDaysAgo(2),
    id: newId(),
    caseId: me().caseId,
    ...more,
  })
/** To come: the database takes no moment that is over for that of an entry. */
const inHours = (count: number) => new Date(Date.now() + count * 3_600_000)

async function atOfRules(id: string) {
  const { clinicId, physioA } = world.one
  const target = { clinicId, caseId: me().caseId, patientId: me().patientId, timeZone: zone }
  const { input } = await asActor(physioA, (tx) => readCaseInput(tx, target, new Date()))
  return input.logs.runs.find((one) => one.id === id)?.at
}

describe('an entry that is put right', () => {
  it('stays where it was in time for the rules and on its chart, and its history says when it was changed', async () => {
    const [entered, corrected, again] = [inHours(1), inHours(2), inHours(3)]
    const first = run({})
    await recordRun(me().actor, first, entered)
    const second = run({ supersedes: first.id, note: 'New shoes' })
    await recordRun(me().actor, second, corrected)
    const third = run({ supersedes: second.id, note: 'New shoes, size 40' })
    await recordRun(me().actor, third, again)
    expect(await atOfRules(third.id)).toBe(entered.getTime())
    expect(
      await db.runLog.findUnique({ where: { id: third.id }, include: { painScores: true } }),
    ).toMatchObject({
      recordedAt: again,
      firstRecordedAt: entered,
      painScores: [{ firstRecordedAt: entered }, { firstRecordedAt: entered }],
    })
  })

  it('counts from the correction when that says another day', async () => {
    const corrected = inHours(2)
    const first = run({})
    await recordRun(me().actor, first, inHours(1))
    const second = run({ supersedes: first.id, logDate: isoDaysAgo(3) })
    await recordRun(me().actor, second, corrected)
    expect(await atOfRules(second.id)).toBe(corrected.getTime())
  })

  it('leaves a score at the time that it was about', async () => {
    const noon = new Date(`${isoDaysAgo(-1)}T12:00:00Z`)
    const later = new Date(noon.getTime() + 60_000)
    const pain = (more: Fields) =>
      painInput.parse({ id: newId(), caseId: me().caseId, context: 'now', score: '4', ...more })
    const first = pain({})
    await recordPain(me().actor, first, noon)
    const second = pain({ score: '5', supersedes: first.id })
    await recordPain(me().actor, second, later)
    expect(await db.painScore.findUnique({ where: { id: second.id } })).toMatchObject({
      at: noon,
      firstRecordedAt: noon,
      recordedAt: later,
    })
  })

  it('takes no time that somebody makes up', async () => {
    const input = run({})
    await recordRun(me().actor, input, inHours(1))
    const { clinicId, physioA } = world.one
    const id = newId()
    await asActor(
      physioA,
      (tx) =>
        tx.$executeRaw`INSERT INTO "RunLog" SELECT (jsonb_populate_record(r, jsonb_build_object('id', ${id}::uuid, 'firstRecordedAt', '2020-01-01T00:00:00Z'::timestamptz,
        'enteredById', ${physioA.accountId}::uuid, 'onBehalf', true))).* FROM "RunLog" r WHERE r."clinicId" = ${clinicId}::uuid AND r.id = ${input.id}::uuid`,
    )
    expect(await db.runLog.findUnique({ where: { id } })).toMatchObject({ firstRecordedAt: null })
  })
})
