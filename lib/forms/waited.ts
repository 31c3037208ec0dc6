import { z } from 'zod'
import { Invalid } from '#lib/errors.ts'
import { WAITED } from './result.ts'

/** A year: anything above is no phone that waited for a network. */
const seconds = z.coerce.number().int().min(0).max(31_536_000)

/**
 * When a form was sent: now, or as long ago as it says that it waited on a phone, whose clock may be wrong but measures well. Throws
 * Invalid for anything else.
 */
export function enteredAt(form: FormData, now: Date): Date {
  const posted = form.get(WAITED)
  if (posted === null) return now
  const waited = seconds.safeParse(posted === '' ? Number.NaN : posted)
  if (!waited.success) throw new Invalid({}, 'The form could not be read. Please load the page again.')
  return new Date(now.getTime() - waited.data * 1000)
}
