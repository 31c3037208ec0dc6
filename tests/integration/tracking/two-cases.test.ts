import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { accountDetail } from '#lib/accounts/directory/queries.ts'
import { acknowledgeAlert, closeAlert } from '#lib/alerts/commands.ts'
import { waitsForClinician } from '#lib/alerts/logs/queries.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { caseFrame } from '#lib/cases/queries.ts'
import { exercises } from '#lib/content/exercises/index.ts'
import { dayNumber } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { actorOfClinic } from '#lib/jobs/queries.ts'
import { pausesOf, runDaysElsewhere, stoppedElsewhere } from '#lib/programs/active/queries.ts'
import { isRunningItem } from '#lib/programs/block/rules.ts'
import { readBatch } from '#lib/review/indicators/batch/queries.ts'
import { batchCase } from '#lib/review/indicators/batch/rules.ts'
import { readCaseInput } from '#lib/review/indicators/queries.ts'
import type { IndicatorInput } from '#lib/review/indicators/schema.ts'
import { SEVERE } from '#lib/tracking/entries/rules.ts'
import type { Course } from '#lib/tracking/progress/course/schema.ts'
import { ownCourse, readCaseCourse } from '#lib/tracking/progress/queries.ts'
import { ranLately } from '#lib/tracking/ran/queries.ts'
import { recordRun } from '#lib/tracking/run-logs/commands.ts'
import { runInput } from '#lib/tracking/run-logs/schema.ts'
import { whyStands, whyWaits } from '#lib/tracking/waits/queries.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { changed } from '#tests/support/attempt.ts'
import { testDatabase } from '#tests/support/database.ts'
import { isoDaysAgo, zone } from '#tests/support/days.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/**
 * What she tells of one knee stops the plan of the other as well (clinical/red-flags.md 5), also for a physio who gives the other
 * treatment alone.
 */
const database = await testDatabase()
const db = ownerClient(database.ownerUrl)
let world: World
let caseId: string
beforeAll(async () => {
  world = await createWorld(database.ownerUrl)
  const { clinicId, a, physioB } = world.one
  const of = { clinicId, patientId: a.patientId }
  const opened = { ...of, openedById: physioB.accountId, complaint: 'Left knee', side: 'left' as const }
  caseId = (await db.case.create({ data: opened })).id
  const lead = { accountId: physioB.accountId, addedById: physioB.accountId, role: 'lead' as const }
  await db.careTeamMember.create({ data: { ...of, caseId, ...lead } })
  await db.program.create({
    data: { ...of, caseId, activatedOn: new Date(isoDaysAgo(20)), phaseStartedOn: new Date(isoDaysAgo(20)) },
  })
})
afterAll(() => db.$disconnect())

const of = () => ({ clinicId: world.one.clinicId, caseId, timeZone: zone, today: isoDaysAgo(0) })
const waits = () => asActor(world.one.a.actor, (tx) => whyWaits(tx, of(), new Date()))
/** As the physio of this treatment alone meets it. */
const stands = (actor: Actor = world.one.physioB) =>
  asActor(actor, (tx) => whyStands(tx, of(), 'none', new Date()))

const ran = (more: object) =>
  recordRun(
    world.one.a.actor,
    runInput.parse({
      id: newId(),
      caseId: world.one.a.caseId,
      distance: '5',
      unit: 'km',
      minutes: '31',
      finished: 'yes',
      type: 'easy',
      surface: 'road',
      pain_during: '1',
      pain_after: '1',
      log_safety: ['none'],
      ...more,
    }),
  )

const calm = { blocked: false, runStop: false, stops: false }

/** What stopped this treatment, as its own physio, the patient herself and its indicators meet it. */
async function stopsOf() {
  const { a, physioB } = world.one
  const now = new Date()
  const target = { ...of(), patientId: a.patientId }
  const [team, own, input] = [
    await asActor(physioB, (tx) => readCaseCourse(tx, physioB, caseId, 14, now)),
    await asActor(a.actor, (tx) => ownCourse(tx, a.actor, caseId, 14, now)),
    (await asActor(physioB, (tx) => readCaseInput(tx, target, now))).input,
  ]
  const stops = ({ blocks, runStops }: Course) => ({ blocks, runStops })
  expect(own && stops(own.course)).toEqual(stops(team.course))
  expect(stops(input.course)).toEqual(stops(team.course))
  return stops(team.course)
}
const today = () => dayNumber(isoDaysAgo(0))

describe('what stands in one treatment holds in the other', () => {
  it('nothing yet, and her team sees nothing of the other', async () => {
    expect((await waits()).lately).toMatchObject({ severe: false, fever: false })
    expect(await stands()).toMatchObject(calm)
    const { physioB, a } = world.one
    expect(await asActor(physioB, (tx) => tx.runLog.count({ where: { caseId: a.caseId } }))).toBe(0)
  })

  it('an injury that nobody has answered', async () => {
    const { a, clinicId, physioA, physioB } = world.one
    const alert = { clinicId, patientId: a.patientId, caseId: a.caseId, alertId: 'al_red_flag' }
    const inputs = { log_safety: ['new_injury'] }
    const { id } = await db.alert.create({
      data: { ...alert, severity: 'urgent', rule: '', ruleSetVersion: 1, openedAt: new Date(), inputs },
    })
    const stop = { block: 'programme', from: today(), to: null }
    expect(await stopsOf()).toEqual({ blocks: [stop], runStops: [] })
    expect(await asActor(physioB, (tx) => pausesOf(tx, caseId))).toEqual(
      await asActor(a.actor, (tx) => pausesOf(tx, caseId)),
    )
    expect(await asActor(physioB, (tx) => pausesOf(tx, caseId))).toContainEqual({
      from: isoDaysAgo(0),
      to: null,
    })
    expect(await waits()).toMatchObject({ blocked: true, stops: true })
    expect(await stands()).toMatchObject({ blocked: true, stops: true })
    const banner = async (actor: AccountActor, of: string) =>
      (await caseFrame(actor, of, null, new Date())).banner.safety
    expect(await banner(physioA, a.caseId)).toEqual({ state: 'urgent', label: 'New injury to answer' })
    expect(await banner(physioB, caseId)).toMatchObject({
      state: 'watch',
      label: expect.stringMatching(/new injury/),
    })
    // Somebody who is going to call has not answered.
    await acknowledgeAlert(physioA, { alertId: id, seen: 'urgent', note: 'I call her' })
    expect(await banner(physioA, a.caseId)).toEqual({ state: 'urgent', label: 'Severe pain to answer' })
    expect(await waits()).toMatchObject({ blocked: true, stops: true })
    expect(await stands()).toMatchObject({ blocked: true, stops: true })
    // Whoever treats the other knee resolves it, and does nothing else with it.
    const seen = { alertId: id, seen: 'urgent' }
    for (const at of [caseId, a.caseId])
      await db.case.update({ where: { id: at }, data: { status: 'discharged', closedAt: new Date() } })
    const resolve = (actor: Actor) =>
      closeAlert(actor, { ...seen, outcome: 'Called her: a graze, nothing more' })
    const detail = async () =>
      (await accountDetail(world.one.admin, physioA.accountId, new Date())).cases.map((one) => one.caseId)
    const others = { caseId: a.caseId, id: { not: id }, closedAt: null }
    await db.alert.updateMany({ where: others, data: { closedAt: new Date() } })
    const flags = { patientId: a.patientId, resolvedAt: null }
    await db.redFlag.updateMany({ where: flags, data: { resolvedAt: new Date() } })
    expect(await detail()).toContain(a.caseId)
    await expect(resolve(physioB)).rejects.toThrow(NotFound)
    await db.case.update({ where: { id: caseId }, data: { status: 'open', closedAt: null } })
    const cards = async () => (await caseOverview(physioB, caseId, new Date())).alerts
    // Of what else was told with it she reads nothing, nor a note; and that is not hers to resolve.
    const told = (safety: string[]) =>
      db.alert.update({ where: { id }, data: { inputs: { log_safety: safety, log_flagged: 'yes' } } })
    await told(['new_injury', 'calf_swollen'])
    const [card] = await cards()
    expect(card).toMatchObject({ id, elsewhere: true, stopsPlan: true, others: [], snooze: null })
    expect(card?.inputs).toHaveLength(1)
    expect(card?.action).toMatch(/^Ask about the injury/)
    expect(JSON.stringify(card)).not.toMatch(/call her|calf/i)
    await expect(resolve(physioB)).rejects.toThrow(/has to resolve this/)
    const sign = (byId: string) => ({
      acknowledgedAt: new Date(),
      acknowledgedById: byId,
      acknowledgement: 'ok',
    })
    const closing = { closedAt: new Date(), closedById: physioB.accountId, outcome: 'Called her' }
    const close = (more: object) =>
      changed(physioB, (tx) => tx.alert.updateMany({ where: { id }, data: { ...closing, ...more } }))
    expect(await close({})).toBe(0)
    await told(['new_injury'])
    const unsigned = { acknowledgedAt: null, acknowledgedById: null, acknowledgement: null }
    await db.alert.update({ where: { id }, data: unsigned })
    expect(await close(sign(physioA.accountId))).toBe(0)
    await db.alert.update({ where: { id }, data: sign(physioA.accountId) })
    await expect(acknowledgeAlert(physioB, { ...seen, note: 'I call her' })).rejects.toThrow(NotFound)
    const change = { ownerId: physioB.accountId }
    expect(await changed(physioB, (tx) => tx.alert.updateMany({ where: { id }, data: change }))).toBe(0)
    await expect(resolve(world.two.physioA)).rejects.toThrow(NotFound)
    await resolve(physioB)
    const mail = { clinicId, subject: 'Stepwise: an alert was resolved for you' }
    expect(
      await db.mail.findMany({
        where: mail,
        select: { to: true, text: true, patientId: true, clinical: true },
      }),
    ).toEqual([
      {
        to: expect.any(String),
        text: expect.stringContaining(`/cases/${a.caseId}/alerts`),
        patientId: a.patientId,
        clinical: true,
      },
    ])
    // Once it is closed she reads of it what she did, and nobody else of her team does.
    expect(await asActor(physioB, (tx) => tx.alert.count({ where: { id } }))).toBe(1)
    await db.alert.update({ where: { id }, data: { closedById: physioA.accountId } })
    expect(await asActor(physioB, (tx) => tx.alert.count({ where: { id } }))).toBe(0)
    expect(await cards()).toEqual([])
    expect(await stands()).toMatchObject(calm)
    const [event] = await db.alertEvent.findMany({ where: { alertRowId: id, kind: 'resolved' } })
    expect(event).toMatchObject({ byId: physioB.accountId, caseId: a.caseId })
    expect(await detail()).toEqual([])
    await db.case.update({ where: { id: a.caseId }, data: { status: 'open', closedAt: null } })
    expect((await stopsOf()).blocks).toEqual([{ ...stop, to: today() }])
  })

  it('a stop of running', async () => {
    const { a, clinicId } = world.one
    const [version] = await db.programVersion.findMany({ where: { caseId: a.caseId }, take: 1 })
    const { id } = await db.suggestion.create({
      data: {
        id: newId(),
        clinicId,
        patientId: a.patientId,
        caseId: a.caseId,
        versionId: version?.id ?? '',
        subject: 'run',
        ruleId: 'r_run_stop',
        rule: '',
        ruleSetVersion: 1,
        advice: 'stop',
        text: 'Stop',
        sentence: '',
        sentenceApplied: '',
        needsPhysio: true,
        inputs: [],
        state: 'open',
        change: { kind: 'pause_running' },
        sourceId: newId(),
        day: new Date(isoDaysAgo(0)),
      },
    })
    expect(await waits()).toMatchObject({ runStop: true })
    expect(await stands()).toMatchObject({ runStop: true })
    expect((await stopsOf()).runStops).toEqual([{ from: today(), to: null }])
    await db.suggestion.update({ where: { id }, data: { state: 'superseded' } })
    expect(await stands()).toMatchObject(calm)
    // Once the other team has accepted it, it goes on here until they let her run again.
    const decided = {
      state: 'accepted' as const,
      supersededAt: null,
      decidedAt: new Date(),
      decidedById: world.one.physioA.accountId,
    }
    await db.suggestion.update({ where: { id }, data: decided })
    expect(await waits()).toMatchObject({ runStop: true, runsOut: false })
    // A run in spite of it is noticed as before.
    const told = await asActor(a.actor, (tx) => waitsForClinician(tx, of(), null, new Date()))
    expect(told.waitsSince).toEqual(expect.any(Date))
    expect(await stands()).toMatchObject({ runStop: true, runsOut: false })
    expect((await stopsOf()).runStops).toEqual([{ from: today(), to: null }])
    const seen = await asActor(world.one.physioB, (tx) => stoppedElsewhere(tx, of()))
    expect(seen).toBe(isoDaysAgo(0))
    expect(
      await asActor(world.one.physioA, (tx) => stoppedElsewhere(tx, { ...of(), caseId: a.caseId })),
    ).toBeNull()
    const close = (closedAt: Date | null) =>
      db.case.update({
        where: { id: a.caseId },
        data: { status: closedAt ? 'discharged' : 'open', closedAt },
      })
    await close(new Date())
    expect(await stands()).toMatchObject(calm)
    await close(null)
    const { id: _, ...row } = version ?? {}
    const next = {
      ...row,
      number: 900,
      publishedAt: new Date(),
      startsOn: new Date(isoDaysAgo(0)),
      endsStopId: id,
    }
    await db.programVersion.create({ data: next as never })
    expect(await stands()).toMatchObject(calm)
    expect(await waits()).toMatchObject({ runStop: false })
    expect((await stopsOf()).runStops).toEqual([{ from: today(), to: today() }])
  })

  it('knows of each exercise whether it is a run', async () => {
    const [found] = await db.$queryRaw<{ ids: string[] }[]>`SELECT running_items() AS ids`
    const runs = exercises.map(({ id }) => id).filter((exerciseId) => isRunningItem({ exerciseId }))
    expect(found?.ids.toSorted()).toEqual(runs.toSorted())
  })

  it('severe pain and a fever, of which the other team learns the day and nothing else', async () => {
    await ran({ pain_during: '9', pain_after: '9', log_safety: ['fever_unwell'] })
    const after = await waits()
    expect(after).toMatchObject({ stops: true, lately: { severe: true, fever: true, done: { runs: [] } } })
    expect(await stands()).toMatchObject({ ...calm, stops: true })
    const { physioA, physioB, a } = world.one
    const course = await asActor(physioB, (tx) => readCaseCourse(tx, physioB, caseId, 14, new Date()))
    expect(course.course.unwell).toEqual([dayNumber(isoDaysAgo(0))])
    expect(course).toMatchObject({ runs: [], scores: [] })
    const asked = (actor: Actor, id: string) =>
      asActor(actor, async (tx) => {
        const days = await tx.$queryRaw<
          object[]
        >`SELECT unwell_days(${id}::uuid, ${zone}, ${isoDaysAgo(9)}::date)`
        return [
          days.length,
          (
            await tx.$queryRaw<object[]>`SELECT * FROM stands_in_any_treatment(
          ${id}::uuid, ${zone}, ${isoDaysAgo(0)}::date) WHERE severe`
          ).length,
        ]
      })
    expect(await asked(physioB, caseId)).toEqual([1, 1])
    expect(await asked(physioA, a.caseId)).toEqual([1, 1])
    // Of a case that is not hers she may not ask.
    expect(await asked(physioB, a.caseId)).toEqual([0, 0])
    expect(await asked(physioA, caseId)).toEqual([0, 0])
    expect(await asked(world.two.physioA, caseId)).toEqual([0, 0])
    const told = async (actor: Actor) => {
      const rows = await asActor(
        actor,
        (tx) => tx.$queryRaw<{ caseId: string }[]>`SELECT DISTINCT "caseId" FROM stops_of_one_body()`,
      )
      return rows.map((row) => row.caseId).sort()
    }
    expect(await told(a.actor)).toEqual([a.caseId, caseId].sort())
    expect(await told(physioB)).toEqual([caseId])
    expect(await told(physioA)).toEqual([a.caseId])
    for (const actor of [world.one.b.actor, world.two.physioA]) expect(await told(actor)).toEqual([])
  })

  it('is severe from the number of the pages on', async () => {
    const [found] = await db.$queryRaw<{ source: string }[]>`
      SELECT prosrc AS source FROM pg_proc WHERE proname = 'stands_in_any_treatment'`
    const numbers = [...(found?.source ?? '').matchAll(/score >= (\d+)/g)].map(([, number]) => Number(number))
    expect(numbers).toEqual([SEVERE, SEVERE])
  })

  it('is no day of the weeks of a program, for her and for her physio', async () => {
    const ill = { from: isoDaysAgo(0), to: isoDaysAgo(-1), ill: true }
    for (const actor of [world.one.a.actor, world.one.physioB])
      expect(await asActor(actor, (tx) => pausesOf(tx, caseId))).toContainEqual(ill)
  })

  it('runs, of which the other team learns the days, by night as on the pages', async () => {
    const { a, clinicId, physioA, physioB } = world.one
    await db.runLog.updateMany({ where: { caseId: a.caseId }, data: { withdrawnAt: new Date() } })
    const now = new Date()
    const target = { ...of(), patientId: a.patientId }
    const ranIn = ({ logs }: IndicatorInput) => logs.elsewhere?.ran ?? []
    const days = async () => {
      const server = actorOfClinic({ clinicId, zone, lastDay: null })
      const allowed = Prisma.sql`c.id = ${caseId}::uuid`
      const [row] = await asActor(server, (tx) => readBatch(tx, allowed, zone, now))
      if (!row) throw new Error('no case')
      const found = [
        ranIn(batchCase(row).input),
        ranIn((await asActor(physioB, (tx) => readCaseInput(tx, target, now))).input),
        ranIn((await asActor(a.actor, (tx) => readCaseInput(tx, target, now))).input),
        (await asActor(physioB, (tx) => readCaseCourse(tx, physioB, caseId, 14, now))).course.ranElsewhere,
        (await asActor(a.actor, (tx) => ownCourse(tx, a.actor, caseId, 14, now)))?.course.ranElsewhere,
      ].map((list) => list?.map((day) => today() - day).sort())
      for (const list of found) expect(list).toEqual(found[0])
      return found[0]
    }
    expect(await days()).toEqual([])
    await ran({ logDate: isoDaysAgo(2) })
    await ran({ type: 'walk_run' })
    expect(await days()).toEqual([0, 2])
    const lately = () => asActor(a.actor, (tx) => ranLately(tx, a.actor, isoDaysAgo(0)))
    expect(await lately()).toMatchObject([{ caseId: a.caseId, day: isoDaysAgo(0), km: 5 }])
    const asked = (actor: Actor, id: string) =>
      asActor(
        actor,
        (tx) => tx.$queryRaw<object[]>`SELECT ran_elsewhere(${id}::uuid, ${isoDaysAgo(9)}::date)`,
      ).then((rows) => rows.length)
    expect([await asked(physioB, caseId), await asked(physioA, a.caseId)]).toEqual([2, 0])
    for (const actor of [physioA, world.one.b.actor, world.two.physioA])
      expect(await asked(actor, caseId)).toBe(0)
    // The walk of stage 0 that was entered as a run is none.
    await db.$transaction([
      db.$executeRaw`SET LOCAL session_replication_role = replica`,
      db.$executeRaw`UPDATE "Program" SET "activatedOn" = current_date - 30 WHERE id = ${a.programId}::uuid`,
      db.$executeRaw`UPDATE "ProgramVersion" SET "startsOn" = current_date + CASE WHEN id = ${a.publishedVersionId}::uuid THEN -30 ELSE 30 END
        WHERE "caseId" = ${a.caseId}::uuid AND "publishedAt" IS NOT NULL`,
      db.$executeRaw`UPDATE "ProgramItem" SET "exerciseId" = 'ex_rtr_walk30', sets = 1, reps = NULL, stage = 0 WHERE id = ${a.itemId}::uuid`,
    ])
    expect(await days()).toEqual([2])
    expect(await lately()).toEqual([])
  })

  it('the days of the week on which the other one plans runs, and nothing of a walk', async () => {
    const { a, physioA, physioB } = world.one
    const days = (actor: Actor, id = caseId) =>
      asActor(actor, async (tx) =>
        (await runDaysElsewhere(tx, { caseId: id, today: isoDaysAgo(0) })).toSorted(),
      )
    const item = (exerciseId: string) =>
      db.$transaction([
        db.$executeRaw`SET LOCAL session_replication_role = replica`,
        db.$executeRaw`UPDATE "ProgramItem" SET "exerciseId" = ${exerciseId}, stage = NULL, days = '{mon,thu}' WHERE id = ${a.itemId}::uuid`,
      ])
    await item('ex_rtr_walk30')
    expect(await days(physioB)).toEqual([])
    await item('ex_rtr_easy_run')
    expect(await days(physioB)).toEqual(['mon', 'thu'])
    expect(await days(a.actor)).toEqual(['mon', 'thu'])
    for (const actor of [physioA, world.one.b.actor, world.two.physioA]) expect(await days(actor)).toEqual([])
    expect(await days(physioA, a.caseId)).toEqual([])
  })
})
