import { Forbidden } from '#lib/errors.ts'

type Headers = { get(name: string): string | null }

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/

/** One machine has several names for itself; of another one each name is a place of its own. */
const isSamePlace = (a: URL, b: URL): boolean =>
  a.host === b.host || (loopback.test(a.hostname) && loopback.test(b.hostname) && a.port === b.port)

/** Where this request says that it went; null when that is no address. */
function askedPlace(headers: Headers): URL | null {
  const host = headers.get('x-forwarded-host') ?? headers.get('host')
  return host ? URL.parse(`http://${host}`) : null
}

/**
 * A write must come from our own pages. Browsers send `Origin` with every POST; one that is missing, `null` or foreign
 * is refused, also where Next would let it through. Without STEPWISE_URL the host that was asked is ours.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = URL.parse(headers.get('origin') ?? '')
  const configured = process.env.STEPWISE_URL
  const home = configured ? URL.parse(configured) : askedPlace(headers)
  return origin !== null && home !== null && isSamePlace(origin, home)
}

export function assertSameOrigin(headers: Headers): void {
  if (isSameOrigin(headers)) return
  throw new Forbidden('This came from another page. Please open Stepwise again and repeat it.')
}
