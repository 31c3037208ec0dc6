import type { MigrationList } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { tokenMinutes } from '#lib/accounts/links/rules.ts'
import { brokenLocks, type LockRow, locksSql } from '#lib/db/locks.ts'
import { INTAKE_LINK_DAYS } from '#lib/patients/rules.ts'
import { ensureLogin } from '#scripts/migrations/app-login.ts'
import { applyMigrations } from '#scripts/migrations/engine.ts'
import { readMigrations } from '#scripts/migrations/files.ts'
import { backupOptions, prepareRestore } from '#scripts/migrations/roles.ts'
import { runSql } from '#scripts/postgres/sql.ts'

/** A database that was upgraded between two merges, whose owner has no superuser's powers. */
const mending = '20261129070000_left_by_upgrades'
const name = `upgrade_${process.pid}`
const cluster = inject('clusterUrl')
const url = new URL(cluster)
url.pathname = `/${name}`
const asSuperuser = url.toString()
Object.assign(url, { username: name, password: 'before' })
const read = (sql: string) => runSql<Record<string, unknown>>(asSuperuser, sql)

const id = (last: number) => `00000000-0000-7000-8000-${`${last}`.padStart(12, '0')}`
const [clinic, elsewhere, patient] = [id(1), id(2), id(3)]
const advice = (emergency: string, outOfHours: string) =>
  `Call ${emergency} for chest pain. Call us the same day for a swollen calf; if we are closed, call ${outOfHours}. Contact us if it locks.`
const release = (n: number, text: string) =>
  `('${id(n)}', '${clinic}', '${patient}', '${id(n + 100)}', 'advice', 'adv_seek_help', ${n}, '${text}', false, '${id(8)}')`
const mail = (n: number, subject: string, sentAt: string) =>
  `('${id(n)}', '${clinic}', 'a@clinic.example', '${subject}', '', ${sentAt})`
const duty = 'Stepwise: an answer needs you now'

const links = [
  mail(24, 'Your form from Before', 'NULL'),
  mail(25, 'Your account at Before', 'NULL'),
  mail(26, 'Choose a new password', 'NULL'),
]

const functions = `SELECT p.oid::regprocedure::text AS name, p.prosrc AS body, p.proconfig::text AS config, p.proowner::regrole::text AS owner,
    p.proacl::text AS acl
  FROM pg_proc p WHERE p.proname IN ('call_again_for_forms', 'queue_duty_mail', 'mail_due_clinics', 'cases_not_asked', 'take_standing_orders')
  ORDER BY 1`

const earlier = `
  DROP FUNCTION call_again_for_forms(timestamptz, text);
  CREATE FUNCTION call_again_for_forms(at timestamptz) RETURNS int LANGUAGE sql AS 'SELECT 1';
  ALTER FUNCTION call_again_for_forms(timestamptz) OWNER TO stepwise_definer;
  CREATE OR REPLACE FUNCTION queue_duty_mail(mail_subject text, mail_text text) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$ BEGIN END $$;
  ALTER FUNCTION mail_due_clinics(int) SET search_path = public;
  ALTER FUNCTION cases_not_asked() SET search_path = public;
  ALTER FUNCTION take_standing_orders() SET search_path = public;
  SET session_replication_role = replica;
  INSERT INTO "Clinic" (id, name, "timeZone") VALUES ('${clinic}', 'Before', 'europe/zurich'), ('${elsewhere}', 'Elsewhere', 'Mars/Crater');
  INSERT INTO "Patient" (id, "clinicId", number, "fullName", "dateOfBirth", "timeZone")
    VALUES ('${patient}', '${clinic}', 1, 'Before', '1980-01-01', 'ASIA/kathmandu');
  INSERT INTO "FactorRelease" (id, "clinicId", "patientId", "caseId", kind, "itemId", position, text, "heldByBlock", "releasedById")
    VALUES ${[release(11, advice('', '')), release(12, advice('', '{out_of_hours_phone}')), release(13, 'Words of her own.')].join()};
  INSERT INTO "IntakeReferral" ("intakeId", "clinicId", "patientId", reason, "byId")
    VALUES ${[31, 32].map((n) => `('${id(n)}', '${clinic}', '${patient}', 'A doctor: a hot knee', '${id(8)}')`).join()};
  INSERT INTO "Mail" (id, "clinicId", "to", subject, text, "sentAt")
    VALUES ${[mail(21, duty, 'NULL'), mail(22, duty, 'now()'), mail(23, 'A case was handed to you', 'NULL'), ...links].join()}`

let asNew: Record<string, unknown>[]
let mended: Record<string, unknown>[]
const warned: string[] = []

beforeAll(async () => {
  await runSql(
    cluster,
    `CREATE ROLE ${name} LOGIN PASSWORD 'before' NOSUPERUSER CREATEROLE;
     GRANT stepwise_app, stepwise_definer, stepwise_maintenance, stepwise_jobs TO ${name}`,
  )
  await runSql(cluster, `CREATE DATABASE ${name} TEMPLATE template0 OWNER ${name}`)
  const all = readMigrations()
  const those = (isOne: (path: string) => boolean): MigrationList => ({
    ...all,
    migrationDirectories: all.migrationDirectories.filter(({ path }) => isOne(path)),
  })
  await applyMigrations(
    url.toString(),
    those((path) => path < mending),
  )
  asNew = await read(functions)
  await read(earlier)
  await applyMigrations(
    url.toString(),
    those((path) => path <= mending),
    (warning) => warned.push(warning),
  )
  mended = await read(functions)
  await applyMigrations(url.toString())
}, 60_000)
afterAll(async () => {
  await runSql(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await runSql(cluster, `DROP OWNED BY ${name}; DROP ROLE ${name}`)
})

it('has the functions of a new database', () => {
  expect(mended).toEqual(asNew)
})

it('warns whoever migrates of what remains to be looked at', () => {
  expect(warned).toEqual([expect.stringContaining(elsewhere)])
})

it('says whom to call where no number had been entered', async () => {
  const texts = await read('SELECT text FROM "FactorRelease" ORDER BY position')
  const whole = advice('{emergency_number}', '{out_of_hours_phone}')
  expect(texts.map(({ text }) => text)).toEqual([whole, whole, 'Words of her own.'])
})

it('sends a call of the duty that waits before all else, and shows its words to physios alone', async () => {
  expect(await read(`SELECT urgent, clinical FROM "Mail" WHERE id < '${id(24)}' ORDER BY id`)).toEqual([
    { urgent: true, clinical: true },
    { urgent: false, clinical: true },
    { urgent: false, clinical: false },
  ])
})

it('sends what waits until its own link runs out, and knows what that opens', async () => {
  const ends = `extract(epoch FROM "endsAt" - "createdAt")::int / 3600 AS hours`
  expect(await read(`SELECT link, ${ends} FROM "Mail" WHERE "sentAt" IS NULL ORDER BY id`)).toEqual([
    { link: null, hours: 2 * 24 },
    { link: null, hours: 7 * 24 },
    { link: 'intake', hours: INTAKE_LINK_DAYS * 24 },
    { link: 'invitation', hours: tokenMinutes.invitation / 60 },
    { link: null, hours: tokenMinutes.password_reset / 60 },
  ])
})

it('knows zones by their names, and leaves what it does not know', async () => {
  const zones = await read(
    'SELECT "timeZone" AS zone FROM (SELECT id, "timeZone" FROM "Clinic" UNION ALL SELECT id, "timeZone" FROM "Patient") z ORDER BY id',
  )
  expect(zones.map(({ zone }) => zone)).toEqual(['Europe/Zurich', 'Mars/Crater', 'Asia/Kathmandu'])
})

it('gives each referral from before an id of its own, and none was taken back', async () => {
  const rows = await read('SELECT id, reason, "takenBackAt" FROM "IntakeReferral"')
  expect(new Set(rows.map((row) => row.id)).size).toBe(2)
  expect(rows.map(({ reason, takenBackAt }) => [reason, takenBackAt])).toEqual(
    Array(2).fill(['A doctor: a hot knee', null]),
  )
})

it('can be backed up whole by an owner whom row-level security binds, and has every lock', async () => {
  const owner = url.toString()
  expect(brokenLocks(await runSql<LockRow>(owner, locksSql))).toEqual([])
  expect(await backupOptions(owner)).toContain('--role=stepwise_maintenance')
  expect(await backupOptions(asSuperuser)).toBeNull()
  await read(`SELECT graphile_worker.add_job('mail')`)
  const tables = await read(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('public', 'graphile_worker') AND c.relkind IN ('r', 'S') ORDER BY 1`,
  )
  const count = tables
    .map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS n FROM ${name}`)
    .join(' UNION ALL ')
  expect(await runSql(owner, `SET ROLE stepwise_maintenance; ${count}`)).toEqual(await read(count))
})

it('is prepared for a restore only while it is empty, and no power of that stays', async () => {
  await expect(prepareRestore(url.toString())).rejects.toThrow('tables in this database already')
  const mayCreate = `SELECT has_schema_privilege('stepwise_definer', 'public', 'CREATE') AS may`
  expect(await read(mayCreate)).toEqual([{ may: false }])
  const empty = `${name}_empty`
  await runSql(cluster, `CREATE DATABASE ${empty} TEMPLATE template0 OWNER ${name}`)
  const owner = Object.assign(new URL(url), { pathname: `/${empty}` }).toString()
  try {
    await prepareRestore(owner)
    expect(await runSql(owner, mayCreate)).toEqual([{ may: true }])
  } finally {
    await runSql(cluster, `DROP DATABASE ${empty} WITH (FORCE)`)
  }
})

it('gives a login another password with an owner who is no superuser', async () => {
  const [login, role] = [`${name}_web`, `${name}_powers`]
  const owner = new pg.Client({ connectionString: url.toString() })
  await owner.connect()
  try {
    await owner.query(`CREATE ROLE ${role}`)
    for (const password of ['first', 'second']) await ensureLogin(owner, login, password, role)
    const asLogin = Object.assign(new URL(url), { username: login, password: 'second' }).toString()
    expect(await runSql(asLogin, 'SELECT current_user AS name')).toEqual([{ name: role }])
  } finally {
    await owner.query(`DROP ROLE IF EXISTS ${login}; DROP ROLE IF EXISTS ${role}`)
    await owner.end()
  }
})
