import { locksAreWhole, migrationState } from '#lib/db/state.ts'

export const dynamic = 'force-dynamic'

const headers = { 'cache-control': 'no-store' }

/** Whether requests may be sent here: the database answers, is current and has its locks. */
export async function GET(): Promise<Response> {
  try {
    const { missing, unknown } = await migrationState()
    const problem =
      unknown.length > 0
        ? 'the database is newer than this server'
        : missing.length > 0
          ? 'migrations behind'
          : (await locksAreWhole())
            ? null
            : 'locks missing'
    return Response.json({ status: problem ?? 'ready' }, { status: problem ? 503 : 200, headers })
  } catch {
    return Response.json({ status: 'database not reachable' }, { status: 503, headers })
  }
}
