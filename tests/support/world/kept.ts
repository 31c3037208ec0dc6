import postgres from 'postgres'
import { cloneDatabase } from '../clone.ts'
import { today } from '../days.ts'
import { templateName } from '../global-setup.ts'
import { buildWorld } from '../world.ts'
import type { World } from './types.ts'

type Kept = { script: string; world: World }

const connect = (url: string) => postgres(url, { max: 1, onnotice: () => undefined })
const named = (ownerUrl: string, name: string) =>
  Object.assign(new URL(ownerUrl), { pathname: `/${name}` }).toString()

/** The world of today as a built one is, from what the first who asked has left in the cluster of the tests. */
export async function loadWorld(ownerUrl: string): Promise<World> {
  const { script, world } = await keptWorld(ownerUrl)
  const sql = connect(ownerUrl)
  try {
    await sql.begin((tx) => tx.unsafe(script))
  } finally {
    await sql.end()
  }
  return world
}

async function keptWorld(ownerUrl: string): Promise<Kept> {
  const cluster = connect(named(ownerUrl, 'postgres'))
  try {
    // Held until this connection ends: whoever else asks waits for the one who builds.
    await cluster`SELECT pg_advisory_lock(1)`
    await cluster`CREATE TABLE IF NOT EXISTS kept_world (day text, script text, world json)`
    // A world has days of its clinics and of UTC, which do not begin at once.
    const day = `${today()} ${new Date().toISOString().slice(0, 10)}`
    const [kept] = await cluster<Kept[]>`SELECT script, world FROM kept_world WHERE day = ${day}`
    if (kept) return kept
    const name = `world_${day.replaceAll(/\W/g, '_')}`
    // Left by one who failed to build it.
    await cluster.unsafe(`DROP DATABASE IF EXISTS ${name}`)
    await cloneDatabase(named(ownerUrl, 'postgres'), name, templateName)
    const begun = new Date()
    const built = await buildWorld(named(ownerUrl, name), begun)
    const script = await scriptOf(named(ownerUrl, name), begun)
    await cluster`INSERT INTO kept_world VALUES (${day}, ${script}, ${cluster.json(built)})`
    await cluster.unsafe(`DROP DATABASE ${name}`)
    return { script, world: built }
  } finally {
    await cluster.end()
  }
}

/**
 * Everything in a database that was begun to be built then, to be put into an empty one. Its moments keep their distance from
 * now, as in one that has just been built; midnights, which stand for days, stay.
 */
async function scriptOf(url: string, begun: Date): Promise<string> {
  const sql = connect(url)
  const [from, to] = [begun.toISOString(), new Date().toISOString()]
  const moved = (column: string) =>
    `CASE WHEN ${column} < '${from}' OR ${column} = date_trunc('day', ${column}, 'UTC') THEN ${column} ELSE ${column} + (now() - '${to}') END`
  try {
    const [{ waits } = { waits: true }] = await sql<{ waits: boolean }[]>`
      SELECT EXISTS (SELECT FROM graphile_worker.jobs) OR EXISTS (SELECT FROM pg_sequences WHERE schemaname = 'public') AS waits`
    if (waits) throw new Error('A world holds rows and nothing else: no jobs, no sequences.')
    const columns = await sql<{ table: string; column: string; moves: boolean }[]>`
      SELECT quote_ident(c.table_name) AS table, quote_ident(c.column_name) AS column, c.data_type LIKE 'timestamp%' AS moves
      FROM information_schema.columns c JOIN pg_tables t ON t.schemaname = c.table_schema AND t.tablename = c.table_name
      WHERE c.table_schema = 'public' AND c.is_generated = 'NEVER' AND c.table_name NOT LIKE '\\_prisma%'`
    const inserts: string[] = []
    for (const [table, of] of Map.groupBy(columns, (one) => one.table)) {
      const [rows] = await sql.unsafe<{ json: string | null }[]>(
        `SELECT quote_literal(json_agg(t)::text) AS json FROM ${table} t`,
      )
      if (!rows?.json) continue
      const values = of.map(({ column, moves }) => (moves ? moved(column) : column))
      inserts.push(
        `INSERT INTO ${table} (${of.map(({ column }) => column)}) SELECT ${values} FROM json_populate_recordset(NULL::${table}, ${rows.json})`,
      )
    }
    return ['SET LOCAL session_replication_role = replica', ...inserts].join(';\n')
  } finally {
    await sql.end()
  }
}
