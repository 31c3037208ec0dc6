import 'server-only'
import type { AccountActor, Role } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { sendsMail } from '#lib/mail/queries.ts'
import { vouchesFor } from '../address/queries.ts'
import { isResettable, mayShowReset } from './policy.ts'

type Patient = { id: string; account: { status: string; roles: readonly Role[] } | null }

/** Whether the actor may show a patient the link to a new password. */
export const showsReset = async (tx: Tx, actor: AccountActor, { id, account }: Patient): Promise<boolean> =>
  mayShowReset(actor, id) && !sendsMail() && isResettable(account) && (await vouchesFor(tx, id))
