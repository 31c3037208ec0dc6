import 'server-only'
import { createTransport, type Transporter } from 'nodemailer'
import { asAccount, type Tx } from '#lib/db/as-actor.ts'
import { log } from '#lib/log.ts'
import { dueAgain, isAboutOneMessage, isRefusedForGood, MAX_ATTEMPTS, refusedForGood } from '../rules.ts'

/*
 * A message is claimed in one short transaction, sent outside any, and marked in another: a slow mail server holds no
 * connection of the database, and nothing that it does undoes what was counted. The claim is a lease: it counts the attempt
 * and moves `dueAt` on by the pause that follows it, by the database's clock, and a message is given up before that pause is
 * over. So no two servers send it at once, and a server that ends in between has made one attempt that failed. What the mail
 * server took and nobody could mark any more is sent again: twice rather than never.
 */

const keep = globalThis as typeof globalThis & { stepwiseSmtp?: { url: string; transport: Transporter } }

function transport(url: string): Transporter {
  if (keep.stepwiseSmtp?.url !== url) {
    const patience = { connectionTimeout: 5_000, greetingTimeout: 10_000, socketTimeout: 30_000 }
    keep.stepwiseSmtp = { url, transport: createTransport({ url, ...patience }) }
  }
  return keep.stepwiseSmtp.transport
}

const sender = (): string => process.env.STEPWISE_MAIL_FROM ?? 'Stepwise <no-reply@localhost>'

type Claimed = { id: string; to: string; subject: string; text: string; attempts: number }

/** `refused`: this message alone; `failed`: the next one would hardly fare better now. */
export type Outcome = 'sent' | 'refused' | 'failed' | 'nothing due'

/** Sends the most pressing message of a clinic that is due, and gives it up after `patienceMs` in all. */
export async function sendNext(clinicId: string, url: string, patienceMs: number): Promise<Outcome> {
  const mail = await claim(clinicId)
  if (!mail) return 'nothing due'
  const { id, to, subject, text, attempts } = mail
  try {
    const signal = AbortSignal.timeout(patienceMs)
    await transport(url).sendMail({ from: sender(), to, subject, text, signal })
  } catch (error) {
    const reason = String((error as { code?: unknown }).code ?? 'failed').slice(0, 40)
    log.warn({ clinicId, reason }, 'mail not delivered')
    // What is refused for good has had its attempts: an admin sees it at once, and not after a day and a half.
    const data = isRefusedForGood(error)
      ? { error: refusedForGood, attempts: MAX_ATTEMPTS }
      : { error: reason }
    await forMail(clinicId, (tx) =>
      tx.mail.updateMany({ where: { id, clinicId, sentAt: null, attempts }, data }),
    )
    return isAboutOneMessage(error) ? 'refused' : 'failed'
  }
  await forMail(clinicId, (tx) =>
    tx.mail.updateMany({ where: { id, clinicId }, data: { sentAt: new Date(), text: '', error: null } }),
  )
  return 'sent'
}

/** What calls the duty first, then what was tried least, then the oldest. */
const claim = (clinicId: string): Promise<Claimed | null> =>
  forMail(clinicId, async (tx) => {
    const [mail] = await tx.$queryRaw<(Claimed & { now: Date })[]>`
      SELECT id, "to", subject, text, attempts + 1 AS attempts, now() AS now FROM "Mail"
      WHERE "clinicId" = ${clinicId}::uuid AND "sentAt" IS NULL AND attempts < ${MAX_ATTEMPTS} AND "dueAt" <= now() AND "endsAt" > now()
      ORDER BY urgent DESC, "Mail".attempts, "createdAt", id LIMIT 1 FOR UPDATE SKIP LOCKED`
    if (!mail) return null
    const { id, attempts, now } = mail
    await tx.mail.updateMany({ where: { id, clinicId }, data: { attempts, dueAt: dueAgain(attempts, now) } })
    return mail
  })

const forMail = <T>(clinicId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  asAccount(clinicId, '', async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.duty', 'mail', true)`
    return work(tx)
  })
