import { databaseState } from '#lib/db/state.ts'

export const dynamic = 'force-dynamic'

const headers = { 'cache-control': 'no-store' }

/** Whether requests may be sent here: the database answers and is current. */
export async function GET(): Promise<Response> {
  try {
    const { missing } = await databaseState()
    const status = missing.length === 0 ? 'ready' : 'migrations behind'
    return Response.json({ status }, { status: missing.length === 0 ? 200 : 503, headers })
  } catch {
    return Response.json({ status: 'database not reachable' }, { status: 503, headers })
  }
}
