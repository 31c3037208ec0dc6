import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#lib/ids.ts'
import { programPage } from '#lib/programs/builder/queries.ts'
import { pauseProgram, resumeProgram } from '#lib/programs/course/commands.ts'
import { myProgram } from '#lib/programs/queries.ts'
import { recordRun } from '#lib/tracking/run-logs/commands.ts'
import { runForm } from '#lib/tracking/run-logs/queries.ts'
import { runInput } from '#lib/tracking/run-logs/schema.ts'
import { sessionForm } from '#lib/tracking/session-logs/queries.ts'
import { caseTimeline } from '#lib/tracking/timeline/queries.ts'
import { timelineSearch } from '#lib/tracking/timeline/schema.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { buildingDistance } from '#tests/support/ready-phase.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { answered, harmless } from '../setting.ts'

const { ownerUrl } = await testDatabase()
const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
let world: World
const me = () => world.one.a

beforeAll(async () => {
  world = await createWorld(ownerUrl)
})
afterAll(() => sql.end())
beforeEach(async () => {
  await answered(ownerUrl, me(), harmless())
  await buildingDistance(sql, me())
  await sql`UPDATE "Case" SET status = 'open' WHERE id = ${me().caseId}`
})

const week = async () => {
  const { week } = await programPage(world.one.physioA, me().caseId, undefined)
  // The timeline draws the same cap.
  const search = timelineSearch.parse({ weeks: '2' })
  const { model } = await caseTimeline(world.one.physioA, me().caseId, search, new Date())
  expect(model.capKm).toBe(week?.capKm ?? null)
  return week
}
/** What the patient reads; the whole answer is searched for what she may not see. */
async function told(): Promise<string | null> {
  const program = await myProgram(me().actor)
  const { current } = await todayView(me().actor, me().caseId)
  expect(JSON.stringify([program, current])).not.toMatch(/base_km|over_limit|r_run_|not assessed/)
  const week = program.state === 'running' ? (program.phase.runPlan?.week ?? null) : null
  // Where a run is planned the start page says the same.
  expect(current?.runCap ?? null).toBe(current && current.runs.length > 0 ? week : null)
  return week
}
const unseen = (statement: (tx: postgres.TransactionSql) => Promise<unknown>) =>
  sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await statement(tx)
  })
const flag = (flagId: string, block: string) => sql`
  INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "ruleSetVersion", inputs)
  VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'log', ${flagId}, 'routine_referral', ${block}, 1, '{}')`

describe('the distance of this week at stage 10', () => {
  it('is the same for the physio, with its rule and values, and for the patient, in one sentence', async () => {
    expect(await week()).toMatchObject({ state: 'target', km: 21, capKm: 8.8 })
    expect((await todayView(me().actor, me().caseId)).current?.runs).toMatchObject([
      { exerciseId: 'ex_rtr_easy_run' },
    ])
    expect((await week())?.facts).toContainEqual({ term: 'Last two weeks', value: '18 km and 20 km' })
    expect(await told()).toBe('This week up to 21 km; no single run above 8.8 km.')
    const program = await myProgram(me().actor)
    const steps = program.state === 'running' ? program.phase.runPlan?.steps : []
    // She began at stage 10: nothing before it is ticked.
    expect(new Set(steps?.map(({ state }) => state))).toEqual(new Set(['skipped', 'now']))
  })

  it('is drawn day by day, wherever the window begins', async () => {
    const capsOf = async (weeks: string) => {
      const search = timelineSearch.parse({ weeks })
      const { model } = await caseTimeline(world.one.physioA, me().caseId, search, new Date())
      return model.days.slice(-14).map(({ capKm }) => capKm)
    }
    const caps = await capsOf('2')
    expect(caps.some((km) => km !== null)).toBe(true)
    expect(await capsOf('6')).toEqual(caps)
  })

  it('counts a run above its cap that went well as far as that cap', async () => {
    await unseen((tx) => tx`UPDATE "RunLog" SET km = 12 WHERE "caseId" = ${me().caseId} AND km = 8`)
    // The longest one within its cap was 7.5 km, after which 8.2 were allowed.
    expect(await week()).toMatchObject({ capKm: 9 })
    expect(await told()).toContain('no single run above 9 km.')
  })

  it('is read in miles by whoever typed the newest run in miles, rounded so that it allows no more', async () => {
    const typed = (unit: string, ago: number) =>
      unseen(
        (tx) => tx`UPDATE "RunLog" SET unit = ${unit}::"DistanceUnit" WHERE "caseId" = ${me().caseId}
          AND "logDate" = (SELECT "logDate" FROM "RunLog" WHERE "caseId" = ${me().caseId} ORDER BY "logDate" DESC OFFSET ${ago} LIMIT 1)`,
      )
    await typed('mi', 1)
    expect(await told()).toBe('This week up to 21 km; no single run above 8.8 km.')
    await typed('mi', 0)
    expect(await told()).toBe('This week up to 13 miles; no single run above 5.4 miles.')
    expect(await week()).toMatchObject({ state: 'target', km: 21, capKm: 8.8, unit: 'mi' })
    await typed('km', 1)
    await unseen(
      (tx) => tx`UPDATE "RunLog" SET "withdrawnAt" = now() WHERE unit = 'mi' AND "caseId" = ${me().caseId}`,
    )
    expect(await week()).toMatchObject({ unit: 'km' })
  })

  it('is not shown below stage 10', async () => {
    await unseen((tx) => tx`UPDATE "ProgramItem" SET minutes = 30, stage = 9 WHERE id = ${me().itemId}`)
    expect(await week()).toBeNull()
    expect(await told()).toBeNull()
  })

  it('is held at the last week after a run over the limit, and while the load may not rise', async () => {
    await unseen(
      (tx) =>
        tx`UPDATE "PainScore" SET score = 3 WHERE "runLogId" = (SELECT id FROM "RunLog" WHERE "caseId" = ${me().caseId} ORDER BY "logDate" LIMIT 1)`,
    )
    expect(await told()).toBe('This week up to 20 km; no single run above 8.8 km.')
    await buildingDistance(sql, me())
    await flag('flag_reds', 'none')
    expect(await told()).toBe('This week up to 20 km; no single run above 8 km.')
    expect((await week())?.facts).toContainEqual({
      term: 'Distance held',
      value: 'yes: no increase of running load until you confirm it',
    })
  })

  it('a result that is missing is not assessed: the physio reads what is missing, the patient what one run may be', async () => {
    await unseen(
      (tx) => tx`DELETE FROM "PainScore" WHERE "caseId" = ${me().caseId} AND context = 'during_run'`,
    )
    expect(await week()).toMatchObject({ state: 'not_assessed', capKm: 8.8 })
    expect(await told()).toBe('No single run above 8.8 km.')
  })

  it.each(['impact', 'programme'])('is nothing while a flag blocks %s', async (block) => {
    await flag('flag_dvt', block)
    expect(await week()).toBeNull()
    expect(await told()).toBeNull()
  })

  it('is nothing while the program is paused, and back when it goes on', async () => {
    await pauseProgram(world.one.physioA, { caseId: me().caseId, reason: 'Holidays' })
    expect(await week()).toBeNull()
    expect(await told()).toBeNull()
    await resumeProgram(world.one.physioA, { caseId: me().caseId })
    expect(await told()).toContain('up to 21 km')
  })

  it('is nothing while the safety answers are incomplete, or the case is on hold', async () => {
    await answered(ownerUrl, me(), { ...harmless(), rf_night_pain: undefined })
    expect(await week()).toBeNull()
    await answered(ownerUrl, me(), harmless())
    await sql`UPDATE "Case" SET status = 'on_hold' WHERE id = ${me().caseId}`
    expect((await programPage(world.one.physioA, me().caseId, undefined)).week).toBeNull()
    expect(await told()).toBeNull()
  })

  it('waits while a new injury or an advised stop is not answered', async () => {
    await unseen(
      (tx) => tx`
      INSERT INTO "Suggestion" (id, "clinicId", "patientId", "caseId", "versionId", subject, "ruleId", "ruleSetVersion", advice, rule, inputs, change, text, sentence,
        "sentenceApplied", "sourceId", day)
      VALUES (${newId()}, ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, ${me().publishedVersionId}, 'run', 'r_run_stop', 1, 'stop', 'x', '[]',
        '{"kind":"pause_running"}', 'x', 'x', 'x', ${newId()}, current_date)`,
    )
    expect(await week()).toMatchObject({ state: 'waits', capKm: 8 })
    // While a stop waits no run is planned at all.
    expect(await told()).toBeNull()
    await buildingDistance(sql, me())
    await sql`INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "ruleSetVersion", inputs)
      VALUES (gen_random_uuid(), ${world.one.clinicId}, ${me().patientId}, ${me().caseId}, 'al_red_flag', 'urgent', 1, '{"log_safety":["new_injury"]}')`
    expect(await told()).toBeNull()
  })

  it('orders no run on a day on which she has run for another treatment', async () => {
    const { clinicId, physioA } = world.one
    const of = { clinicId, patientId: me().patientId, openedById: physioA.accountId }
    const db = ownerClient(ownerUrl)
    const { id: caseId } = await db.case.create({ data: { ...of, complaint: 'Other knee', side: 'left' } })
    await db.$disconnect()
    const beside = async () => (await todayView(me().actor, caseId)).planned[me().caseId]
    const ran = { id: newId(), caseId, distance: '5.5', unit: 'km', minutes: '33', finished: 'yes' }
    const how = { type: 'easy', surface: 'road', pain_during: '0', log_safety: 'none' }
    const elsewhere = async () => (await todayView(me().actor, me().caseId)).current?.ranElsewhere
    const ofSession = async () =>
      (await sessionForm(me().actor, { caseId: me().caseId, correct: null })).ranElsewhere
    const ofRun = async () => (await runForm(me().actor, { caseId: me().caseId, correct: null })).ran
    expect([await elsewhere(), await ofSession(), await ofRun()]).toEqual([null, null, null])
    expect(await beside()).toMatch(/^run.* today$/)
    await recordRun(me().actor, runInput.parse({ ...ran, ...how }))
    expect(await elsewhere()).toMatch(/^You have run today \(5\.5 km, entered for the left knee/)
    expect(await ofSession()).toBe(await elsewhere())
    expect(await ofRun()).toBe(await elsewhere())
    await recordRun(me().actor, runInput.parse({ ...ran, ...how, id: newId(), caseId: me().caseId }))
    expect(await ofRun()).toMatch(/^You have run today \(5\.5 km, entered for the left knee.*; 5\.5 km, /)
    expect((await beside()) ?? '').not.toContain('run')
  })
})
