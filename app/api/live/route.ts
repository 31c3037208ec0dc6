import { isStaffWatching, requireWatchingStaff } from '#lib/accounts/session.ts'
import { liveCounts } from '#lib/live/queries.ts'

export const dynamic = 'force-dynamic'

/** The numbers beside the navigation of a page of the clinic that is open, as they change. */
export async function GET(): Promise<Response> {
  const { actor, again } = await requireWatchingStaff()
  return new Response(liveCounts(actor.clinicId, again), {
    // A proxy on the way must neither keep nor pack what is to arrive at once. The line is not used again: a browser that asks
    // anew on it would hold up a server that is told to stop.
    headers: {
      connection: 'close',
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

/** Why the line was refused: 404 where nobody of the clinic is signed in. */
export async function HEAD(): Promise<Response> {
  return new Response(null, { status: (await isStaffWatching()) ? 200 : 404 })
}
