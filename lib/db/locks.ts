import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The roles that policies, grants and functions of the migrations name. They belong to the cluster: no backup holds them. */
export const roles = ['stepwise_app', 'stepwise_definer', 'stepwise_maintenance', 'stepwise_jobs'] as const

export type BrokenLock = { what: string; name: string }

/** A lock of a database: "policy Note.tenant: restrictive all stepwise_app". */
export type LockRow = { kind: string; name: string; how: string }

export const lockText = ({ kind, name, how }: LockRow): string => `${kind} ${name}: ${how}`

const ours = `'{${roles.join()}}'::text[]`
const ofAnExtension = (catalog: string, oid: string) =>
  `EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`

/**
 * Every lock of a database, in words that are the same in each version of PostgreSQL. Reads the catalog alone, which every login
 * may. Of a policy or a trigger its text is left out, which PostgreSQL writes in its own way.
 */
export const locksSql = `
  WITH t AS (
    SELECT c.oid, c.relname::text AS name, c.relkind, c.relrowsecurity AND c.relforcerowsecurity AS forced, c.relacl
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
      AND c.relname NOT LIKE '\\_prisma%' AND NOT ${ofAnExtension('pg_class', 'c.oid')})
  SELECT 'table' AS kind, name, CASE WHEN forced THEN 'row-level security forced' ELSE 'open' END AS how FROM t WHERE relkind IN ('r', 'p')
  UNION ALL SELECT 'policy', t.name || '.' || p.polname, concat_ws(' ', CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
      CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END, r.names)
    FROM pg_policy p JOIN t ON t.oid = p.polrelid
    CROSS JOIN LATERAL (SELECT string_agg(COALESCE(a.rolname::text, 'everybody'), ' ' ORDER BY a.rolname COLLATE "C") AS names,
      bool_or(a.rolname IS NULL OR a.rolname = ANY (${ours})) AS ours
      FROM unnest(p.polroles) u LEFT JOIN pg_roles a ON a.oid = u) r WHERE r.ours
  UNION ALL SELECT 'trigger', t.name || '.' || g.tgname, rtrim(concat_ws(' ', f.proname, g.tgtype, replace(encode(g.tgargs, 'escape'), '\\000', ' ')))
    FROM pg_trigger g JOIN t ON t.oid = g.tgrelid JOIN pg_proc f ON f.oid = g.tgfoid WHERE NOT g.tgisinternal AND g.tgenabled IN ('O', 'A')
  UNION ALL SELECT 'grant', t.name || ' to ' || COALESCE(r.rolname, 'everybody'), string_agg(DISTINCT a.privilege_type, ' ' ORDER BY a.privilege_type)
    FROM t CROSS JOIN LATERAL aclexplode(t.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE a.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE') AND (a.grantee = 0 OR r.rolname = ANY (${ours}))
    GROUP BY t.name, r.rolname
  UNION ALL SELECT 'function', p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
      CASE WHEN p.proowner = to_regrole('stepwise_definer') THEN 'stepwise_definer' ELSE 'somebody else' END
      || CASE WHEN has_function_privilege('public', p.oid, 'EXECUTE') THEN ', for everybody' ELSE '' END
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND NOT ${ofAnExtension('pg_proc', 'p.oid')}
  UNION ALL SELECT 'role', r.rolname::text, CASE WHEN r.rolsuper OR r.rolcanlogin OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
      OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) THEN 'more powers' ELSE 'no login, no powers of others' END
    FROM pg_roles r WHERE r.rolname = ANY (${ours})`

/** That a login does not begin as the role whose rows it shall see. Asked by that login itself. */
export const loginSql = (role: (typeof roles)[number]): string => `
  SELECT 'login' AS kind, session_user::text AS name, 'is not ${role} from its first statement on' AS how WHERE current_user <> '${role}'`

/** What a login of the running app may if it leaves its role. Asked by that login itself. */
export const powersSql = `
  SELECT session_user::text AS name, 'is above row-level security or makes roles' AS how FROM pg_roles
    WHERE rolname = session_user AND (rolsuper OR rolbypassrls OR rolcreaterole)
  UNION ALL SELECT session_user::text, 'takes on ' || r.rolname FROM pg_roles r JOIN pg_roles me ON me.rolname = session_user AND NOT me.rolsuper
    WHERE pg_has_role(session_user, r.oid, 'MEMBER') AND (r.rolname IN ('stepwise_definer', 'stepwise_maintenance') OR r.rolsuper OR r.rolbypassrls
      OR EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relowner = r.oid))`

const keep = globalThis as typeof globalThis & { stepwiseLocks?: readonly string[] }

/** The locks that the migrations of this build make, as a migrated database has them (tests/architecture/migrations.test.ts). */
export function expectedLocks(root = process.cwd()): readonly string[] {
  keep.stepwiseLocks ??= readFileSync(join(root, 'prisma', 'migrations', 'locks.txt'), 'utf8')
    .trim()
    .split('\n')
  return keep.stepwiseLocks
}

const gone: Readonly<Record<string, string>> = {
  table: 'row-level security is not forced on',
  policy: 'policies are missing or others:',
  trigger: 'triggers are missing or off:',
  grant: 'grants are missing or others:',
  function: 'functions are missing or another than stepwise_definer owns them:',
  role: 'roles are missing or have more powers:',
}
/** A table or a trigger of somebody's own opens nothing. */
const opens: Readonly<Record<string, string>> = {
  policy: 'no migration made the policy',
  grant: 'no migration made the grant',
  function: 'no migration made the function with the powers of its owner',
  login: 'the server signs in by a login that sees every row:',
}

/** What of a migrated database does not hold; nothing when all does. */
export function brokenLocks(found: readonly LockRow[], expected = expectedLocks()): BrokenLock[] {
  const there = new Set(found.map(lockText))
  const known = new Set(expected)
  const missing = expected.flatMap((line): BrokenLock[] => {
    const [, kind = '', name = ''] = /^(\w+) (.*?): /.exec(line) ?? []
    return there.has(line) ? [] : [{ what: gone[kind] ?? kind, name }]
  })
  const names = new Set(expected.map((line) => line.slice(0, line.indexOf(': '))))
  const added = found.flatMap((row): BrokenLock[] => {
    const what = opens[row.kind]
    if (!what || known.has(lockText(row)) || names.has(`${row.kind} ${row.name}`)) return []
    return [{ what, name: row.kind === 'login' ? `${row.name} ${row.how}` : row.name }]
  })
  return [...missing, ...added]
}

const shown = 3

function inParts(broken: readonly BrokenLock[]): string {
  const parts = [...Map.groupBy(broken, ({ what }) => what)].map(([what, found]) => {
    const names = found.slice(0, shown).map(({ name }) => name)
    const others = found.length - names.length
    return `${what} ${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}`
  })
  return parts.join('; ')
}

/** In a few sentences; null when all of them hold. */
export function brokenLocksInWords(broken: readonly BrokenLock[]): string | null {
  const [logins, locks] = [true, false].map((of) =>
    broken.filter(({ what }) => (what === opens.login) === of),
  )
  const sentences = [
    locks?.length &&
      `The locks of this database are not whole: ${inParts(locks)}. A backup that was restored before its roles were made is like that. Restore it into a new database, as docs/operations.md says (npm run db:roles comes first).`,
    logins?.length &&
      `The database is not safe from what is asked of this server: ${inParts(logins)}. DATABASE_URL names stepwise_web and STEPWISE_JOBS_DATABASE_URL stepwise_worker, which npm run db:migrate makes with STEPWISE_APP_PASSWORD and STEPWISE_JOBS_PASSWORD.`,
  ]
  return sentences.filter(Boolean).join(' ') || null
}
