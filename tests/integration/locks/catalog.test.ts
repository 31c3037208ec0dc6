import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '#tests/support/database.ts'

/** What the catalog of PostgreSQL says about every tenant table, so that a new one cannot forget its lock. */
const { ownerUrl } = await testDatabase()
const sql = postgres(ownerUrl, { max: 1 })
afterAll(() => sql.end())

/** The tenant itself, and what is counted before any clinic is known. */
const withoutClinic = ['Clinic', 'SignInFailure']
/** Reached through SECURITY DEFINER functions, or by the jobs of the server, only. */
const withoutPowers = ['AlertRound', 'Credential', 'IntakeVisit', 'SignInFailure']
const appendOnly = [
  'AlertEvent',
  'RuleLimit',
  'AuditEvent',
  'BreakGlass',
  'CaseChange',
  'CaseStatusChange',
  'ConsentChange',
  'DischargeAnswer',
  'ExerciseLog',
  'FactorEvaluation',
  'FactorResponse',
  'FlagResponse',
  'IntakeReferral',
  'LetterFile',
  'LetterSending',
  'NoteAddendum',
  'OutcomeChoice',
  'ProgramEvent',
  'Review',
]
/** Of which the application reads some columns alone. */
const notWhole = ['ProgramEvent', 'ProgramVersion']
const mayDelete = ['ProgramItem', 'ProgramPhase', 'ProgramVersion']

type Table = { name: string; enabled: boolean; forced: boolean; owner: string }
let tables: Table[] = []

beforeAll(async () => {
  tables = await sql<Table[]>`
    SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced, pg_get_userbyid(c.relowner) AS owner
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '\\_prisma%' ORDER BY 1`
})

describe('every tenant table', () => {
  it('has row-level security enabled and forced', () => {
    expect(tables.length).toBeGreaterThan(30)
    expect(tables.filter((t) => !t.enabled || !t.forced).map((t) => t.name)).toEqual([])
  })

  it('carries clinicId, not null', async () => {
    const rows = await sql`
      SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'clinicId' AND is_nullable = 'NO'`
    const carrying = new Set(rows.map((r) => r.name))
    expect(tables.map((t) => t.name).filter((n) => !carrying.has(n))).toEqual(withoutClinic)
  })

  it('has a restrictive policy that compares the clinic, for reading and for writing', async () => {
    const rows = await sql`
      SELECT tablename AS name, qual, with_check FROM pg_policies
      WHERE schemaname = 'public' AND policyname = 'tenant' AND permissive = 'RESTRICTIVE' AND cmd = 'ALL'
        AND roles = '{stepwise_app}'`
    const clinic =
      /"clinicId" = \(NULLIF\(current_setting\('app\.clinic_id'::text, true\), ''::text\)\)::uuid/
    const guarded = rows.filter((r) => clinic.test(r.qual) && clinic.test(r.with_check)).map((r) => r.name)
    expect(tables.map((t) => t.name).filter((n) => !guarded.includes(n))).toEqual(withoutClinic)
  })

  it('has only policies for the four known roles, and no policy for everybody', async () => {
    const rows =
      await sql`SELECT DISTINCT unnest(roles) AS role FROM pg_policies WHERE schemaname = 'public' ORDER BY 1`
    expect(rows.map((r) => r.role)).toEqual([
      'stepwise_app',
      'stepwise_definer',
      'stepwise_jobs',
      'stepwise_maintenance',
    ])
  })

  it('checks writes wherever it checks reads', async () => {
    const rows = await sql`
      SELECT tablename || '.' || policyname AS name FROM pg_policies
      WHERE schemaname = 'public' AND cmd IN ('ALL', 'UPDATE', 'INSERT') AND with_check IS NULL`
    expect(rows.map((r) => r.name)).toEqual([])
  })

  it('points into other tenant tables by composite keys only', async () => {
    const rows = await sql`
      SELECT con.conrelid::regclass::text || ': ' || con.conname AS name,
        (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = con.conrelid AND a.attnum = ANY (con.conkey)) AS columns
      FROM pg_constraint con
      WHERE con.contype = 'f' AND con.connamespace = 'public'::regnamespace AND con.confrelid <> '"Clinic"'::regclass`
    const loose = rows.filter(
      (r) => !r.columns.includes('clinicId') && r.name !== '"Clinic": Clinic_id_dutyAccountId_fkey',
    )
    expect(rows.length).toBeGreaterThan(60)
    expect(loose.map((r) => r.name)).toEqual([])
  })

  it('has an index that begins with the columns of each foreign key, or their clinic', async () => {
    const rows = await sql`
      SELECT con.conrelid::regclass::text || ': ' || con.conname AS name FROM pg_constraint con
      WHERE con.contype = 'f' AND con.connamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = con.conrelid AND i.indkey[0] = ANY (con.conkey))`
    const uncovered = rows
      .filter((r) => !/_(clinicId_fkey|sessionLogId|accountId)/.test(r.name))
      .map((r) => r.name)
    expect(uncovered).toEqual([])
  })
})

describe('the application role', () => {
  it('owns nothing, cannot sign in, bypasses nothing', async () => {
    const [role] = await sql`
      SELECT rolsuper, rolcanlogin, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = 'stepwise_app'`
    expect(Object.values(role ?? {})).toEqual([false, false, false, false, false, false])
    expect(tables.filter((t) => t.owner === 'stepwise_app')).toEqual([])
    const member = await sql`
      SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
      WHERE u.rolname = 'stepwise_app'`
    expect(member.map((m) => m.rolname)).toEqual([])
  })

  it('reads no reason that staff wrote about a program', async () => {
    const rows = await sql`
      SELECT c.table_name || '.' || c.column_name AS name FROM information_schema.columns c
      WHERE c.table_schema = 'public' AND c.table_name IN ${sql(notWhole)}
        AND NOT has_column_privilege('stepwise_app', quote_ident(c.table_name), c.column_name, 'SELECT') ORDER BY 1`
    expect(rows.map((r) => r.name)).toEqual(['ProgramEvent.reason', 'ProgramVersion.note'])
  })

  it('has exactly the powers it needs on each table', async () => {
    const rows = await sql`
      SELECT table_name AS name, array_agg(privilege_type::text ORDER BY privilege_type) AS powers
      FROM information_schema.role_table_grants WHERE grantee = 'stepwise_app' AND table_schema = 'public' GROUP BY 1`
    const powers = new Map(rows.map((r) => [r.name as string, (r.powers as string[]).join()]))
    for (const { name } of tables) {
      const expected = withoutPowers.includes(name)
        ? undefined
        : name === 'Clinic'
          ? 'SELECT,UPDATE'
          : appendOnly.includes(name)
            ? notWhole.includes(name)
              ? 'INSERT'
              : 'INSERT,SELECT'
            : mayDelete.includes(name)
              ? `DELETE,INSERT,${notWhole.includes(name) ? '' : 'SELECT,'}UPDATE`
              : 'INSERT,SELECT,UPDATE'
      expect([name, powers.get(name)]).toEqual([name, expected])
    }
  })

  it('reaches look-ups before sign-in through functions of the definer role, with a fixed search path', async () => {
    const rows = await sql`
      SELECT p.proname AS name, pg_get_userbyid(p.proowner) AS owner, p.proconfig AS config,
        has_function_privilege('public', p.oid, 'EXECUTE') AS everybody
      FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef`
    expect(rows.length).toBeGreaterThan(15)
    for (const r of rows) {
      expect([r.name, r.owner]).toEqual([r.name, 'stepwise_definer'])
      expect([r.name, r.config]).toEqual([r.name, ['search_path=public, pg_temp']])
      if (r.name !== 'guard_last_admin') expect([r.name, r.everybody]).toEqual([r.name, false])
    }
  })

  it('learns an address from no function but those for nobody yet and for admins', async () => {
    const rows = await sql`
      SELECT p.proname AS name FROM pg_proc p
      WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND has_function_privilege('stepwise_app', p.oid, 'EXECUTE')
        AND p.proargnames && ARRAY['email', 'to', 'phone', 'lastSignInAt'] ORDER BY 1`
    expect(rows.map((r) => r.name)).toEqual(['account_token_peek', 'mail_outbox', 'password_reset_issue'])
    const [read] = await sql`SELECT qual FROM pg_policies WHERE policyname = 'account_read'`
    expect(read?.qual).not.toMatch(/app_patient|roles/)
  })

  it('finds no temporary table in front of a real one, in any function that names one', async () => {
    const rows = await sql`
      SELECT p.proname AS name FROM pg_proc p
      WHERE p.pronamespace = 'public'::regnamespace AND p.prosrc ~ '(FROM|JOIN|INTO|UPDATE) "'
        AND NOT COALESCE(p.proconfig @> ARRAY['search_path=public, pg_temp'], false)`
    expect(rows.map((r) => r.name)).toEqual([])
  })
})

describe('the role of the jobs', () => {
  it('owns nothing, cannot sign in, bypasses nothing, and stays inside a clinic', async () => {
    const [role] = await sql`
      SELECT rolsuper, rolcanlogin, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = 'stepwise_jobs'`
    expect(Object.values(role ?? {})).toEqual([false, false, false, false, false, false])
    const owned = await sql`SELECT FROM pg_class WHERE pg_get_userbyid(relowner) = 'stepwise_jobs'`
    expect(owned).toHaveLength(0)
    const rows = await sql`
      SELECT tablename AS name, COALESCE(qual, '') || COALESCE(with_check, '') AS text FROM pg_policies
      WHERE schemaname = 'public' AND roles = '{stepwise_jobs}'`
    expect(rows.length).toBeGreaterThan(20)
    expect(
      rows
        .filter(
          (r) =>
            !(
              r.name === 'Clinic' ? /^\(id = \( SELECT app_clinic\(/ : /"clinicId" = \( SELECT app_clinic\(\)/
            ).test(r.text),
        )
        .map((r) => r.name),
    ).toEqual([])
  })

  it('writes alerts and what goes with them, deletes nothing, and has no part in the powers of who asks', async () => {
    const rows = await sql`
      SELECT table_name AS name, privilege_type AS power FROM information_schema.role_table_grants
      WHERE grantee = 'stepwise_jobs' AND table_schema = 'public' AND privilege_type <> 'SELECT' ORDER BY 1, 2`
    expect(rows.map((r) => `${r.power} ${r.name}`)).toEqual([
      'INSERT Alert',
      'INSERT AlertEvent',
      'INSERT AlertRound',
      'INSERT AuditEvent',
    ])
    const written = await sql`
      SELECT table_name || '.' || column_name AS name FROM information_schema.role_column_grants
      WHERE grantee = 'stepwise_jobs' AND table_schema = 'public' AND privilege_type = 'SELECT'
        AND (column_name IN ('reason', 'complaint', 'fullName', 'email', 'advice', 'record', 'withdrawReason', 'injury', 'shoes')
          OR (column_name = 'note' AND table_name <> 'ProgramItem') OR (column_name = 'text' AND table_name <> 'Alert'))`
    expect(written).toEqual([])
    const members = await sql`
      SELECT u.rolname AS name, m.inherit_option AS holds FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
      JOIN pg_roles u ON u.oid = m.member WHERE r.rolname = 'stepwise_jobs' AND NOT u.rolsuper
      AND u.rolname !~ '^upgrade_' -- an owner of another file's own`
    expect(members).toEqual([{ name: 'stepwise_worker', holds: false }])
  })
})

describe('what never changes', () => {
  it('is in whose name something was written: every such column is watched', async () => {
    const rows = await sql`
      SELECT c.table_name || '.' || c.column_name AS name FROM information_schema.columns c
      WHERE c.table_schema = 'public' AND c.column_name ~ '(^by|By)Id$' AND NOT EXISTS (
        SELECT 1 FROM pg_trigger t JOIN pg_class k ON k.oid = t.tgrelid
        WHERE k.relname = c.table_name AND t.tgname = 'own_name'
          AND pg_get_triggerdef(t.oid) LIKE '%''' || c.column_name || '''%')`
    expect(rows.map((r) => r.name)).toEqual([])
  })

  it('has a trigger on every table of the record', async () => {
    const rows = await sql`
      SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger WHERE NOT tgisinternal AND tgname = 'kept' ORDER BY 1`
    const kept = rows.map((r) => String(r.name).replaceAll('"', ''))
    const record = [
      ...appendOnly,
      'Alert',
      'Assessment',
      'CareTeamMember',
      'Case',
      'FactorRelease',
      'Intake',
      'IntakeAnswers',
      'Letter',
      'Note',
      'PainScore',
      'ProgramItem',
      'ProgramPhase',
      'ProgramVersion',
      'RedFlag',
      'RunLog',
      'SessionLog',
      'Suggestion',
    ]
    expect(record.filter((name) => !kept.includes(name))).toEqual([])
  })
})
