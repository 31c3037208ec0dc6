import type { MigrationList } from '@prisma/schema-engine-wasm'
import { afterAll, expect, inject, it } from 'vitest'
import { applyMigrations } from '#scripts/migrations/engine.ts'
import { readMigrations } from '#scripts/migrations/files.ts'
import { runSql } from '#scripts/postgres/sql.ts'

/** What patients asked about their record before there was a list, in databases of either kind of owner. */
const list = '20261125233000_record_requests'
const takenOver = '20261126021000_requests_from_before'
const names = { plain: `asked_plain_${process.pid}`, superuser: `asked_super_${process.pid}` }

const cluster = inject('clusterUrl')
afterAll(async () => {
  for (const name of Object.values(names))
    await runSql(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await runSql(cluster, `DROP OWNED BY ${names.plain}; DROP ROLE ${names.plain}`)
})

const before = (name: string): MigrationList => {
  const all = readMigrations()
  return { ...all, migrationDirectories: all.migrationDirectories.filter(({ path }) => path < name) }
}

const id = (last: string) => `00000000-0000-7000-8000-${last.padStart(12, '0')}`
const asked = (event: string, patient: string, kind: string, day: number, request = 'NULL') =>
  `('${id(event)}', '${id('1')}', '2026-01-${day}', '${id(patient)}', 'account', 'record.requested', '${id(patient)}', ${request}, '{"kind":"${kind}"}')`
const audit = `INSERT INTO "AuditEvent" (id, "clinicId", at, "accountId", "actorKind", type, "patientId", "subjectId", data) VALUES`

/** Two patients whose accounts have their ids. Both asked for a copy, one twice; one for a correction as well. */
const earlier = `
  INSERT INTO "Clinic" (id, name) VALUES ('${id('1')}', 'Asked');
  INSERT INTO "Account" (id, "clinicId", email, name, roles)
  SELECT a::uuid, '${id('1')}', a || '@example.invalid', a, '{patient}' FROM unnest(ARRAY['${id('2')}', '${id('3')}']) a;
  INSERT INTO "Patient" (id, "clinicId", number, "fullName", "dateOfBirth", "accountId")
  SELECT id, "clinicId", row_number() OVER (), name, '1990-01-01', id FROM "Account";
  ${audit} ${[
    asked('21', '2', 'export', 10),
    asked('22', '2', 'export', 12),
    asked('23', '2', 'correction', 11),
    asked('31', '3', 'export', 10),
  ].join()}`

/** One of them asked again once there was a list, and it was done. */
const since = `
  INSERT INTO "RecordRequest" (id, "clinicId", "patientId", kind, "askedById", "askedAt")
  SELECT '${id('99')}', '${id('1')}', '${id('3')}', 'export', '${id('3')}', '2026-01-20'
  WHERE NOT EXISTS (SELECT 1 FROM "RecordRequest" WHERE "patientId" = '${id('3')}');
  ${audit} ${asked('32', '3', 'export', 20, `'${id('99')}'`)};
  UPDATE "RecordRequest" SET "doneAt" = '2026-01-21', "doneById" = '${id('2')}', note = 'Sent by post'
  WHERE "patientId" = '${id('3')}'`

const rows = `SELECT "patientId" AS patient, kind, id, "askedAt"::date::text AS asked, "doneAt" IS NOT NULL AS done
  FROM "RecordRequest" ORDER BY 1, "askedAt"`
const ofA = [
  { patient: id('2'), kind: 'correction', id: id('23'), asked: '2026-01-11', done: false },
  { patient: id('2'), kind: 'export', id: id('22'), asked: '2026-01-12', done: false },
]
const ofB = (request: string, day: string) => ({
  patient: id('3'),
  kind: 'export',
  id: request,
  asked: day,
  done: true,
})

/** A database with what was asked earlier, the list as it came, and what came after it: its rows, then and now. */
async function migrated(owner: string | null, name: string): Promise<{ then: object[]; now: object[] }> {
  await runSql(cluster, `CREATE DATABASE ${name} TEMPLATE template0 ${owner ? `OWNER ${owner}` : ''}`)
  const url = new URL(cluster)
  url.pathname = `/${name}`
  const asSuperuser = url.toString()
  if (owner) Object.assign(url, { username: owner, password: 'asked' })
  await applyMigrations(url.toString(), before(list))
  await runSql(asSuperuser, earlier)
  await applyMigrations(url.toString(), before(takenOver))
  await runSql(asSuperuser, since)
  const then = await runSql<object>(asSuperuser, rows)
  await applyMigrations(url.toString())
  return { then, now: await runSql<object>(asSuperuser, rows) }
}

it('are taken over where row-level security hid them from the owner, and nothing twice', async () => {
  await runSql(
    cluster,
    `CREATE ROLE ${names.plain} LOGIN PASSWORD 'asked' NOSUPERUSER CREATEROLE;
     GRANT stepwise_app, stepwise_definer, stepwise_maintenance, stepwise_jobs TO ${names.plain}`,
  )
  const { then, now } = await migrated(names.plain, names.plain)
  expect(then).toEqual([ofB(id('99'), '2026-01-20')])
  expect(now).toEqual([...ofA, ofB(id('99'), '2026-01-20')])
}, 60_000)

it('stay as they are where they were taken over at once', async () => {
  const { then, now } = await migrated(null, names.superuser)
  expect(then).toEqual([...ofA, ofB(id('31'), '2026-01-10')])
  expect(now).toEqual(then)
}, 60_000)
