import 'server-only'
import { headers } from 'next/headers'
import { PEER_HEADER } from './peers.ts'
import { clientAddress, trustedHops } from './rules.ts'

/** The network address that this request came from; STEPWISE_TRUST_PROXY says how many proxies of our own it passed. */
export async function requestAddress(): Promise<string> {
  return clientAddress(await headers(), trustedHops(process.env), PEER_HEADER)
}
