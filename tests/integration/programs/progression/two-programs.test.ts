import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { programPage } from '#lib/programs/builder/queries.ts'
import { caseTimeline } from '#lib/tracking/timeline/queries.ts'
import { timelineSearch } from '#lib/tracking/timeline/schema.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { buildingDistance } from '#tests/support/ready-phase.ts'
import { createWorld, type World } from '#tests/support/world.ts'
import { answered, harmless } from '../setting.ts'

/** Two treatments of one patient, each with a program that plans runs. */
const { ownerUrl } = await testDatabase()
const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  const { a, b } = world.one
  for (const record of [a, b]) {
    await answered(ownerUrl, record, harmless())
    await buildingDistance(sql, record)
  }
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`UPDATE "RunLog" SET km = LEAST(km, 5) WHERE "caseId" = ${b.caseId}`
    const tables = await tx`SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'patientId' AND table_name NOT IN ('Account', 'RecordRequest')`
    for (const { name } of tables)
      await tx`UPDATE ${tx(name)} SET "patientId" = ${a.patientId} WHERE "patientId" = ${b.patientId}`
  })
})
afterAll(() => sql.end())

const capOf = async (caseId: string) => (await todayView(world.one.a.actor, caseId)).current?.runCap

it('one run is no longer than either of them allows', async () => {
  const { a, b } = world.one
  expect(await capOf(a.caseId)).toBe('This week up to 21 km; no single run above 5.5 km.')
  expect(await capOf(b.caseId)).toMatch(/no single run above 5.5 km.$/)
  await sql`UPDATE "Case" SET status = 'on_hold' WHERE id = ${b.caseId}`
  await sql`UPDATE "Program" SET "pausedAt" = now() WHERE "caseId" = ${b.caseId}`
  await sql`INSERT INTO "CaseStatusChange" (id, "clinicId", "patientId", "caseId", "from", "to", reason, "byId")
    VALUES (gen_random_uuid(), ${world.one.clinicId}, ${a.patientId}, ${b.caseId}, 'open', 'on_hold', 'Holidays', ${world.one.physioB.accountId})`
  expect(await capOf(a.caseId)).toBe('This week up to 21 km; no single run above 8.8 km.')
})

it('says to a physio of both where the number comes from', async () => {
  const { a, b, physioA, clinicId } = world.one
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`
    await tx`DELETE FROM "CaseStatusChange" WHERE "caseId" = ${b.caseId}`
    await tx`UPDATE "Case" SET status = 'open' WHERE id = ${b.caseId}`
    await tx`UPDATE "Program" SET "pausedAt" = NULL WHERE "caseId" = ${b.caseId}`
    await tx`INSERT INTO "CareTeamMember" (id, "clinicId", "patientId", "caseId", "accountId", role, "addedById")
      VALUES (gen_random_uuid(), ${clinicId}, ${a.patientId}, ${b.caseId}, ${physioA.accountId}, 'member', ${physioA.accountId})`
  })
  const { week } = await programPage(physioA, a.caseId, undefined)
  expect(week).toMatchObject({ state: 'target', km: 21, capKm: 5.5 })
  const { model } = await caseTimeline(physioA, a.caseId, timelineSearch.parse({}), new Date())
  expect(model.capKm).toBe(5.5)
  expect(week?.facts.at(-1)).toEqual({
    term: 'One run, by the program of the other treatment',
    value: '5.5 km',
  })
})
