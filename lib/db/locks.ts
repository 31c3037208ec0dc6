/** The roles that policies, grants and functions of the migrations name. They belong to the cluster: no backup holds them. */
export const roles = ['stepwise_app', 'stepwise_definer', 'stepwise_maintenance', 'stepwise_jobs'] as const

export type BrokenLock = { what: string; name: string }

const ofAnExtension = (catalog: string, oid: string) =>
  `EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass AND d.objid = ${oid} AND d.deptype = 'e')`
const policy = (name: string, role: string) =>
  `EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND p.polname = '${name}' AND to_regrole('${role}') = ANY (p.polroles))`

/** What of a migrated database does not hold; no row when all does. Reads the catalog alone, which every login may. */
export const brokenLocksSql = `
  WITH t AS (
    SELECT c.oid, c.relname::text AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
      EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'clinicId' AND a.attnotnull) AS tenant
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND c.relname NOT LIKE '\\_prisma%' AND NOT ${ofAnExtension('pg_class', 'c.oid')})
  SELECT 'row-level security is not forced on' AS what, name FROM t WHERE NOT forced
  UNION ALL SELECT 'policies are missing on', name FROM t
    WHERE NOT ${policy('maintenance', 'stepwise_maintenance')} OR tenant AND NOT ${policy('tenant', 'stepwise_app')}
  UNION ALL SELECT 'grants are missing on', name FROM t
    WHERE NOT COALESCE(has_table_privilege(to_regrole('stepwise_maintenance'), oid, 'SELECT'), false)
  UNION ALL SELECT 'no policy names', r FROM unnest('{${roles.join()}}'::text[]) r
    WHERE NOT EXISTS (SELECT FROM pg_policy p JOIN t ON t.oid = p.polrelid WHERE to_regrole(r) = ANY (p.polroles))
  UNION ALL SELECT 'another than stepwise_definer owns', p.proname::text FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND NOT ${ofAnExtension('pg_proc', 'p.oid')}
      AND p.proowner IS DISTINCT FROM to_regrole('stepwise_definer')
  ORDER BY 1, 2`

const shown = 3

/** In one sentence; null when all of them hold. */
export function brokenLocksInWords(broken: readonly BrokenLock[]): string | null {
  if (broken.length === 0) return null
  const parts = [...Map.groupBy(broken, ({ what }) => what)].map(([what, found]) => {
    const names = found.slice(0, shown).map(({ name }) => name)
    const others = found.length - names.length
    return `${what} ${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}`
  })
  return `The locks of this database are not whole: ${parts.join('; ')}. A backup that was restored before its roles were made is like that. Restore it into a new database, as docs/operations.md says (npm run db:roles comes first).`
}
