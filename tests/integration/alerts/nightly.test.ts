import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dueRounds, runAlertRound } from '#lib/alerts/nightly/commands.ts'
import { newId } from '#lib/ids.ts'
import { startJobs } from '#lib/jobs/commands.ts'
import { testDatabase } from '#tests/support/database.ts'
import { gateTo } from '#tests/support/gate.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const database = await testDatabase()
const owner = ownerClient(database.ownerUrl)
const DAY = 86_400_000
let world: World
/** Noon of tomorrow in Zurich, so that the night's round is due. */
const noon = new Date(`${new Date(Date.now() + DAY).toISOString().slice(0, 10)}T11:00:00Z`)
const later = (days: number) => () => new Date(noon.getTime() + days * DAY)

beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
  // A flag that nobody answers in time, in both clinics.
  for (const { clinicId, a, b } of [world.one, world.two])
    for (const { patientId, caseId } of [a, b])
      await owner.redFlag.create({
        data: {
          clinicId,
          patientId,
          caseId,
          source: 'log',
          flagId: 'flag_infection',
          urgency: 'same_day',
          block: 'none',
          ruleSetVersion: 1,
          inputs: {},
          dueAt: new Date(Date.now() - DAY),
        },
      })
  // The cases were on hold for a time; of a case on hold nobody expects a log.
  for (const { clinicId, a, physioA } of [world.one, world.two])
    await owner.caseStatusChange.create({
      data: {
        clinicId,
        patientId: a.patientId,
        caseId: a.caseId,
        from: 'on_hold',
        to: 'open',
        reason: 'better',
        byId: physioA.accountId,
      },
    })
})
afterAll(() => owner.$disconnect())

const alertsOf = (clinicId: string) =>
  owner.alert.findMany({
    where: { clinicId, alertId: { not: 'al_break_glass' } },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
  })
const kinds = async (clinicId: string) =>
  (await alertsOf(clinicId)).map(({ caseId, alertId }) => `${caseId} ${alertId}`)

describe("the night's round", () => {
  it('finds what depends on time, once, however often and by however many it is run at once', async () => {
    const { clinicId, a, b } = world.one
    const [one, two] = await Promise.all([
      runAlertRound(clinicId, later(0)),
      runAlertRound(clinicId, later(0)),
    ])
    expect([one, two].map((done) => done?.cases ?? 0)).toContain(2)
    const found = await kinds(clinicId)
    expect(found).toContain(`${a.caseId} al_flag_overdue`)
    expect(found).toContain(`${b.caseId} al_flag_overdue`)
    expect(new Set(found).size).toBe(found.length)
    expect(await runAlertRound(clinicId, later(0))).toBeNull()
    expect(await kinds(clinicId)).toEqual(found)
  })

  it('stores the rule, its version and what made it true, and writes the audit', async () => {
    const alert = (await alertsOf(world.one.clinicId)).find(({ alertId }) => alertId === 'al_flag_overdue')
    expect(alert).toMatchObject({
      severity: 'urgent',
      rule: 'ind_flag_overdue = yes',
      inputs: { ind_flag_overdue: 'yes' },
      ruleSetVersion: 1,
    })
    const where = { subjectId: alert?.id ?? '' }
    expect(await owner.auditEvent.findMany({ where })).toMatchObject([
      { type: 'alert.opened', actorKind: 'system', accountId: null },
    ])
    expect(await owner.alertEvent.findMany({ where: { alertRowId: alert?.id ?? '' } })).toMatchObject([
      { kind: 'opened', byId: null, inputs: { ind_flag_overdue: 'yes' } },
    ])
  })

  it('stays inside its clinic', async () => {
    expect((await kinds(world.two.clinicId)).some((kind) => kind.includes('al_flag_overdue'))).toBe(false)
  })

  it('catches up after days without a server, and finds nothing twice', async () => {
    const { clinicId, a } = world.one
    const before = await kinds(clinicId)
    await Promise.all([runAlertRound(clinicId, later(9)), runAlertRound(clinicId, later(9))])
    const found = await kinds(clinicId)
    expect(found.slice(0, before.length)).toEqual(before)
    expect(found).toContain(`${a.caseId} al_no_log_7`)
    expect(new Set(found).size).toBe(found.length)
    const rounds = await owner.alertRound.findMany({ where: { clinicId }, orderBy: { day: 'asc' } })
    expect(rounds).toHaveLength(2)
    // Asked again for the same night by somebody who does not know of it: nothing changes.
    await owner.$executeRaw`ALTER TABLE "AlertRound" DISABLE TRIGGER kept`
    await owner.alertRound.deleteMany({ where: { clinicId, day: rounds[1]?.day ?? new Date() } })
    await owner.$executeRaw`ALTER TABLE "AlertRound" ENABLE TRIGGER kept`
    const rows = JSON.stringify(await alertsOf(clinicId))
    const events = await owner.alertEvent.count()
    expect(await runAlertRound(clinicId, later(9))).toMatchObject({ opened: 0, closed: 0 })
    expect(JSON.stringify(await alertsOf(clinicId))).toBe(rows)
    expect(await owner.alertEvent.count()).toBe(events)
  })

  it('raises what got graver, and asks for somebody again', async () => {
    const { clinicId, a } = world.one
    await runAlertRound(clinicId, later(16))
    const silent = (await alertsOf(clinicId)).filter(
      ({ caseId, alertId }) => caseId === a.caseId && alertId.startsWith('al_no_log'),
    )
    expect(silent.map(({ alertId, severity, outcome }) => [alertId, severity, outcome])).toEqual([
      ['al_no_log_7', 'watch', 'Closed by itself: the alert of a longer silence stands for it.'],
      ['al_no_log_14', 'act', null],
    ])
  })

  it('closes by itself what has not been true for 7 days, never what is urgent', async () => {
    const { clinicId, a } = world.one
    await owner.redFlag.updateMany({
      where: { clinicId, flagId: 'flag_infection' },
      data: { respondedAt: later(17)() },
    })
    const log = {
      clinicId,
      patientId: a.patientId,
      caseId: a.caseId,
      context: 'now' as const,
      score: 2,
      safety: [],
      enteredById: a.accountId,
    }
    const entry = (days: number) => {
      const at = later(days)()
      const logDate = new Date(`${at.toISOString().slice(0, 10)}T00:00:00Z`)
      return owner.painScore.create({ data: { id: newId(), ...log, at, recordedAt: at, logDate } })
    }
    const { id: rested } = await owner.alert.create({
      data: {
        id: newId(),
        clinicId,
        caseId: a.caseId,
        patientId: a.patientId,
        alertId: 'al_plateau',
        severity: 'watch',
        ruleSetVersion: 1,
        inputs: {},
        openedAt: later(16)(),
      },
    })
    await entry(17)
    await runAlertRound(clinicId, later(17))
    await entry(23)
    await runAlertRound(clinicId, later(23))
    const open = async () =>
      (await alertsOf(clinicId))
        .filter(({ caseId, closedAt }) => caseId === a.caseId && closedAt === null)
        .map(({ alertId }) => alertId)
    expect(await open()).toContain('al_plateau')
    await runAlertRound(clinicId, later(24))
    // The call that nobody made is still to be made: `act` waits for somebody.
    expect(await open()).not.toContain('al_plateau')
    expect(await open()).toContain('al_no_log_14')
    expect(await open()).toContain('al_flag_overdue')
    const closed = (await alertsOf(clinicId)).find(({ id }) => id === rested)
    expect(closed?.closedById).toBeNull()
    expect(closed?.outcome).toMatch(/has not been true since/)
  })

  it('tells of a second flag that waits too long, although the alert of the first was closed the day before', async () => {
    const { clinicId, a } = world.one
    const mine = { clinicId, caseId: a.caseId, alertId: 'al_flag_overdue' }
    await owner.alert.updateMany({
      where: { ...mine, closedAt: null },
      data: { closedAt: later(25)(), closedById: world.one.physioA.accountId, outcome: 'Seen' },
    })
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
        raisedAt: later(25.2)(),
        dueAt: later(25.5)(),
      },
    })
    await runAlertRound(clinicId, later(26))
    expect(await owner.alert.count({ where: { ...mine, closedAt: null } })).toBe(1)
  })
})

describe('jobs', () => {
  it('are shared by two servers, come when a database is back that was away, do every clinic once, and stop when told', async () => {
    // A zone in which it is day now, whenever this runs.
    const hour = new Date().getUTCHours()
    const zone = hour >= 2 && hour <= 22 ? 'UTC' : 'Asia/Tokyo'
    await owner.$executeRaw`UPDATE "Clinic" SET "timeZone" = ${zone} WHERE id = ${world.two.clinicId}::uuid`
    expect((await dueRounds()).map(({ clinicId }) => clinicId)).toContain(world.two.clinicId)
    const gate = await gateTo(database.jobsUrl)
    await gate.shut()
    const jobs = { url: gate.url, pollMs: 200, pauseMs: 20 }
    const stops = [startJobs(jobs), startJobs(jobs)]
    const done = () => owner.alertRound.count({ where: { clinicId: world.two.clinicId } })
    try {
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(await done()).toBe(0)
      await gate.open()
      await expect.poll(done, { timeout: 20_000 }).toBe(1)
    } finally {
      await Promise.all(stops.map((stop) => stop()))
      await gate.shut()
    }
    expect(await done()).toBe(1)
    const found = await kinds(world.two.clinicId)
    expect(found.filter((kind) => kind.includes('al_flag_overdue'))).toHaveLength(2)
    expect(new Set(found).size).toBe(found.length)
  }, 30_000)
})
