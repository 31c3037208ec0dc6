import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { deliverMail, queueMail } from '#lib/mail/commands.ts'
import { erasedMail } from '#lib/mail/rules.ts'
import type { RecordRequest } from '#prisma/generated/client.ts'
import { visiblePatients } from '../policy.ts'
import { managedRequests } from './policy.ts'
import { erasableOf } from './queries.ts'
import { CLOSED_BY_ERASURE, erasureAnswer, toldBy } from './rules.ts'
import type { FinishRequest } from './schema.ts'

type Wish = Pick<FinishRequest, 'requestId' | 'note'> & Partial<FinishRequest>

type Asked = Pick<RecordRequest, 'id' | 'kind' | 'doneAt'>

/** What the answer to a request says to the patient: of an erasure needed, of anything else there is none. */
async function answerTo(
  tx: Tx,
  actor: AccountActor,
  request: Asked,
  { answer = '', erase = '' }: Wish,
): Promise<string | null> {
  if (request.kind !== 'erasure' || request.doneAt) return null
  const erasable = (await erasableOf(tx, actor, [request])).has(request.id)
  const found = erasureAnswer({ answer, erase, erasable })
  if ('wrong' in found) throw new Invalid(found.wrong)
  return found.told
}

/** Erases who was invited and never treated, and writes to her a last time. Throws Conflict for anybody else. */
async function erase(
  tx: Tx,
  actor: AccountActor,
  { id, patientId }: { id: string; patientId: string },
  answer: string,
): Promise<void> {
  const patient = await tx.patient.findFirst({
    where: { AND: [visiblePatients(actor), { id: patientId }] },
    select: { fullName: true, email: true, account: { select: { email: true } } },
  })
  const [row] = await tx.$queryRaw<{ erased: boolean }[]>`SELECT erase_untreated(${id}::uuid) AS erased`
  if (!patient || !row?.erased)
    throw new Conflict(
      'Nobody can be erased here: there is a treatment, or a form with answers, and that is kept. Load the page again and say so in the answer.',
    )
  const to = patient.account?.email ?? patient.email
  const name = patient.fullName
  const mail = to && erasedMail({ to, name, clinic: actor.clinicName, answer })
  if (mail) await queueMail(tx, actor, { ...mail, patientId })
  await recordAudit(tx, actor, { type: 'patient.erased', patientId })
}

/** What else somebody asked who is erased: there is no record any more of which it could be carried out. */
async function closeOthers(
  tx: Tx,
  actor: AccountActor,
  { id, patientId }: { id: string; patientId: string },
  now: Date,
): Promise<void> {
  const where = { AND: [managedRequests(actor), { patientId, doneAt: null, id: { not: id } }] }
  const others = await tx.recordRequest.findMany({ where, select: { id: true, kind: true } })
  const done = { doneAt: now, doneById: actor.accountId, note: CLOSED_BY_ERASURE }
  await tx.recordRequest.updateMany({ where, data: done })
  await recordAudit(
    tx,
    actor,
    ...others.map((other) => ({
      type: 'record.request_done' as const,
      patientId,
      subjectId: other.id,
      data: { kind: other.kind },
    })),
  )
}

const withPatient = { patient: { select: { erasedAt: true } } } as const

type Stands = Pick<RecordRequest, 'kind' | 'doneById' | 'note' | 'answer'> & {
  patient: { erasedAt: Date | null }
}

/** Whether what stands as done is this wish, sent before: by the same admin, in the same words, with the same choice. */
function isSame(stands: Stands, actor: AccountActor, { note, answer = '', erase = '' }: Wish): boolean {
  if (stands.doneById !== actor.accountId || stands.note !== note) return false
  if (stands.kind !== 'erasure') return true
  return (stands.patient.erasedAt !== null) === (erase === 'yes') && stands.answer === toldBy(answer, erase)
}

/**
 * Marks a request of a patient as done, with what was done. Sent twice it is done once. `first`: whether this answer is
 * the one that stands; else another was quicker, and that stays. Throws NotFound for a request that the actor may not
 * carry out; Invalid for an erasure without an answer to the patient that fits what is done, Conflict for the erasing of
 * somebody whose record is kept.
 */
export async function finishRequest(
  actor: AccountActor,
  wish: Wish,
  now: Date = new Date(),
): Promise<{ requestId: string; first: boolean }> {
  const { requestId, note } = wish
  const done = await asActor(actor, async (tx) => {
    await takeTurn(tx, 'recordRequest', `request ${requestId}`)
    const read = () =>
      tx.recordRequest.findFirst({
        where: { AND: [managedRequests(actor), { id: requestId }] },
        include: withPatient,
      })
    const request = await read()
    if (!request) throw new NotFound('request')
    const { patientId, kind } = request
    const told = await answerTo(tx, actor, request, wish)
    if (told !== null && wish.erase === 'yes') {
      await erase(tx, actor, request, told)
      await closeOthers(tx, actor, request, now)
    }
    const { count } = await tx.recordRequest.updateMany({
      where: { AND: [managedRequests(actor), { id: requestId, doneAt: null }] },
      data: { doneAt: now, doneById: actor.accountId, note, answer: told },
    })
    if (count === 0) {
      const stands = await read()
      return { requestId, first: stands !== null && isSame(stands, actor, wish) }
    }
    await recordAudit(tx, actor, {
      type: 'record.request_done',
      patientId,
      subjectId: requestId,
      data: { kind },
    })
    return { requestId, first: true }
  })
  void deliverMail(actor.clinicId)
  return done
}
