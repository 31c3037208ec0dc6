import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { readMigrations, readSchema, type SchemaFile } from './files.ts'
import { prepareQueue } from './queue.ts'

// Prisma's schema engine as WebAssembly: the same engine and the same `_prisma_migrations` table as
// `prisma migrate deploy`, without a binary that would have to be downloaded.

const filters = { externalTables: [], externalEnums: [] }
const charOid = 18
const textOid = 25
/** The class of PostgreSQL's codes for a warning; the word for it is the server's language. */
const warnings = '01'
const migrationLock = 7_105_318_211

type Warn = (warning: string) => void

type Engine = {
  engine: SchemaEngine
  explain: (error: unknown) => string
  dispose: () => Promise<void>
}

/**
 * Applies what is missing and returns the names. Servers that migrate at the same time wait for each other. What a migration
 * warns of is for whoever runs it.
 */
export async function applyMigrations(
  databaseUrl: string,
  migrations = readMigrations(),
  warn: Warn = (warning) => console.warn(`Warning: ${warning}`),
): Promise<string[]> {
  const lock = new pg.Client({ connectionString: databaseUrl, application_name: 'stepwise-migrate' })
  await lock.connect()
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await forgetFailed(lock)
    const { engine, explain, dispose } = await openEngine(databaseUrl, readSchema(), warn)
    try {
      const applied = await engine.applyMigrations({ migrationsList: migrations, filters })
      await settlePowers(lock)
      await prepareQueue(lock, databaseUrl)
      return applied.appliedMigrationNames
    } catch (error) {
      throw new Error(`The database could not be migrated: ${explain(error)}`)
    } finally {
      await dispose()
    }
  } finally {
    await lock.end()
  }
}

/** A migration is one transaction: one that failed changed nothing, and may be tried again once its cause is gone. */
async function forgetFailed(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`)
  if (!rows[0]?.there) return
  await client.query(
    'UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL',
  )
}

/** The SQL that leads from the migrations to the schema; empty when they agree. Needs the right to create a database. */
export async function diffSchema(
  databaseUrl: string,
  schema: SchemaFile[] = readSchema(),
  migrations: MigrationList = readMigrations(),
): Promise<string> {
  const { engine, explain, dispose } = await openEngine(databaseUrl, schema)
  try {
    const result = await engine.diff({
      from: { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', files: schema },
      script: true,
      exitCode: null,
      filters,
    })
    return (result.stdout ?? '').replace('-- This is an empty migration.', '').trim()
  } catch (error) {
    throw new Error(`The schema could not be compared: ${explain(error)}`)
  } finally {
    await dispose()
  }
}

/**
 * The running app checks that the database is current, so its role may read (and only read) the list of migrations; a backup
 * has to hold that list. Whatever a restore needed in order to hand functions over ends here.
 */
async function settlePowers(client: pg.Client): Promise<void> {
  await client.query(`DO $$ BEGIN
    IF to_regrole('stepwise_app') IS NOT NULL AND to_regclass('_prisma_migrations') IS NOT NULL THEN
      GRANT SELECT ON _prisma_migrations TO stepwise_app, stepwise_maintenance;
      REVOKE CREATE ON SCHEMA public FROM stepwise_definer;
    END IF;
  END $$`)
}

async function openEngine(
  databaseUrl: string,
  schema: SchemaFile[],
  warn: Warn = () => undefined,
): Promise<Engine> {
  const { SchemaEngine } = await loadWasm()
  const open: SqlDriverAdapter[] = []
  const factory = bindMigrationAwareSqlAdapterFactory(patched(connectionOptions(databaseUrl), open, warn))
  const engine = await SchemaEngine.new(
    { datamodels: schema.map(({ path, content }): [string, string] => [path, content]) },
    () => undefined,
    factory,
  )
  return {
    engine,
    explain: (error) => inWords(error, (id) => factory.errorRegistry.consumeError(id)?.error),
    // The engine leaves its connections open, and one of them holds its lock.
    dispose: async () => {
      engine.free()
      for (const adapter of open) await adapter.dispose()
    },
  }
}

/**
 * Three repairs of the adapter. It cuts a script at every semicolon, also inside `$$ … $$`: send the script whole, which
 * also makes it one transaction. It drops its shadow database while still connected to it: close first. It does not know
 * the catalog's type "char", which the engine asks for: name it.
 */
function patched(config: pg.PoolConfig, open: SqlDriverAdapter[], warn: Warn) {
  const factory = new PrismaPg(config)
  const connect = async (to: PrismaPg) => {
    const adapter = await to.connect()
    const pool = adapter.underlyingDriver()
    pool.on('connect', (client) =>
      client.on('notice', ({ code, message }) => {
        if (code?.startsWith(warnings)) warn(message ?? code)
      }),
    )
    adapter.executeScript = async (script) => {
      await pool.query(script)
    }
    const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>
    const characterColumns = new WeakMap<object, number[]>()
    const remembering = async (...args: unknown[]) => {
      const result = await query(...args)
      const columns = (result.fields ?? []).flatMap((field, at) => (field.dataTypeID === charOid ? [at] : []))
      for (const at of columns) Object.assign(result.fields[at] ?? {}, { dataTypeID: textOid })
      if (columns.length > 0) characterColumns.set(result.rows, columns)
      return result
    }
    Object.assign(pool, { query: remembering })
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (sql) => {
      const result = await queryRaw(sql)
      for (const at of characterColumns.get(result.rows) ?? [])
        result.columnTypes[at] = ColumnTypeEnum.Character
      return result
    }
    return adapter
  }
  return {
    provider: 'postgres' as const,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await connect(factory)
      open.push(adapter)
      return adapter
    },
    connectToShadowDb: async () => {
      const main = await connect(factory)
      const database = `stepwise_shadow_${globalThis.crypto.randomUUID().replaceAll('-', '')}`
      await main.executeScript(`CREATE DATABASE "${database}" TEMPLATE template0`)
      const shadow = await connect(new PrismaPg({ ...config, database }))
      const close = shadow.dispose.bind(shadow)
      shadow.dispose = async () => {
        await close()
        await main.executeScript(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`)
        await main.dispose()
      }
      return shadow
    },
  }
}

/** Host, port and so on one by one: with a connection string the shadow database would be ignored. */
function connectionOptions(databaseUrl: string): pg.PoolConfig {
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: databaseUrl })
  return {
    host,
    port,
    max: 4,
    ...(user ? { user } : {}),
    ...(password ? { password } : {}),
    ...(database ? { database } : {}),
    ...(ssl ? { ssl } : {}),
  }
}

type WasmModule = typeof import('@prisma/schema-engine-wasm') & {
  __wbg_set_wasm: (exports: WebAssembly.Exports) => void
}
let wasm: Promise<WasmModule> | undefined
let lastWords: string | undefined

function loadWasm(): Promise<WasmModule> {
  wasm ??= (async () => {
    const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
    const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const code = await readFile(join(dirname(entry), 'schema_engine_bg.wasm'))
    const module = bindings as unknown as WasmModule
    // Where the engine leaves its last words when it gives up.
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: { set_message: (words: string) => (lastWords = words) },
    })
    const { instance } = await WebAssembly.instantiate(code, {
      './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
    })
    module.__wbg_set_wasm(instance.exports)
    ;(instance.exports.__wbindgen_start as () => void)()
    return module
  })()
  return wasm
}

type DriverError = ReturnType<
  ReturnType<typeof bindMigrationAwareSqlAdapterFactory>['errorRegistry']['consumeError']
>

function inWords(error: unknown, driverError: (id: number) => DriverError | unknown): string {
  if (lastWords) return lastWords
  if (!(error instanceof Error)) return String(error)
  const { meta, message } = error as { meta?: { message?: unknown }; message: string }
  const id = /External error id#(\d+)/.exec(message)?.[1]
  if (id !== undefined) {
    const cause = driverError(Number(id))
    return cause instanceof Error ? cause.message : JSON.stringify(cause)
  }
  return typeof meta?.message === 'string' ? meta.message : message
}
