import 'server-only'
import { createTransport, type Transporter } from 'nodemailer'
import { asAccount, lookUp, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import { log } from '#lib/log.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { dueAgain, MAX_ATTEMPTS } from './rules.ts'
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

type Waiting = { id: string; to: string; subject: string; text: string; attempts: number }

/**
 * Sends what waits in every clinic's outbox and is due; how many left. It never throws. Any number of servers may do it at
 * once: each message is claimed by one.
 */
export async function deliverAllMail(): Promise<number> {
  if (!process.env.SMTP_URL) return 0
  let sent = 0
  try {
    const clinics = await lookUp<{ clinicId: string }>(
      Prisma.sql`SELECT "clinicId" FROM mail_due_clinics(${MAX_ATTEMPTS}::int)`,
    )
    for (const { clinicId } of clinics) sent += await deliverMail(clinicId)
  } catch (error) {
    log.warn({ kind: error instanceof Error ? error.name : 'unknown' }, 'mail not looked for')
  }
  return sent
}

/** Often enough for the message that somebody on duty is needed at once. */
const ROUND_MS = 15_000

/**
 * Looks for mail now and from now on: what waited when a server ended, what could not leave, and what was queued by a
 * transaction whose server ended before it could be sent. Called once by instrumentation.ts.
 */
export function startMailRounds(every = ROUND_MS): () => void {
  if (!process.env.SMTP_URL) return () => undefined
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  const round = async () => {
    await deliverAllMail()
    if (!isOver) timer = setTimeout(round, every).unref()
  }
  void round()
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

/**
 * Sends what waits in a clinic's outbox and is due; how many left. Without SMTP_URL everything stays, for an admin to
 * read. Called without waiting for it: it never throws. What fails stays, and is tried again after a pause that grows.
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
      SELECT id, "to", subject, text, attempts FROM "Mail"
      WHERE "clinicId" = ${clinicId}::uuid AND "sentAt" IS NULL AND attempts < ${MAX_ATTEMPTS} AND "dueAt" <= now()
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
        data: {
          error: reason,
          attempts: { increment: 1 },
          dueAt: dueAgain(mail.attempts + 1, new Date()),
        },
      })
      return reason
    }
  })
  if (failure && failure !== 'nothing waits') log.warn({ clinicId, reason: failure }, 'mail not delivered')
  return failure === null
}
