import 'server-only'
import { Server } from 'node:http'

/** Set by `markPeers` on every request, over whatever a client sent under this name. */
export const PEER_HEADER = 'x-stepwise-peer'

/**
 * Next hands server code the headers of a request but not its connection, and keeps an `x-forwarded-for` that a client
 * made up. Called once by instrumentation.ts, this writes the real peer into a header of our own.
 */
export function markPeers(): void {
  const marked = Server.prototype as Server & { stepwisePeers?: true }
  if (marked.stepwisePeers) return
  marked.stepwisePeers = true
  const emit = marked.emit
  marked.emit = function mark(this: Server, event: string, ...rest: unknown[]): boolean {
    if (event === 'request') {
      const request = rest[0] as {
        headers: Record<string, string | undefined>
        socket?: { remoteAddress?: string }
      }
      request.headers[PEER_HEADER] = request.socket?.remoteAddress ?? ''
    }
    return Reflect.apply(emit, this, [event, ...rest]) as boolean
  } as typeof emit
}
