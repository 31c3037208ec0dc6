import 'server-only'
import { type AccountActor, isAdmin } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { timeText } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { readableMail } from './policy.ts'
import { type MailState, mailState } from './rules.ts'

export type OutboxMail = {
  id: string
  to: string
  subject: string
  /** Empty once it was sent. */
  text: string
  at: string
  when: string
  state: MailState
  attempts: number
}

export type Outbox = { mails: OutboxMail[] /** Whether messages leave at all. */; sends: boolean }

const SHOWN = 100

/** The newest messages of the clinic, for an admin. Reading them is audited, for they can hold links. */
export async function outbox(actor: AccountActor, now: Date): Promise<Outbox> {
  if (!isAdmin(actor)) throw new NotFound('outbox')
  return asActor(actor, async (tx) => {
    const mails = await tx.mail.findMany({
      where: readableMail(actor),
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: SHOWN,
    })
    await recordAudit(tx, actor, { type: 'mail.read' })
    return {
      sends: Boolean(process.env.SMTP_URL),
      mails: mails.map((m) => ({
        id: m.id,
        to: m.to,
        subject: m.subject,
        text: m.text,
        at: m.createdAt.toISOString(),
        when: timeText(m.createdAt, actor.timeZone, now),
        state: mailState(m),
        attempts: m.attempts,
      })),
    }
  })
}
