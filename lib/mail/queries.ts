import 'server-only'
import { type AccountActor, isAdmin } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { MAX_ATTEMPTS, type MailProgress, type MailState, mailState } from './rules.ts'
import type { OutboxView } from './schema.ts'

export type OutboxMail = {
  id: string
  to: string
  subject: string
  /** Empty once it was sent. */
  text: string
  /** About a patient, so that subject and text are empty for whoever is no physio. */
  hidden: boolean
  at: string
  when: string
  state: MailState
  attempts: number
  /** One of those that the number beside the outbox counts. */
  stuck: boolean
}

export type Outbox = {
  view: OutboxView
  mails: OutboxMail[]
  /** How many have not left and still may, or were refused of late. */
  stuck: number
  /** The id of the last one, when there are more. */
  next: string | null
  /** It begins further down. */
  further: boolean
  /** Whether messages leave at all. */
  sends: boolean
}

/** Whether messages leave by themselves; else an admin reads them in the outbox. */
export const sendsMail = (): boolean => Boolean(process.env.SMTP_URL)

export type PatientMail = { state: MailState; when: string }

/**
 * How the last link or invitation to the present address of a patient fared, without its words; null when there was none, or
 * nothing has to be done about it any more. Without a mail server the outbox is the way, and nothing there is late. In the
 * transaction of a page that staff may read.
 */
export async function mailOfPatient(
  tx: Tx,
  actor: AccountActor,
  patientId: string,
  now: Date,
): Promise<PatientMail | null> {
  if (!sendsMail()) return null
  const [mail] = await tx.$queryRaw<(MailProgress & { createdAt: Date })[]>`
    SELECT * FROM patient_mail(${patientId}::uuid)`
  return mail ? { state: mailState(mail, now), when: timeText(mail.createdAt, actor.timeZone, now) } : null
}

const SHOWN = 100

type Row = Pick<OutboxMail, 'id' | 'to' | 'subject' | 'text' | 'attempts' | 'hidden' | 'stuck'> & {
  createdAt: Date
  takenBack: boolean
} & MailProgress

/**
 * A page of the messages of the clinic, for an admin, newest first; of those that did not leave first what the number beside the
 * outbox counts. `after`: the last one of the page before. The words of what is about a patient are for one who is a physio, too,
 * and of what opens her record for her team. Reading them is audited, for they can hold links.
 */
export async function outbox(
  actor: AccountActor,
  now: Date,
  { view, after }: { view: OutboxView; after: string | null } = { view: 'all', after: null },
): Promise<Outbox> {
  if (!isAdmin(actor)) throw new NotFound('outbox')
  return asActor(actor, async (tx) => {
    const found = await tx.$queryRaw<Row[]>`
      SELECT * FROM mail_outbox(${actor.clinicId}::uuid, ${view === 'unsent'}::boolean, ${after}::uuid, ${now}::timestamptz,
        ${MAX_ATTEMPTS}::int, ${SHOWN + 1}::int)`
    const [{ unsent } = { unsent: 0 }] = await tx.$queryRaw<{ unsent: number }[]>`
      SELECT unsent FROM mail_stuck(${now}::timestamptz, ${MAX_ATTEMPTS}::int)`
    await recordAudit(tx, actor, { type: 'mail.read' })
    const mails = found.slice(0, SHOWN)
    return {
      view,
      stuck: sendsMail() ? unsent : 0,
      next: found.length > SHOWN ? (mails.at(-1)?.id ?? null) : null,
      further: after !== null,
      sends: sendsMail(),
      mails: mails.map(({ createdAt, sentAt, error, endsAt, takenBack, ...mail }) => ({
        ...mail,
        at: createdAt.toISOString(),
        when: timeText(createdAt, actor.timeZone, now),
        state: mailState({ sentAt, error, endsAt, takenBack, attempts: mail.attempts }, now),
      })),
    }
  })
}
