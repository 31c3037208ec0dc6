import 'server-only'
import { Server } from 'node:http'
import { log } from '#lib/log.ts'

/** How many proxies of our own stand in front, as it was set. */
export const trustedHops = (env: Readonly<Record<string, string | undefined>>): number =>
  Number(env.STEPWISE_TRUST_PROXY ?? 0) || 0

/** Set by `markPeers` on every request, over whatever a client sent under this name. */
export const PEER_HEADER = 'x-stepwise-peer'

let warned = false

/**
 * Behind a proxy that nobody told of, everybody calls from one address, and one person's failed sign-ins lock out all. It
 * has to be told here: Next writes this header itself where there is none.
 */
function warnOfProxy(headers: Readonly<Record<string, string | undefined>>): void {
  if (warned || !headers['x-forwarded-for'] || isOwn(headers) || trustedHops(process.env) > 0) return
  warned = true
  log.warn(
    'A proxy stands in front and STEPWISE_TRUST_PROXY is 0: failed sign-ins are counted for all together.',
  )
}

/**
 * Whether Next asks itself: after an action that leads elsewhere it fetches that page with the headers that it has, and so with
 * the one of ours, in which the peer is that from the first time.
 */
const isOwn = (headers: Readonly<Record<string, string | undefined>>): boolean =>
  headers['x-forwarded-for'] === headers[PEER_HEADER]

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
      warnOfProxy(request.headers)
      request.headers[PEER_HEADER] = request.socket?.remoteAddress ?? ''
    }
    return Reflect.apply(emit, this, [event, ...rest]) as boolean
  } as typeof emit
}
