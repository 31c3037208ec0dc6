import type { MigrationList } from '@prisma/schema-engine-wasm'
import { afterAll, expect, inject, it } from 'vitest'
import { applyMigrations } from '#scripts/migrations/engine.ts'
import { readMigrations } from '#scripts/migrations/files.ts'
import { runSql } from '#scripts/postgres/sql.ts'

/** Flags that were raised before their target was kept, in a database whose owner has no superuser's powers. */
const kept = '20261126210100_flag_targets'
const name = `targets_${process.pid}`
const cluster = inject('clusterUrl')
afterAll(async () => {
  await runSql(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await runSql(cluster, `DROP OWNED BY ${name}; DROP ROLE ${name}`)
})

const before = (): MigrationList => {
  const all = readMigrations()
  return { ...all, migrationDirectories: all.migrationDirectories.filter(({ path }) => path < kept) }
}

const id = (last: number) => `00000000-0000-7000-8000-${`${last}`.padStart(12, '0')}`
const [clinic, grown, young, one] = [id(1), id(2), id(3), id(4)]
// Friday 2026-01-09; midnight in Zurich is an hour before that of UTC.
const friday = '2026-01-08T23:30:00Z'
const flag = (flagId: string, urgency: string, block: string, patient = grown, more = 'NULL') =>
  `(gen_random_uuid(), '${clinic}', '${patient}', '${one}', 'log', '${flagId}', '${urgency}', '${block}', '${friday}', 1, '{}', ${more})`
const alert = (said: string, seen: string) =>
  `(gen_random_uuid(), '${clinic}', '${grown}', gen_random_uuid(), 'al_red_flag', 'urgent', 1, '{"log_safety": ${said}}', ${seen})`
const called = `'${friday}', '${one}', 'Called'`
const visit = (on: string, template: string, signedAt: string) =>
  `(gen_random_uuid(), '${clinic}', '${grown}', '${one}', '${on}', '${template}', '${one}', '${one}', '${signedAt}', '${signedAt}')`

const earlier = `
  SET session_replication_role = replica;
  INSERT INTO "Clinic" (id, name, "timeZone") VALUES ('${clinic}', 'Before', 'Europe/Zurich');
  INSERT INTO "Patient" (id, "clinicId", number, "fullName", "dateOfBirth") VALUES
    ('${grown}', '${clinic}', 1, 'Grown', '1980-01-01'), ('${young}', '${clinic}', 2, 'Young', '2001-01-10');
  INSERT INTO "RedFlag" (id, "clinicId", "patientId", "caseId", source, "flagId", urgency, block, "raisedAt", "ruleSetVersion", inputs, "respondedAt")
  VALUES ${[
    flag('flag_malignancy', 'urgent_referral', 'programme'),
    flag('flag_malignancy', 'urgent_referral', 'programme', young),
    flag('flag_bsi_hip', 'urgent_referral', 'programme'),
    flag('flag_locked_knee', 'urgent_referral', 'impact'),
    flag('flag_dvt', 'same_day', 'programme'),
    flag('flag_reds', 'routine_referral', 'none'),
    flag('flag_persistent', 'routine_referral', 'none', grown, `'${friday}'`),
    flag('flag_post_surgery', 'monitor', 'programme'),
    flag('flag_low_mood', 'monitor', 'none'),
  ].join()};
  INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "ruleSetVersion", inputs, "acknowledgedAt", "acknowledgedById", acknowledgement)
  VALUES ${[
    alert('["new_injury"]', called),
    alert('["new_injury", "stuck_knee"]', called),
    alert('["new_injury"]', 'NULL, NULL, NULL'),
  ].join()};
  INSERT INTO "Note" (id, "clinicId", "patientId", "caseId", "on", template, "byId", "signedById", "createdAt", "signedAt")
  VALUES ${[
    visit('2026-01-08', 'follow_up', '2026-01-12T10:00:00Z'),
    visit('2026-01-12', 'phone_call', '2026-01-12T11:00:00Z'),
    visit('2026-01-13', 'first_visit', '2026-01-13T10:00:00Z'),
    visit('2026-01-20', 'follow_up', '2026-01-20T10:00:00Z'),
  ].join()}`

it('get the target of the table, and the visit that they waited for; an injury that was acknowledged stays so', async () => {
  await runSql(
    cluster,
    `CREATE ROLE ${name} LOGIN PASSWORD 'before' NOSUPERUSER CREATEROLE;
     GRANT stepwise_app, stepwise_definer, stepwise_maintenance, stepwise_jobs TO ${name}`,
  )
  await runSql(cluster, `CREATE DATABASE ${name} TEMPLATE template0 OWNER ${name}`)
  const url = new URL(cluster)
  url.pathname = `/${name}`
  const asSuperuser = url.toString()
  Object.assign(url, { username: name, password: 'before' })
  await applyMigrations(url.toString(), before())
  await runSql(asSuperuser, earlier)
  await applyMigrations(url.toString())
  const rows = await runSql<Record<string, unknown>>(
    asSuperuser,
    `SELECT f."flagId" AS flag, f."appointmentBy"::text AS by, f."callBack" AS call, (f."visitedAt" AT TIME ZONE 'UTC')::date::text AS visited
     FROM "RedFlag" f JOIN "Patient" p ON p.id = f."patientId" ORDER BY f."flagId", p."fullName"`,
  )
  expect(rows.map(({ flag: of, by, call, visited }) => [of, by, call, visited])).toEqual([
    ['flag_bsi_hip', '2026-01-16', false, null],
    ['flag_dvt', null, true, null],
    ['flag_locked_knee', '2026-01-14', true, null],
    ['flag_low_mood', null, false, null],
    ['flag_malignancy', '2026-01-23', false, null],
    ['flag_malignancy', '2026-01-11', true, null],
    ['flag_persistent', null, false, null],
    ['flag_post_surgery', null, false, '2026-01-13'],
    ['flag_reds', null, false, '2026-01-13'],
  ])
  const alerts = await runSql(asSuperuser, 'SELECT inputs FROM "Alert" ORDER BY inputs::text')
  expect(alerts.map(({ inputs }) => inputs)).toEqual([
    { injury_told_before: 'yes' },
    { log_safety: ['new_injury'] },
    { log_safety: ['stuck_knee'], injury_told_before: 'yes' },
  ])
}, 60_000)
