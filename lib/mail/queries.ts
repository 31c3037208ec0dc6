import 'server-only'
import { type AccountActor, isAdmin } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { timeText } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { type MailState, mailState } from './rules.ts'

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
}

export type Outbox = { mails: OutboxMail[] /** Whether messages leave at all. */; sends: boolean }

const SHOWN = 100

type Row = Pick<OutboxMail, 'id' | 'to' | 'subject' | 'text' | 'attempts' | 'hidden'> & {
  createdAt: Date
  sentAt: Date | null
  error: string | null
}

/**
 * The newest messages of the clinic, for an admin; the words of what is about a patient for one who is a physio, too. Reading
 * them is audited, for they can hold links.
 */
export async function outbox(actor: AccountActor, now: Date): Promise<Outbox> {
  if (!isAdmin(actor)) throw new NotFound('outbox')
  return asActor(actor, async (tx) => {
    const mails = await tx.$queryRaw<Row[]>`SELECT * FROM mail_outbox(${actor.clinicId}::uuid, ${SHOWN}::int)`
    await recordAudit(tx, actor, { type: 'mail.read' })
    return {
      sends: Boolean(process.env.SMTP_URL),
      mails: mails.map(({ createdAt, sentAt, error, ...mail }) => ({
        ...mail,
        at: createdAt.toISOString(),
        when: timeText(createdAt, actor.timeZone, now),
        state: mailState({ sentAt, error, attempts: mail.attempts }),
      })),
    }
  })
}
