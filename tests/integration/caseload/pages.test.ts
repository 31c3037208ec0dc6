import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, instantOf, toDbDate } from '#lib/dates.ts'
import { newId } from '#lib/ids.ts'
import { setCaseLimit, setClinicLimit } from '#lib/limits/commands.ts'
import { caseload } from '#lib/tracking/caseload/queries.ts'
import { isSilentOnList } from '#lib/tracking/caseload/rules.ts'
import { caseloadSearch } from '#lib/tracking/caseload/schema.ts'
import { testDatabase } from '#tests/support/database.ts'
import { isoDaysAgo, today, zone } from '#tests/support/days.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const db = await testDatabase()
const owner = ownerClient(db.ownerUrl)
const now = new Date()
let world: World

/** 119 more cases for the physio who leads one: number N has a review in N days and N modulo 11 as its pain. */
beforeAll(async () => {
  world = await createWorld(db.ownerUrl, now)
  const { clinicId, physioA } = world.one
  const statements = [
    `INSERT INTO "Patient" (id, "clinicId", number, "fullName", "dateOfBirth", "sexAtBirth")
     SELECT md5('p' || n)::uuid, $1::uuid, 2000 + n, 'Paula Exempla ' || lpad(n::text, 3, '0'), '1990-01-01', 'female'
     FROM generate_series(1, 119) n WHERE $2::uuid IS NOT NULL AND $3::date IS NOT NULL`,
    `INSERT INTO "Case" (id, "clinicId", "patientId", complaint, side, "openedById", "nextReviewOn")
     SELECT md5('c' || n)::uuid, $1::uuid, md5('p' || n)::uuid, 'Outer knee', 'left', $2::uuid, $3::date + n
     FROM generate_series(1, 119) n`,
    `INSERT INTO "CareTeamMember" (id, "clinicId", "patientId", "caseId", "accountId", role, "addedById")
     SELECT gen_random_uuid(), $1::uuid, md5('p' || n)::uuid, md5('c' || n)::uuid, $2::uuid, 'lead', $2::uuid
     FROM generate_series(1, 119) n WHERE $3::date IS NOT NULL`,
    `INSERT INTO "PainScore" (id, "clinicId", "patientId", "caseId", context, score, at, "logDate", safety, "enteredById")
     SELECT gen_random_uuid(), $1::uuid, md5('p' || n)::uuid, md5('c' || n)::uuid, 'now', n % 11, now(), $3::date - d, '{}', $2::uuid
     FROM generate_series(1, 119) n, generate_series(0, 3) d`,
  ]
  for (const sql of statements) await owner.$executeRawUnsafe(sql, clinicId, physioA.accountId, today(now))
})
afterAll(() => owner.$disconnect())

const read = (query: Record<string, string>) => caseload(world.one.physioA, caseloadSearch.parse(query), now)

test('three pages hold every case once, and each says what all of them hold', async () => {
  const views = [await read({}), await read({ page: '2' }), await read({ page: '3' })]
  expect(views.map(({ rows }) => rows.length)).toEqual([50, 50, 20])
  expect(new Set(views.flatMap(({ rows }) => rows.map(({ caseId }) => caseId))).size).toBe(120)
  for (const view of views) {
    expect(view).toMatchObject({
      found: 120,
      total: 120,
      pages: 3,
      counts: { all: 120, mine: 120, review: 8 },
    })
    expect(view.groups).toEqual({ now: 1, act: 0, week: 7, plan: 112, track: 0 })
  }
  expect(views[0]?.rows[0]?.group).toBe('now')
})

test('a page past the last one is the last one, and a search counts what it finds', async () => {
  expect(await read({ page: '99' })).toMatchObject({ page: 3, pages: 3 })
  expect(await read({ q: 'sw-207' })).toMatchObject({ page: 1, pages: 1, found: 10, total: 120 })
})

test('the order by pain is that of all cases, not of the page', async () => {
  const means: number[] = []
  for (const page of ['1', '2', '3'])
    means.push(...(await read({ sort: 'pain', page })).rows.flatMap(({ mean }) => mean?.value ?? []))
  expect(means).toHaveLength(119)
  expect(means).toEqual([...means].sort((a, b) => b - a))
  expect(means[0]).toBe(10)
})

test('a row of any page shows its own scores', async () => {
  const { rows } = await read({ sort: 'name', page: '2' })
  for (const { name, pain, mean } of rows) {
    const score = Number(name.slice(-3)) % 11
    expect(pain).toHaveLength(56)
    expect(pain.slice(-4)).toEqual([score, score, score, score])
    expect(mean).toEqual({ value: score, daysAgo: 0 })
  }
  expect(rows).toHaveLength(50)
})

test('a program that lies ahead says when it begins, and not the day before its first one', async () => {
  const { clinicId } = world.one
  const { rows } = await read({ q: 'sw-2101' })
  const caseId = rows[0]?.caseId ?? ''
  const { patientId } = await owner.case.findUniqueOrThrow({ where: { id: caseId } })
  const ahead = async (days: number) => {
    const activatedOn = toDbDate(addDays(today(now), days))
    const of = { clinicId, patientId, caseId }
    await owner.program.upsert({
      where: { clinicId_caseId: { clinicId, caseId } },
      create: { id: newId(), ...of, activatedOn },
      update: { activatedOn },
    })
    return (await read({ q: 'sw-2101' })).rows[0]
  }
  expect(await ahead(12)).toMatchObject({
    beginsOn: addDays(today(now), 12),
    programDay: null,
    silentDays: null,
    group: 'track',
  })
  expect(await ahead(0)).toMatchObject({ beginsOn: null, programDay: 1, group: 'week' })
  // Days on which the case was closed are no days of the program.
  const change = { clinicId, patientId, caseId, byId: world.one.physioA.accountId, reason: 'Goals reached' }
  const [closed, again] = [35, 5].map((n) => new Date(now.getTime() - n * 86_400_000))
  await owner.caseStatusChange.createMany({
    data: [
      { ...change, id: newId(), from: 'open', to: 'discharged', at: closed ?? now },
      { ...change, id: newId(), from: 'discharged', to: 'open', at: again ?? now },
    ],
  })
  expect(await ahead(-40)).toMatchObject({ programDay: 41 - 30 })
  await owner.program.deleteMany({ where: { caseId } })
})

test('an open flag of a second form stands in the row of the treatment that runs, until it is answered', async () => {
  const { clinicId, physioA } = world.one
  const { rows: before } = await read({ q: 'sw-2100' })
  expect(before[0]).toMatchObject({ findings: [], group: 'plan' })
  const patientId = (await owner.case.findUniqueOrThrow({ where: { id: before[0]?.caseId ?? '' } })).patientId
  const [intakeId, flagId] = [newId(), newId()]
  await owner.intake.create({
    data: { id: intakeId, clinicId, patientId, createdById: physioA.accountId, savedAt: new Date() },
  })
  await owner.redFlag.create({
    data: {
      id: flagId,
      clinicId,
      patientId,
      intakeId,
      source: 'intake',
      flagId: 'flag_septic_joint',
      urgency: 'emergency',
      block: 'programme',
      ruleSetVersion: 1,
      inputs: {},
    },
  })
  const urgent = async () => (await read({ alerts: 'urgent', q: 'sw-21' })).rows
  expect(await urgent()).toMatchObject([
    {
      number: 2100,
      group: 'now',
      findings: [{ id: 'flag_septic_joint', concern: 'urgent', answered: false, emergency: true }],
    },
  ])
  expect((await read({})).rows.slice(0, 2).map(({ number }) => number)).toContain(2100)
  await owner.redFlag.update({ where: { id: flagId }, data: { respondedAt: now, resolvedAt: now } })
  expect(await urgent()).toEqual([])
})

test('after how many days a case is silent is the number of the clinic, and of the case where its team set one', async () => {
  const { admin, physioA } = world.one
  const rowOf = async (name: string) => (await read({ q: `Paula Exempla ${name}` })).rows[0]
  const days = async () => [(await rowOf('001'))?.silentAfter, (await rowOf('002'))?.silentAfter]
  const set = { limitId: 'no_log_watch', note: 'As agreed' } as const
  expect(await days()).toEqual([7, 7])
  await setClinicLimit(admin, { ...set, value: 5, seen: null })
  expect(await days()).toEqual([5, 5])
  const caseId = (await rowOf('001'))?.caseId ?? ''
  await setCaseLimit(physioA, { ...set, caseId, value: 9, seen: null })
  expect(await days()).toEqual([9, 5])
  await setCaseLimit(physioA, { ...set, caseId, value: null, seen: 9 })
  expect(await days()).toEqual([5, 5])
})

test('silence counts from the end of a block, a hold or a pause, as the alert counts it', async () => {
  const { clinicId, physioA } = world.one
  const find = async () => (await read({ q: 'Paula Exempla 003' })).rows[0]
  const on = (ago: number) => instantOf(isoDaysAgo(ago), 12 * 60, zone)
  const { caseId = '' } = (await find()) ?? {}
  const { patientId } = await owner.case.findUniqueOrThrow({ where: { id: caseId } })
  const of = { clinicId, patientId, caseId }
  await owner.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`
    const data = { logDate: new Date(isoDaysAgo(30)), at: on(30), recordedAt: on(30) }
    await tx.painScore.updateMany({ where: { caseId }, data })
  })
  expect(await find()).toMatchObject({ silentDays: null })
  const activatedOn = new Date(isoDaysAgo(40))
  const program = await owner.program.create({ data: { ...of, activatedOn, phaseStartedOn: activatedOn } })
  const silent = async () => {
    const row = await find()
    return [row?.silentDays, row && isSilentOnList(row)]
  }
  expect(await silent()).toEqual([30, true])
  const flag = { ...of, source: 'log', flagId: 'flag_dvt', urgency: 'same_day', block: 'programme' } as const
  const { id } = await owner.redFlag.create({
    data: { ...flag, id: newId(), raisedAt: on(20), ruleSetVersion: 1, inputs: {} },
  })
  expect(await silent()).toEqual([null, false])
  await owner.redFlag.update({ where: { id }, data: { respondedAt: on(2), resolvedAt: on(2) } })
  expect(await silent()).toEqual([2, false])
  const event = (kind: 'paused' | 'resumed', ago: number) =>
    owner.programEvent.create({
      data: {
        ...of,
        programId: program.id,
        kind,
        on: new Date(isoDaysAgo(ago)),
        at: on(ago),
        byId: physioA.accountId,
      },
    })
  await event('paused', 1)
  expect(await silent()).toEqual([null, false])
  await event('resumed', 0)
  expect(await silent()).toEqual([0, false])
})
