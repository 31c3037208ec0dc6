import 'server-only'
import { type AccountActor, isPatient } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { deliverMail, queueMail } from '#lib/mail/commands.ts'
import { recordRequestMail } from '#lib/mail/rules.ts'
import { numberText } from '#lib/patients/rules.ts'
import { publicUrl } from '#lib/public-url.ts'
import type { RequestInput } from './schema.ts'

const DAY_MS = 86_400_000

/**
 * A patient asks the clinic for a copy of her record or for a correction. Every admin gets a message, and the request stands in
 * the audit. Asking again within a day is the same request. Throws NotFound for anybody without a record.
 */
export async function requestRecord(
  actor: AccountActor,
  { kind }: RequestInput,
  now: Date = new Date(),
): Promise<RequestInput> {
  const url = `${await publicUrl()}/admin/audit`
  await asActor(actor, async (tx) => {
    if (!isPatient(actor)) throw new NotFound('record')
    const { clinicId, patientId } = actor
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`record ${patientId}`}, 0))`
    const patient = await tx.patient.findFirst({
      where: { clinicId, id: patientId },
      select: { number: true },
    })
    if (!patient) throw new NotFound('record')
    const before = await tx.auditEvent.count({
      where: {
        ...{ clinicId, patientId, type: 'record.requested', at: { gt: new Date(now.getTime() - DAY_MS) } },
        data: { equals: { kind } },
      },
    })
    if (before > 0) return
    const admins = await tx.account.findMany({
      where: { clinicId, status: 'active', roles: { has: 'admin' } },
      select: { email: true, name: true },
    })
    for (const { email, name } of admins) {
      const to = { to: email, name, clinic: actor.clinicName }
      await queueMail(tx, actor, recordRequestMail({ ...to, kind, number: numberText(patient.number), url }))
    }
    await recordAudit(tx, actor, { type: 'record.requested', patientId, data: { kind } })
  })
  void deliverMail(actor.clinicId)
  return { kind }
}
