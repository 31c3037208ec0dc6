import type { Tx } from '#lib/db/as-actor.ts'
import type { PrismaClient } from '#prisma/generated/client.ts'

const blocked = (tx: Tx) => tx.$queryRaw<{ n: number }[]>`
  SELECT count(DISTINCT l.pid)::int AS n FROM pg_locks l LEFT JOIN pg_database d ON d.oid = l.database
  WHERE NOT l.granted AND COALESCE(d.datname = current_database(), true)`

/**
 * Lets `work` meet: somebody else holds what `hold` locks until as many transactions as `waiting` says wait, and all go on
 * together.
 */
export async function meeting<T>(
  db: PrismaClient,
  hold: (tx: Tx) => Promise<unknown>,
  waiting: number,
  work: () => Promise<T>,
): Promise<T> {
  const { met } = await db.$transaction(
    async (tx) => {
      await hold(tx)
      const met = work()
      met.catch(() => undefined)
      for (let tries = 0; tries < 500; tries++) {
        const [found] = await blocked(tx)
        if ((found?.n ?? 0) >= waiting) return { met }
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      throw new Error('they do not meet')
    },
    { timeout: 20_000 },
  )
  return met
}
