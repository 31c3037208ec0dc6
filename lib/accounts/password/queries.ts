import 'server-only'
import { asNobody } from '#lib/db/as-actor.ts'
import { hashToken } from '../tokens.ts'
import type { AccountTokenView } from './schema.ts'

/** What a link says about itself to the person who holds it; null for one that was never made. */
export async function accountToken(token: string): Promise<AccountTokenView | null> {
  const [row] = await asNobody(
    (tx) => tx.$queryRaw<AccountTokenView[]>`
      SELECT kind, state, email, name, "clinicName" FROM account_token_peek(${hashToken(token)})`,
  )
  return row ?? null
}
