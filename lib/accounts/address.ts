import 'server-only'
import { isIP } from 'node:net'
import { headers } from 'next/headers'
import { PEER_HEADER, trustedHops } from './peers.ts'

/** The eight groups of an IPv6 address, or null when it holds an IPv4 address. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const middle = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array.from({ length: middle }, () => '0'), ...right].map((g) =>
    g.replace(/^0+(?=.)/, ''),
  )
}

/** IPv4 /24, IPv6 /64: what one household or office usually has. What is no address is one range of its own. */
export function addressRange(address: string): string {
  const bare = address
    .trim()
    .toLowerCase()
    .replace(/^\[|\](:\d+)?$/g, '')
    .replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1] ?? bare
  if (isIP(mapped) === 4) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`
  if (isIP(mapped) === 6) return `${groupsOf(mapped).slice(0, 4).join(':')}::/64`
  return 'unknown'
}

/**
 * The address that a request came from. `hops` is how many proxies of our own stand in front (STEPWISE_TRUST_PROXY): each
 * of them appends whom it saw to `x-forwarded-for`, so the hops-th from the right is the last one that nobody can make up.
 * Without a proxy it is the peer of the connection.
 */
export function clientAddress(
  headers: { get(name: string): string | null },
  hops: number,
  peerHeader: string,
): string {
  const chain = (headers.get('x-forwarded-for') ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  if (hops > 0) return chain.at(-hops) ?? chain[0] ?? ''
  return headers.get(peerHeader) ?? chain.at(-1) ?? ''
}

/** The network address that this request came from; STEPWISE_TRUST_PROXY says how many proxies of our own it passed. */
export async function requestAddress(): Promise<string> {
  return clientAddress(await headers(), trustedHops(process.env), PEER_HEADER)
}
