import 'server-only'
import { headers } from 'next/headers'

/**
 * Where people reach this clinic's Stepwise, without a slash at the end: STEPWISE_URL, else the host of this request.
 *
 * A `Host` header is whatever the sender wrote. While messages stay in the outbox that harms nobody; once they leave by
 * SMTP, a link to a stranger's host would carry a secret there, so only STEPWISE_URL counts then.
 */
export async function publicUrl(): Promise<string> {
  const set = process.env.STEPWISE_URL
  if (set) return set.replace(/\/+$/, '')
  const local = `http://127.0.0.1:${process.env.PORT ?? 3000}`
  if (process.env.SMTP_URL) return local
  const host = await requestHost()
  return host && /^[\w.:[\]-]+$/.test(host) ? `http://${host}` : local
}

/** Null where nobody made a request: a script, a test. */
async function requestHost(): Promise<string | null> {
  try {
    return (await headers()).get('host')
  } catch {
    return null
  }
}
