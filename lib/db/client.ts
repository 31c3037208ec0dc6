import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '#prisma/generated/client.ts'

/**
 * One pool a process. Nothing outside lib/db imports this: a query without `asActor` has no clinic, and row-level
 * security then shows it nothing.
 */
const POOL_SIZE = Number(process.env.STEPWISE_POOL_SIZE ?? 10)

function connect(): PrismaClient {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set.')
  const adapter = new PrismaPg({
    connectionString: url,
    max: POOL_SIZE,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  })
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 15_000 } })
}

// Next's development server reloads modules; the pool must not be opened anew each time.
const keep = globalThis as typeof globalThis & { stepwisePrisma?: PrismaClient }

export function prisma(): PrismaClient {
  keep.stepwisePrisma ??= connect()
  return keep.stepwisePrisma
}

/** For tests and shutdown. */
export async function disconnect(): Promise<void> {
  const open = keep.stepwisePrisma
  delete keep.stepwisePrisma
  await open?.$disconnect()
}
