import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { asActor, lookUp, onSafetyDuty, readAs, type Tx } from '#lib/db/as-actor.ts'
import { disconnect } from '#lib/db/client.ts'
import { NotFound, OutcomeUnknown } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { log } from '#lib/log.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { runSql } from '#scripts/postgres/sql.ts'
import { testDatabase } from '#tests/support/database.ts'
import { type Gate, gateTo } from '#tests/support/gate.ts'
import { createWorld, type World } from '#tests/support/world.ts'

const db = await testDatabase()
let world: World
let gate: Gate

beforeAll(async () => {
  world = await createWorld(db.ownerUrl)
  gate = await gateTo(db.appUrl)
  await disconnect()
  process.env.DATABASE_URL = gate.url
})
afterAll(async () => {
  await disconnect()
  await gate.shut()
})

const one = (sql = Prisma.sql`SELECT 1 AS one`) =>
  asActor(world.one.physioA, (tx) => tx.$queryRaw<{ one: number }[]>(sql))

test('an id that points at nothing is not found, and leaves a line in the log that names no data', async () => {
  const warn = vi.spyOn(log, 'warn')
  const { clinicId, a } = world.one
  const write = asActor(world.one.physioA, (tx) =>
    tx.painScore.create({
      data: {
        id: newId(),
        clinicId,
        patientId: a.patientId,
        caseId: a.caseId,
        context: 'now',
        score: 7,
        at: new Date(),
        logDate: new Date(),
        safety: [],
        onBehalf: true,
        enteredById: world.one.physioA.accountId,
        runLogId: newId(),
      },
    }),
  )
  await expect(write).rejects.toThrow(NotFound)
  const [fields, words] = warn.mock.calls.at(-1) ?? []
  expect(words).toBe('an id points at nothing')
  expect(fields).toMatchObject({
    clinicId: world.one.clinicId,
    accountId: world.one.physioA.accountId,
    model: 'PainScore',
  })
  expect(JSON.stringify(fields)).toContain('runLogId')
  expect(JSON.stringify(fields)).not.toMatch(/CANARY|score":7/)
  warn.mockRestore()
})

test('the safety duty ends with the work, also with one that refuses while the transaction goes on', async () => {
  const duty = async (tx: Tx) => {
    const [row] = await tx.$queryRaw<{ duty: string }[]>`SELECT current_setting('app.duty', true) AS duty`
    return row?.duty
  }
  const actor = world.one.physioA
  const refused = readAs(actor, (tx) =>
    onSafetyDuty(tx, async () => {
      expect(await duty(tx)).toBe('safety')
      throw new NotFound('case')
    }),
  )
  const beside = readAs(actor, duty)
  await expect(refused).rejects.toThrow(NotFound)
  expect(await beside).toBe('')
  // What PostgreSQL ended says why, not that it was ended.
  const fault = asActor(actor, (tx) => onSafetyDuty(tx, () => tx.$queryRaw`SELECT 1 / 0`))
  await expect(fault).rejects.toThrow(/22012|division by zero/)
})

test('a database that goes away under a transaction leaves its outcome unknown, with a code', async () => {
  expect(await one()).toEqual([{ one: 1 }])
  const cut = asActor(world.one.physioA, async (tx) => {
    await tx.$queryRaw`SELECT 1`
    await gate.shut()
    return tx.$queryRaw`SELECT 2`
  })
  await expect(cut).rejects.toThrow(OutcomeUnknown)
  await expect(cut).rejects.toMatchObject({ digest: expect.stringMatching(/^[A-Z0-9]{6}$/) })
})

test('while it is away every way in says so, and afterwards all of them work again', async () => {
  await expect(one()).rejects.toThrow(OutcomeUnknown)
  await expect(lookUp(Prisma.sql`SELECT 1`)).rejects.toThrow(OutcomeUnknown)
  const together = [1, 2].map(() => readAs(world.one.physioA, (tx) => tx.$queryRaw`SELECT 1`))
  for (const read of together) await expect(read).rejects.toThrow(OutcomeUnknown)
  await gate.open()
  expect(await one()).toEqual([{ one: 1 }])
  expect(await lookUp(Prisma.sql`SELECT 1 AS one`)).toEqual([{ one: 1 }])
})

test('a connection that its administrator ends counts as away', async () => {
  const cut = asActor(world.one.physioA, async (tx) => {
    const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
    await runSql(db.ownerUrl, `SELECT pg_terminate_backend(${row?.pid})`)
    return tx.$queryRaw`SELECT 1`
  })
  await expect(cut).rejects.toThrow(OutcomeUnknown)
  expect(await one()).toEqual([{ one: 1 }])
})

test.each(['57P01', '57P03', '08006'])('what PostgreSQL calls %s counts as away', async (state) => {
  const raise = Prisma.raw(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${state}'; END $$`)
  await expect(asActor(world.one.physioA, (tx) => tx.$executeRaw(raise))).rejects.toThrow(OutcomeUnknown)
  expect(await one()).toEqual([{ one: 1 }])
})

test('a fault in a statement is no lost connection', async () => {
  await expect(one(Prisma.sql`SELECT 1 / 0 AS one`)).rejects.not.toThrow(OutcomeUnknown)
})
