import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AccountActor } from '#lib/access/actor.ts'
import { accountList } from '#lib/accounts/directory/queries.ts'
import { runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { caseAlerts } from '#lib/alerts/queries.ts'
import { alertWorklist } from '#lib/alerts/worklist/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
const DAY = 86_400_000
const noon = new Date(`${new Date(Date.now() + DAY).toISOString().slice(0, 10)}T11:00:00Z`)
const later = (days: number) => () => new Date(noon.getTime() + days * DAY)
let world: World

/** A zone that Node knows and PostgreSQL does not, as it could be stored once. */
const setZone = (zone: string | null) =>
  owner.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`
    await tx.$executeRaw`UPDATE "Patient" SET "timeZone" = ${zone} WHERE id = ${world.one.a.patientId}::uuid`
  })

beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
  for (const { patientId, caseId } of [world.one.a, world.one.b])
    await owner.redFlag.create({
      data: {
        clinicId: world.one.clinicId,
        patientId,
        caseId,
        source: 'log',
        flagId: 'flag_dvt',
        urgency: 'same_day',
        block: 'none',
        ruleSetVersion: 1,
        inputs: {},
        dueAt: new Date(Date.now() - DAY),
      },
    })
})
afterAll(() => owner.$disconnect())

const overdue = async () =>
  (await owner.alert.findMany({ where: { alertId: 'al_flag_overdue' } })).map(({ caseId }) => caseId)
const accounts = (admin: AccountActor, n: number) =>
  accountList(admin, { view: 'staff', search: '', page: 1 }, later(n)())
const worklist = (actor: AccountActor, n: number) =>
  alertWorklist(actor, { view: 'team', page: 1 }, later(n)())

it('ends the round of the clinic over a case that fails, and names that case', async () => {
  const { clinicId, a, b } = world.one
  await setZone('US/Pacific-New')
  const done = await runAlertRound(clinicId, later(0))
  expect(done).toMatchObject({ cases: 1, failed: [a.caseId] })
  expect(await overdue()).toEqual([b.caseId])
  expect(await owner.alertRound.findMany({ where: { clinicId } })).toMatchObject([
    { cases: 1, failed: [a.caseId] },
  ])
  expect(await runAlertRound(clinicId, later(0))).toBeNull()
})

it('tells the care team, whose case it is, and the admins, how many there are', async () => {
  const { a, b, admin } = world.one
  await setZone(null)
  expect((await caseAlerts(a.lead, a.caseId, later(0)())).notAsked).toMatch(/^\w{3} \d/)
  expect((await worklist(a.lead, 0)).notAsked).toMatchObject([{ caseId: a.caseId }])
  expect((await worklist(b.lead, 0)).notAsked).toEqual([])
  expect((await caseAlerts(b.lead, b.caseId, later(0)())).notAsked).toBeNull()
  const { notAsked } = await accounts(admin, 0)
  expect(notAsked).toMatchObject({ cases: 1 })
  expect(JSON.stringify(notAsked)).not.toContain(a.caseId)
  expect((await accounts(world.two.admin, 0)).notAsked).toBeNull()
})

it('says nothing more once a night has asked of every case', async () => {
  const { clinicId, a } = world.one
  expect(await runAlertRound(clinicId, later(1))).toMatchObject({ cases: 2, failed: [] })
  expect((await overdue()).toSorted()).toEqual([a.caseId, world.one.b.caseId].toSorted())
  expect((await caseAlerts(a.lead, a.caseId, later(1)())).notAsked).toBeNull()
  expect((await worklist(a.lead, 1)).notAsked).toEqual([])
  expect((await accounts(world.one.admin, 1)).notAsked).toBeNull()
})

it('ends over a fault of every case, too', async () => {
  const { clinicId } = world.one
  await owner.$executeRaw`ALTER TABLE "Alert" RENAME TO "AlertGone"`
  try {
    expect(await runAlertRound(clinicId, later(2))).toMatchObject({ cases: 0 })
  } finally {
    await owner.$executeRaw`ALTER TABLE "AlertGone" RENAME TO "Alert"`
  }
  expect(
    await owner.alertRound.findMany({ where: { clinicId }, orderBy: { day: 'desc' }, take: 1 }),
  ).toMatchObject([{ cases: 0, failed: expect.arrayContaining([world.one.a.caseId, world.one.b.caseId]) }])
})
