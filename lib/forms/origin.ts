import { Forbidden } from '#lib/errors.ts'

/**
 * A write must come from our own pages. Browsers send `Origin` with every POST; one that is missing, `null` or foreign
 * is refused, also where Next would let it through.
 */
export function isSameOrigin(headers: { get(name: string): string | null }): boolean {
  const origin = headers.get('origin')
  const home = process.env.STEPWISE_URL
  const host = home ? new URL(home).host : (headers.get('x-forwarded-host') ?? headers.get('host'))
  if (!origin || origin === 'null' || !host) return false
  return URL.canParse(origin) && new URL(origin).host === host
}

export function assertSameOrigin(headers: { get(name: string): string | null }): void {
  if (isSameOrigin(headers)) return
  throw new Forbidden('This came from another page. Please open Stepwise again and repeat it.')
}
