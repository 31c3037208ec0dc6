import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { addLink } from '#lib/accounts/links/commands.ts'
import { tokenMinutes } from '#lib/accounts/links/rules.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { sendsMail } from '#lib/mail/queries.ts'
import { publicUrl } from '#lib/public-url.ts'
import { vouchesFor } from '../address/queries.ts'
import { lockPatient } from '../invite/commands.ts'
import { qrOf } from '../invite/rules.ts'
import { mayShowReset, resettable } from './policy.ts'
import type { ResetShown } from './schema.ts'

/**
 * A link to a new password for a patient who stands there, where no mail server would send her one; the links before stop
 * working, the old password once this one is used. She reads on her record who made it. Throws NotFound for whoever is no
 * physio or may not read the record, Conflict where mail is sent, and for an account that is not in use or opens more than her record.
 */
export async function showReset(actor: AccountActor, input: { patientId: string }): Promise<ResetShown> {
  const base = await publicUrl()
  const url = await asActor(actor, async (tx) => {
    if (!mayShowReset(actor, input.patientId)) throw new NotFound('patient')
    const { id: patientId } = await lockPatient(tx, actor, input.patientId)
    if (!(await vouchesFor(tx, patientId))) throw new NotFound('patient')
    if (sendsMail())
      throw new Conflict('The patient asks for it where everybody signs in, and the link comes by mail.')
    const account = await tx.account.findFirst({ where: resettable(actor, patientId), select: { id: true } })
    if (!account)
      throw new Conflict(
        'This is not the account of a patient in use. Whoever is of the staff too asks an admin.',
      )
    await recordAudit(tx, actor, { type: 'account.reset_shown', patientId, subjectId: account.id })
    return (await addLink(tx, actor, { accountId: account.id, kind: 'password_reset', base })).url
  })
  return { patientId: input.patientId, url, qr: qrOf(url), minutes: tokenMinutes.password_reset }
}
