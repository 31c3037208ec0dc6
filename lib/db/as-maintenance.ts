import 'server-only'
import pg from 'pg'

/**
 * Runs `work` in one transaction with the powers of stepwise_maintenance, from the server's command line. `ownerUrl` is a login
 * that is a member of it.
 */
export async function asMaintenance<T>(ownerUrl: string, work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: ownerUrl })
  await db.connect()
  try {
    await db.query('BEGIN')
    await db.query('SET LOCAL ROLE stepwise_maintenance')
    const done = await work(db)
    await db.query('COMMIT')
    return done
  } catch (error) {
    await db.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    await db.end()
  }
}
