import postgres from 'postgres'

/**
 * The whole database at one moment: whether anything has changed since, and the way back. Works with the owner's powers.
 */
export type Snapshot = {
  /** The tables that differ from the moment of the snapshot. */
  changed: () => Promise<string[]>
  /** Looks again from now on: the tables that differ from this moment. `also` names tables that are else left out. */
  mark: (also?: readonly string[]) => Promise<() => Promise<string[]>>
  /** Whose rows differ from the snapshot: by table, the clinic and the patient of each, null where it has none. */
  touched: () => Promise<Touched[]>
  /** How many rows of a kind the audit has gained. */
  audited: (type: string) => Promise<number>
  restore: () => Promise<void>
  sql: postgres.Sql
  end: () => Promise<void>
}

type Said = { name: string; said: string }

export type Touched = { table: string; clinicId: string; patientId: string | null }

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
  const ask = async (of: readonly string[], what: string) => {
    const each = of.map((name) => `SELECT '${name}' AS name, ${what} AS said FROM "${name}" t`)
    const rows = each.length === 0 ? [] : await sql.unsafe<Said[]>(each.join(' UNION ALL '))
    return new Map(rows.map(({ name, said }) => [name, said]))
  }
  // A row that was written since has another transaction or another place: only then is it worth reading what is in it.
  const known = new Map<string, { writing: string | undefined; hash: string | undefined }>()
  const hashes = async (of: readonly string[]) => {
    const writings = await ask(of, "array_agg(xmin::text || ' ' || ctid::text)::text")
    const written = of.filter((name) => known.get(name)?.writing !== writings.get(name) || !known.has(name))
    const read = await ask(written, "md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), ''))")
    for (const name of written) known.set(name, { writing: writings.get(name), hash: read.get(name) })
    return new Map(of.map((name) => [name, known.get(name)?.hash]))
  }
  const marked = async (also: readonly string[] = []) => {
    const of = [...watched, ...also]
    const then = await hashes(of)
    return async () => {
      const now = await hashes(of)
      return of.filter((name) => now.get(name) !== then.get(name))
    }
  }
  await sql.unsafe('CREATE SCHEMA snapshot')
  for (const name of names) await sql.unsafe(`CREATE TABLE snapshot."${name}" AS TABLE public."${name}"`)
  const columns = await sql<{ name: string; columns: string[] }[]>`
    SELECT table_name::text AS name, array_agg(column_name::text) AS columns FROM information_schema.columns
    WHERE table_schema = 'public' GROUP BY 1`
  const has = (name: string, column: string) =>
    columns.some((table) => table.name === name && table.columns.includes(column))
  const owner = (name: string) => {
    const clinic = has(name, 'clinicId') ? '"clinicId"' : name === 'Clinic' ? 'id' : 'NULL::uuid'
    const patient = has(name, 'patientId') ? '"patientId"' : name === 'Patient' ? 'id' : 'NULL::uuid'
    return `${clinic} AS "clinicId", ${patient} AS "patientId"`
  }
  const differing = (name: string) => {
    const [now, then] = [`public."${name}"`, `snapshot."${name}"`]
    return `SELECT DISTINCT '${name}' AS "table", ${owner(name)} FROM
      ((TABLE ${now} EXCEPT TABLE ${then}) UNION ALL (TABLE ${then} EXCEPT TABLE ${now})) t`
  }
  const changed = await marked()
  const differs = await marked(traces)
  return {
    sql,
    changed,
    mark: marked,
    touched: async () => {
      // Rows are compared only where a table's hash says that there is something to find.
      const names = await changed()
      if (names.length === 0) return []
      return [...(await sql.unsafe<Touched[]>(names.map(differing).join(' UNION ALL ')))]
    },
    audited: async (type) => {
      const [row] = await sql<{ count: number }[]>`
        SELECT count(*)::int AS count FROM "AuditEvent" WHERE type = ${type}
          AND id NOT IN (SELECT id FROM snapshot."AuditEvent")`
      return row?.count ?? 0
    },
    restore: async () => {
      const back = (await differs()).map(
        (name) => `DELETE FROM public."${name}"; INSERT INTO public."${name}" TABLE snapshot."${name}"`,
      )
      if (back.length === 0) return
      await sql.begin((tx) => tx.unsafe(['SET LOCAL session_replication_role = replica', ...back].join('; ')))
    },
    end: () => sql.end(),
  }
}
