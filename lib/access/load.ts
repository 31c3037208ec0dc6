import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { recordRefusal } from '#lib/audit/commands.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import type { Actor } from './actor.ts'

/**
 * For pages: what a query refuses becomes a 404 and an audit row. `meanwhile`: where to go when the state of something has
 * changed since the address was made; `posted`: the page answers a form that was sent without a script, and was refused.
 */
export async function load<T>(
  actor: Actor,
  query: Promise<T>,
  meanwhile?: (conflict: Conflict, posted: boolean) => string,
): Promise<T> {
  try {
    return await query
  } catch (error) {
    if (error instanceof Conflict && meanwhile)
      return redirect(meanwhile(error, (await headers()).has('content-type')))
    if (!(error instanceof NotFound)) throw error
    await recordRefusal(actor, error.what)
    return notFound()
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** An id from a URL; anything else than a UUID does not exist. */
export function idParam(value: string | string[] | undefined): string {
  return typeof value === 'string' && uuid.test(value) ? value : notFound()
}
