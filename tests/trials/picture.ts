import { runSql } from '#scripts/postgres/sql.ts'

/** Roles by their names, one right a line; what nobody wrote down is what PostgreSQL takes for it. */
const rights = (kind: string, name: string, acl: string, owner: string, letter: string, rest: string) => `
  SELECT format('${kind} %s: %s %s', ${name}, CASE a.grantee WHEN 0 THEN 'everybody' ELSE a.grantee::regrole::text END,
    a.privilege_type) AS line
  FROM ${rest} CROSS JOIN LATERAL aclexplode(COALESCE(${acl}, acldefault('${letter}', ${owner}))) a`

const ours = `('public'::regnamespace, 'graphile_worker'::regnamespace)`

const catalog = [
  `SELECT format('table %s: owner %s, row security %s, forced %s', oid::regclass, relowner::regrole, relrowsecurity, relforcerowsecurity)
     AS line FROM pg_class WHERE relnamespace IN ${ours} AND relkind IN ('r', 'S', 'v')`,
  `SELECT format('policy %s of %s.%s: %s %s to %s using %s check %s', policyname, schemaname, tablename, permissive, cmd, roles, qual,
     with_check) FROM pg_policies`,
  `SELECT format('function %s: owner %s, definer %s, %s, %s', oid::regprocedure, proowner::regrole, prosecdef, proconfig, md5(prosrc))
     FROM pg_proc WHERE pronamespace IN ${ours}`,
  `SELECT format('trigger %s %s', pg_get_triggerdef(oid), tgenabled) FROM pg_trigger WHERE NOT tgisinternal`,
  `SELECT format('constraint %s of %s: %s %s', conname, conrelid::regclass, pg_get_constraintdef(oid), convalidated)
     FROM pg_constraint WHERE connamespace IN ${ours} AND contype <> 'n'`,
  `SELECT format('index %s', pg_get_indexdef(indexrelid)) FROM pg_index WHERE indrelid IN
     (SELECT oid FROM pg_class WHERE relnamespace IN ${ours})`,
  rights('right on', 'c.oid::regclass', 'c.relacl', 'c.relowner', 'r', 'pg_class c') +
    ` WHERE c.relnamespace IN ${ours} AND c.relkind IN ('r', 'v')`,
  rights('right on', 'p.oid::regprocedure', 'p.proacl', 'p.proowner', 'f', 'pg_proc p') +
    ` WHERE p.pronamespace IN ${ours}`,
  rights('right on schema', 'n.nspname', 'n.nspacl', 'n.nspowner', 'n', 'pg_namespace n') +
    ` WHERE n.oid IN ${ours}`,
  `SELECT format('right on %s.%s: %s %s', t.attrelid::regclass, t.attname, a.grantee::regrole, a.privilege_type)
     FROM pg_attribute t CROSS JOIN LATERAL aclexplode(t.attacl) a WHERE t.attacl IS NOT NULL AND t.attrelid IN
     (SELECT oid FROM pg_class WHERE relnamespace IN ${ours})`,
]

/** Everything that a restored database must have in common with the one that was backed up, a fact a line. */
export async function pictureOf(superuserUrl: string): Promise<string[]> {
  const facts = await runSql<{ line: string }>(superuserUrl, catalog.join(' UNION ALL '))
  const tables = await runSql<{ name: string; columns: string }>(
    superuserUrl,
    `SELECT format('%s.%I', relnamespace::regnamespace, relname) AS name, CASE relkind WHEN 'S' THEN 'last_value, is_called' ELSE '*' END AS columns
     FROM pg_class
     WHERE relnamespace IN ${ours} AND relkind IN ('r', 'S')`,
  )
  const rows = tables.map(
    ({ name, columns }) =>
      `SELECT format('rows of %s: %s, %s', '${name}', count(*), md5(string_agg(t::text, '|' ORDER BY t::text))) AS line FROM (SELECT ${columns} FROM ${name}) t`,
  )
  const held = await runSql<{ line: string }>(superuserUrl, rows.join(' UNION ALL '))
  // Read back, a list of conditions has fewer brackets, and no other meaning.
  return [...facts, ...held].map(({ line }) => line.replaceAll(/[()\s]+/g, ' ')).sort()
}
