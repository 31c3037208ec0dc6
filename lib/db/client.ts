import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '#prisma/generated/client.ts'
import { inTurn } from './in-turn.ts'

/**
 * One pool a process, and one for its jobs. Nothing outside lib/db imports this: a query without `asActor` has no clinic, and row-level
 * security then shows it nothing.
 */
const POOL_SIZE = Number(process.env.STEPWISE_POOL_SIZE ?? 10)
/** A job has one transaction at a time, and a server does three jobs at once. */
const JOBS_POOL_SIZE = 4

const MOST_STATEMENTS = 500
const names = new Map<string, string>()

/**
 * Statements are prepared once a connection, so that PostgreSQL plans them once and not on every request; for the pages of
 * a case planning cost more than reading. A pooler in transaction mode that cannot follow named statements (PgBouncer
 * before 1.21) needs STEPWISE_PREPARED_STATEMENTS=off. The number is bounded: lists of different lengths are different
 * statements.
 */
function statementName({ sql }: { sql: string }): string {
  const known = names.get(sql)
  if (known !== undefined) return known
  if (names.size >= MOST_STATEMENTS) return ''
  const name = `s${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`
  names.set(sql, name)
  return name
}

function connect(url: string | undefined, max: number): PrismaClient {
  if (!url) throw new Error('DATABASE_URL is not set.')
  const adapter = new PrismaPg(
    { connectionString: url, max, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000 },
    process.env.STEPWISE_PREPARED_STATEMENTS === 'off' ? {} : { statementNameGenerator: statementName },
  )
  return new PrismaClient({
    adapter: inTurn(adapter),
    transactionOptions: { maxWait: 10_000, timeout: 15_000 },
  })
}

// Next's development server reloads modules; the pool must not be opened anew each time.
const keep = globalThis as typeof globalThis & {
  stepwisePrisma?: PrismaClient
  stepwiseWorker?: PrismaClient
}

export function prisma(): PrismaClient {
  keep.stepwisePrisma ??= connect(process.env.DATABASE_URL, POOL_SIZE)
  return keep.stepwisePrisma
}

/** The server's own work: through a login of its own where there is one, so that what a page asks cannot take on its powers. */
export function jobsPrisma(): PrismaClient {
  const url = process.env.STEPWISE_JOBS_DATABASE_URL || process.env.DATABASE_URL
  if (url === process.env.DATABASE_URL) return prisma()
  keep.stepwiseWorker ??= connect(url, JOBS_POOL_SIZE)
  return keep.stepwiseWorker
}

/** For tests and shutdown. */
export async function disconnect(): Promise<void> {
  const open = [keep.stepwisePrisma, keep.stepwiseWorker]
  delete keep.stepwisePrisma
  delete keep.stepwiseWorker
  await Promise.all(open.map((client) => client?.$disconnect()))
}
