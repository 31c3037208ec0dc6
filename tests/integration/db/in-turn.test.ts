import { PrismaPg } from '@prisma/adapter-pg'
import { expect, test } from 'vitest'
import { prisma } from '#lib/db/client.ts'
import { inTurn } from '#lib/db/in-turn.ts'
import { runSql } from '#scripts/postgres/sql.ts'
import { testDatabase } from '#tests/support/database.ts'

const { ownerUrl } = await testDatabase()
// Row-level security aside: it is the way to PostgreSQL that is tried here.
process.env.DATABASE_URL = ownerUrl
const warnings: string[] = []
process.on('warning', ({ message }) => warnings.push(message))

test('the relations that Prisma reads side by side in a transaction are no reason for pg to warn', async () => {
  const include = { accounts: true, patients: true, cases: true, alerts: true }
  await runSql(ownerUrl, `INSERT INTO "Clinic" (id, name) VALUES (uuidv7(), 'Knee clinic')`)
  const found = await prisma().$transaction((tx) => tx.clinic.findMany({ include }))
  expect(found).toMatchObject([{ name: 'Knee clinic', accounts: [], patients: [], cases: [], alerts: [] }])
  expect(warnings).toEqual([])
})

test('each statement has its own answer, also behind one that failed', async () => {
  const adapter = await inTurn(new PrismaPg({ connectionString: ownerUrl })).connect()
  const tx = await adapter.startTransaction()
  const ask = (sql: string) => tx.queryRaw({ sql, args: [], argTypes: [] })
  const answers = await Promise.allSettled(['SELECT 7', 'SELECT 1 / 0', 'SELECT 8'].map(ask))
  expect(answers).toMatchObject([
    { value: { rows: [[7]] } },
    { reason: { cause: { originalCode: '22012' } } },
    { reason: { cause: { originalCode: '25P02' } } },
  ])
  await tx.executeRaw({ sql: 'ROLLBACK', args: [], argTypes: [] })
  await tx.rollback()
  await adapter.dispose()
})
