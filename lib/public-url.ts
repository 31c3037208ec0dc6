import 'server-only'
import { headers } from 'next/headers'
import { configuredUrl, ownUrl } from './own-url.ts'

/**
 * Where people reach this clinic's Stepwise, without a slash at the end: STEPWISE_URL, else the host of this request.
 *
 * A `Host` header is whatever the sender wrote. While messages stay in the outbox that harms nobody; once they leave by
 * SMTP, a link to a stranger's host would carry a secret there, so only STEPWISE_URL counts then.
 */
export async function publicUrl(): Promise<string> {
  if (configuredUrl() || process.env.SMTP_URL) return ownUrl()
  const host = await requestHost()
  return host && /^[\w.:[\]-]+$/.test(host) ? `http://${host}` : ownUrl()
}

/**
 * What a link may name that a stranger asks for, in a mail to somebody else: STEPWISE_URL, or this machine where it is asked on
 * it, which leads nobody astray. Null otherwise: a dead link helps nobody.
 */
export async function strangersUrl(): Promise<string | null> {
  const host = await requestHost()
  const here = host !== null && /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/.test(host)
  return configuredUrl() ?? (here ? `http://${host}` : null)
}

/** Null where nobody made a request: a script, a test. */
async function requestHost(): Promise<string | null> {
  try {
    return (await headers()).get('host')
  } catch {
    return null
  }
}
