import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runAlertsOfScore } from '#lib/alerts/scores/commands.ts'
import { newId } from '#lib/ids.ts'
import { startJobs } from '#lib/jobs/commands.ts'
import { withdrawEntry } from '#lib/tracking/entries/supersede/commands.ts'
import { recordPain } from '#lib/tracking/pain-scores/commands.ts'
import { painInput } from '#lib/tracking/pain-scores/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
let world: World

beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
  // What the rules find as soon as somebody asks them: a flag that nobody answered in time.
  const { clinicId, a } = world.one
  await owner.redFlag.create({
    data: {
      clinicId,
      patientId: a.patientId,
      caseId: a.caseId,
      source: 'log',
      flagId: 'flag_dvt',
      urgency: 'same_day',
      block: 'none',
      ruleSetVersion: 1,
      inputs: {},
      dueAt: new Date(0),
    },
  })
})
afterAll(() => owner.$disconnect())

const record = async (score: string) => {
  const { actor, caseId } = world.one.a
  return (await recordPain(actor, painInput.parse({ id: newId(), caseId, context: 'now', score }))).id
}
const jobs = () =>
  owner.$queryRaw<{ payload: unknown }[]>`
    SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = 'alerts_of_score'`
const found = async () =>
  (
    await owner.alert.findMany({
      where: { caseId: world.one.a.caseId, openedAt: { gte: begun } },
      select: { alertId: true, sourceId: true },
    })
  ).filter(({ alertId }) => alertId === 'al_flag_overdue')
const begun = new Date()

describe('the alerts of a score', () => {
  it('wait for the queue, which knows the score by its id alone, once however often it is sent', async () => {
    const { actor, caseId } = world.one.a
    const input = painInput.parse({ id: newId(), caseId, context: 'now', score: '3' })
    await recordPain(actor, input)
    await recordPain(actor, input)
    expect(await jobs()).toEqual([{ payload: { clinicId: world.one.clinicId, scoreId: input.id } }])
    expect(await found()).toEqual([])
    await runAlertsOfScore(world.two.clinicId, input.id)
    expect(await found()).toEqual([])
    await runAlertsOfScore(world.one.clinicId, input.id)
    await runAlertsOfScore(world.one.clinicId, input.id)
    expect(await found()).toEqual([{ alertId: 'al_flag_overdue', sourceId: input.id }])
    const events = await owner.auditEvent.findMany({
      where: { type: 'alert.opened', caseId, at: { gte: begun } },
    })
    expect(events.map(({ actorKind, accountId }) => [actorKind, accountId])).toContainEqual(['system', null])
    expect(new Set(events.map(({ actorKind }) => actorKind))).toEqual(new Set(['system']))
  })

  it('are asked at once when the number speaks for itself', async () => {
    const before = (await jobs()).length
    const id = await record('8')
    expect(await jobs()).toHaveLength(before)
    const severe = await owner.alert.findFirst({
      where: { caseId: world.one.a.caseId, alertId: 'al_pain_severe', closedAt: null },
    })
    expect(severe).toMatchObject({ sourceId: id, inputs: { day_worst_pain: 8 } })
  })

  it('are nothing of a score that was taken back meanwhile', async () => {
    const { actor, caseId } = world.one.a
    const id = await record('7')
    await withdrawEntry(actor, { caseId, kind: 'pain', entryId: id, reason: '' })
    const events = await owner.alertEvent.count()
    await runAlertsOfScore(world.one.clinicId, id)
    expect(await owner.alertEvent.count()).toBe(events)
  })

  it('are asked by whichever server does jobs', async () => {
    expect((await jobs()).length).toBeGreaterThan(0)
    const stop = startJobs({ url: database.jobsUrl, pollMs: 100 })
    for (let tries = 0; tries < 100 && (await jobs()).length > 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100))
    await stop()
    expect(await jobs()).toEqual([])
  }, 30_000)

  it('do not wait for the rounds of the night, however many are due', async () => {
    // A zone in which it is day now, whenever this runs.
    const hour = new Date().getUTCHours()
    await owner.clinic.updateMany({ data: { timeZone: hour >= 2 && hour <= 22 ? 'UTC' : 'Asia/Tokyo' } })
    // Jobs that ran before may have done the rounds of this day.
    await owner.$transaction([
      owner.$executeRaw`SET LOCAL session_replication_role = replica`,
      owner.alertRound.deleteMany(),
    ])
    // Nobody can write a round while this transaction lasts.
    const [written, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const held = owner.$transaction(
      async (tx) => {
        await tx.$executeRaw`LOCK TABLE "AlertRound" IN SHARE MODE`
        written.resolve()
        await over.promise
      },
      { timeout: 60_000 },
    )
    await written.promise
    for (const { clinicId } of [world.one, world.two])
      await owner.$queryRaw`SELECT FROM graphile_worker.add_job('alert_round', json_build_object('clinicId', ${clinicId}::text))`
    const stop = startJobs({ url: database.jobsUrl, pollMs: 100 })
    try {
      const rounds = () =>
        owner.$queryRaw`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
      await vi.waitFor(async () => expect(await rounds()).not.toEqual([]), 20_000)
      await record('2')
      await vi.waitFor(async () => expect(await jobs()).toEqual([]), 20_000)
    } finally {
      over.resolve()
      await held
      await stop()
    }
  }, 60_000)
})
