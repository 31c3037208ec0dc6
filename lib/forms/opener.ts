import type { Actor } from '#lib/access/actor.ts'
import { SignedOut } from '#lib/errors.ts'
import { OPENER } from './result.ts'

/**
 * Computers are shared: what one person typed must not be saved in the name of another, who signed in meanwhile in a second
 * tab. It keeps honest people apart and no stranger out, so that a form without the field is let through.
 */
export function assertOpener(actor: Actor | null, form: FormData): void {
  const opener = form.get(OPENER)
  if (opener === null || actor?.kind !== 'account' || opener === actor.accountId) return
  const { name } = actor
  throw new SignedOut(
    `Not saved: ${name} is signed in now, and somebody else opened this page. Whoever typed this can sign in again and save it. To go on as ${name}, load the page again.`,
  )
}
