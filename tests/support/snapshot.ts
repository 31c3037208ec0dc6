import postgres from 'postgres'

/**
 * The whole database at one moment: whether anything has changed since, and the way back. Works with the owner's powers.
 */
export type Snapshot = {
  /** The tables that differ from the moment of the snapshot. */
  changed: () => Promise<string[]>
  /** How many rows of a kind the audit has gained. */
  audited: (type: string) => Promise<number>
  restore: () => Promise<void>
  sql: postgres.Sql
  end: () => Promise<void>
}

/** Tables in which a refused or a reading request may leave a trace. */
const traces = ['AuditEvent', 'Session', 'SignInFailure', 'IntakeVisit']

export async function takeSnapshot(ownerUrl: string): Promise<Snapshot> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined })
  const names = (
    await sql<{ name: string }[]>`
      SELECT tablename::text AS name FROM pg_tables
      WHERE schemaname = 'public' AND tablename NOT LIKE '\\_prisma%' ORDER BY 1`
  ).map((row) => row.name)
  const watched = names.filter((name) => !traces.includes(name))
  const fingerprint = watched
    .map(
      (name) =>
        `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS hash FROM "${name}" t`,
    )
    .join(' UNION ALL ')
  const hashes = async () => {
    const rows = await sql.unsafe<{ name: string; hash: string }[]>(fingerprint)
    return new Map(rows.map((row) => [row.name, row.hash]))
  }
  await sql.unsafe('CREATE SCHEMA snapshot')
  for (const name of names) await sql.unsafe(`CREATE TABLE snapshot."${name}" AS TABLE public."${name}"`)
  const before = await hashes()
  const back = [
    'SET LOCAL session_replication_role = replica',
    `TRUNCATE ${names.map((name) => `public."${name}"`).join(', ')}`,
    ...names.map((name) => `INSERT INTO public."${name}" SELECT * FROM snapshot."${name}"`),
  ].join('; ')
  return {
    sql,
    changed: async () => {
      const now = await hashes()
      return watched.filter((name) => now.get(name) !== before.get(name))
    },
    audited: async (type) => {
      const [row] = await sql<{ count: number }[]>`
        SELECT count(*)::int AS count FROM "AuditEvent" WHERE type = ${type}
          AND id NOT IN (SELECT id FROM snapshot."AuditEvent")`
      return row?.count ?? 0
    },
    restore: async () => {
      await sql.begin((tx) => tx.unsafe(back))
    },
    end: () => sql.end(),
  }
}
