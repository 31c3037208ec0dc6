import 'server-only'
import { createTransport, type Transporter } from 'nodemailer'
import { asAccount, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { log } from '#lib/log.ts'
import { MAX_ATTEMPTS } from './rules.ts'
import type { MailInput } from './schema.ts'

/** Puts a message into the outbox, in the transaction of what it tells about. It leaves with `deliverMail`, after commit. */
export async function queueMail(tx: Tx, who: { clinicId: string }, mail: MailInput): Promise<void> {
  await tx.mail.createMany({ data: [{ id: newId(), clinicId: who.clinicId, ...mail }] })
}

const keep = globalThis as typeof globalThis & { stepwiseSmtp?: { url: string; transport: Transporter } }

function transport(url: string): Transporter {
  if (keep.stepwiseSmtp?.url !== url) {
    const patience = { connectionTimeout: 4_000, greetingTimeout: 4_000, socketTimeout: 8_000 }
    keep.stepwiseSmtp = { url, transport: createTransport({ url, ...patience }) }
  }
  return keep.stepwiseSmtp.transport
}

const sender = (): string => process.env.STEPWISE_MAIL_FROM ?? 'Stepwise <no-reply@localhost>'

type Waiting = { id: string; to: string; subject: string; text: string }

/**
 * Sends what waits in a clinic's outbox; how many left. Without SMTP_URL everything stays, for an admin to read. Called
 * without waiting for it: it never throws. What fails stays and goes with the next message or the next sign-in.
 */
export async function deliverMail(clinicId: string): Promise<number> {
  const url = process.env.SMTP_URL
  if (!url) return 0
  let sent = 0
  try {
    while (await sendOne(clinicId, url)) sent += 1
  } catch (error) {
    log.warn({ clinicId, kind: error instanceof Error ? error.name : 'unknown' }, 'mail not delivered')
  }
  return sent
}

/**
 * One message a transaction: the row stays locked while it is on its way, so that another server skips it, and what the
 * mail server took is marked as sent at once. A crash in between sends a message twice rather than never.
 */
async function sendOne(clinicId: string, url: string): Promise<boolean> {
  const failure = await asAccount(clinicId, '', async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.duty', 'mail', true)`
    const [mail] = await tx.$queryRaw<Waiting[]>`
      SELECT id, "to", subject, text FROM "Mail"
      WHERE "clinicId" = ${clinicId}::uuid AND "sentAt" IS NULL AND attempts < ${MAX_ATTEMPTS}
      ORDER BY "createdAt" LIMIT 1 FOR UPDATE SKIP LOCKED`
    if (!mail) return 'nothing waits' as const
    try {
      const { to, subject, text } = mail
      await transport(url).sendMail({ from: sender(), to, subject, text })
      await tx.mail.updateMany({
        where: { id: mail.id, clinicId },
        data: { sentAt: new Date(), text: '', error: null, attempts: { increment: 1 } },
      })
      return null
    } catch (error) {
      const reason = String((error as { code?: unknown }).code ?? 'failed').slice(0, 40)
      await tx.mail.updateMany({
        where: { id: mail.id, clinicId },
        data: { error: reason, attempts: { increment: 1 } },
      })
      return reason
    }
  })
  if (failure && failure !== 'nothing waits') log.warn({ clinicId, reason: failure }, 'mail not delivered')
  return failure === null
}
