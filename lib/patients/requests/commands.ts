import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { managedRequests } from './policy.ts'
import type { FinishRequest } from './schema.ts'

/**
 * Marks a request of a patient as done, with what was done. Sent twice it is done once. `first`: whether these words are
 * those that stand; else somebody was quicker, and theirs stay. Throws NotFound for a request that the actor may not
 * carry out.
 */
export function finishRequest(
  actor: AccountActor,
  { requestId, note }: FinishRequest,
  now: Date = new Date(),
): Promise<{ requestId: string; first: boolean }> {
  return asActor(actor, async (tx) => {
    const read = () =>
      tx.recordRequest.findFirst({ where: { AND: [managedRequests(actor), { id: requestId }] } })
    const request = await read()
    if (!request) throw new NotFound('request')
    const { count } = await tx.recordRequest.updateMany({
      where: { AND: [managedRequests(actor), { id: requestId, doneAt: null }] },
      data: { doneAt: now, doneById: actor.accountId, note },
    })
    if (count === 0) {
      const stands = await read()
      return { requestId, first: stands?.doneById === actor.accountId && stands.note === note }
    }
    const { patientId, kind } = request
    await recordAudit(tx, actor, {
      type: 'record.request_done',
      patientId,
      subjectId: requestId,
      data: { kind },
    })
    return { requestId, first: true }
  })
}
