import 'server-only'
import { type AccountActor, isPatient } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { deliverMail } from '#lib/mail/commands.ts'
import { recordRequestMail } from '#lib/mail/rules.ts'
import { numberText } from '#lib/patients/rules.ts'
import { publicUrl } from '#lib/public-url.ts'
import type { RequestInput, RequestKind, TakeBackInput } from './schema.ts'

const DAY_MS = 86_400_000

/** More than anybody asks. */
const ALL = 1000

/**
 * A patient asks the clinic for a copy of her record or for a correction. Every admin gets a message. While one of a kind is
 * open, asking again is the same request; after a day it is told once more. Throws NotFound for anybody without a record.
 */
export async function requestRecord(
  actor: AccountActor,
  { kind }: RequestInput,
  now: Date = new Date(),
): Promise<RequestInput> {
  const url = `${await publicUrl()}/admin/requests`
  await asActor(actor, async (tx) => {
    if (!isPatient(actor)) throw new NotFound('record')
    const { clinicId, patientId } = actor
    await takeTurn(tx, 'recordRequest', `record ${patientId}`)
    const patient = await tx.patient.findFirst({
      where: { clinicId, id: patientId },
      select: { number: true },
    })
    if (!patient) throw new NotFound('record')
    const open = await tx.recordRequest.findFirst({ where: { clinicId, patientId, kind, doneAt: null } })
    if (open && (await wasTold(tx, open, now))) return
    const id = open?.id ?? newId()
    if (!open)
      await tx.recordRequest.createMany({
        data: [{ id, clinicId, patientId, kind, askedById: actor.accountId, askedAt: now }],
      })
    const { clinicName: clinic } = actor
    const { subject, text } = recordRequestMail({ clinic, kind, number: numberText(patient.number), url })
    if (open || (await takenBack(tx, kind, now)) < MOST_TOLD)
      await tx.$executeRaw`SELECT queue_admin_mail(${subject}, ${text})`
    await recordAudit(tx, actor, { type: 'record.requested', patientId, subjectId: id, data: { kind } })
  })
  void deliverMail(actor.clinicId)
  return { kind }
}

/** Whoever asks and takes back by turns writes to the admins so many times a day. */
const MOST_TOLD = 3

/** How often the same was asked for within a day and taken back. */
async function takenBack(tx: Tx, kind: RequestKind, now: Date): Promise<number> {
  const since = new Date(now.getTime() - DAY_MS)
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM own_record_requests(${ALL}::int)
    WHERE kind::text = ${kind} AND "takenBack" AND "askedAt" > ${since}::timestamptz LIMIT ${MOST_TOLD}::int`
  return found.length
}

/**
 * A patient takes an open request of hers back. Sent twice it is taken back once. Throws NotFound for what is not hers, Conflict
 * for what the clinic has done meanwhile.
 */
export async function takeBackRequest(
  actor: AccountActor,
  { requestId }: TakeBackInput,
  now: Date = new Date(),
): Promise<{ requestId: string }> {
  return asActor(actor, async (tx) => {
    if (!isPatient(actor)) throw new NotFound('request')
    await takeTurn(tx, 'recordRequest', `request ${requestId}`)
    const own = await tx.$queryRaw<{ id: string; takenBack: boolean }[]>`
      SELECT id, "takenBack" FROM own_record_requests(${ALL}::int) WHERE id = ${requestId}::uuid`
    const [stands] = own
    if (!stands) throw new NotFound('request')
    if (stands.takenBack) return { requestId }
    const [row] = await tx.$queryRaw<{ kind: RequestKind | null }[]>`
      SELECT take_back_request(${requestId}::uuid, ${now}::timestamptz) AS kind`
    if (!row?.kind)
      throw new Conflict('This is done already, so it cannot be taken back. Load the page again.')
    await recordAudit(tx, actor, {
      type: 'record.request_taken_back',
      patientId: actor.patientId,
      subjectId: requestId,
      data: { kind: row.kind },
    })
    return { requestId }
  })
}

type OpenRequest = { id: string; clinicId: string; patientId: string; askedAt: Date }

/** Whether the clinic has heard of it within a day. */
async function wasTold(
  tx: Tx,
  { id, clinicId, patientId, askedAt }: OpenRequest,
  now: Date,
): Promise<boolean> {
  const since = new Date(now.getTime() - DAY_MS)
  if (askedAt > since) return true
  const where = { clinicId, patientId, type: 'record.requested', subjectId: id, at: { gt: since } }
  return (await tx.auditEvent.count({ where })) > 0
}
