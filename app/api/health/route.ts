export const dynamic = 'force-dynamic'

/** The process lives. Says nothing about the database, or a restart loop would follow a database that is away. */
export const GET = (): Response =>
  Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } })
