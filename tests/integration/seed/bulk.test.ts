import postgres from 'postgres'
import { afterAll, expect, inject, test } from 'vitest'
import { seedBulk } from '#prisma/seed/bulk.ts'
import { applyMigrations } from '#scripts/migrations/engine.ts'
import { runSql } from '#scripts/postgres/sql.ts'
import { testDatabase } from '#tests/support/database.ts'

const options = { clinics: 2, patients: 3, days: 4 }
const now = new Date('2026-05-20T10:00:00Z')
const db = await testDatabase()

const owner = `bulk_owner_${process.pid}`
afterAll(async () => {
  await runSql(inject('clusterUrl'), `DROP DATABASE IF EXISTS ${owner} WITH (FORCE)`)
  await runSql(inject('clusterUrl'), `DROP OWNED BY ${owner}; DROP ROLE IF EXISTS ${owner}`)
})

/** Everything but what depends on the login that wrote it. */
async function rowsOf(url: string): Promise<unknown> {
  const sql = postgres(url, { max: 1 })
  try {
    return await sql`
      SELECT (SELECT count(*)::int FROM "Clinic") AS clinics, (SELECT count(*)::int FROM "Patient") AS patients,
        (SELECT count(*)::int FROM "PainScore") AS scores,
        (SELECT md5(string_agg(p::text, '|' ORDER BY p.id)) FROM "PainScore" p) AS print`
  } finally {
    await sql.end()
  }
}

test('an owner without the powers of a superuser fills the same rows as one with them', async () => {
  await seedBulk(db.ownerUrl, options, now)
  const whole = await rowsOf(db.ownerUrl)
  expect(whole).toEqual([expect.objectContaining({ clinics: 2, patients: 6, scores: 24 })])

  const cluster = new URL(inject('clusterUrl'))
  await runSql(cluster.toString(), `CREATE ROLE ${owner} LOGIN PASSWORD 'bulk' NOSUPERUSER CREATEROLE`)
  await runSql(
    cluster.toString(),
    `GRANT stepwise_app, stepwise_definer, stepwise_maintenance, stepwise_jobs TO ${owner}`,
  )
  await runSql(cluster.toString(), `CREATE DATABASE ${owner} TEMPLATE template0 OWNER ${owner}`)
  cluster.pathname = `/${owner}`
  const asSuperuser = cluster.toString()
  cluster.username = owner
  cluster.password = 'bulk'
  await applyMigrations(cluster.toString())
  await seedBulk(cluster.toString(), options, now)
  expect(await rowsOf(asSuperuser)).toEqual(whole)
})
