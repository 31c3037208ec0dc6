import 'server-only'
import { lookUp, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { wantsNoRemindersSql } from '#lib/intake/consents/policy.ts'
import { log } from '#lib/log.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { MAX_ATTEMPTS, PATIENCE_MS } from './rules.ts'
import type { QueuedMail } from './schema.ts'
import { sendNext } from './sending/commands.ts'

/** Puts a message into the outbox, in the transaction of what it tells about. It leaves with `deliverMail`, after commit. */
export async function queueMail(tx: Tx, who: { clinicId: string }, mail: QueuedMail): Promise<void> {
  const patientId = mail.patientId ?? null
  await tx.mail.createMany({ data: [{ id: newId(), clinicId: who.clinicId, ...mail, patientId }] })
}

/** Often enough for the message that somebody on duty is needed at once. */
const ROUND_MS = 15_000
/** Clinics that this server sends for at once, whoever asked for it. */
const SENDERS = 3
/** After this long a clinic lets the next one go first, and a round lets the next round look again at what is urgent. */
const TURN_MS = 20_000

type Turn = { /** Something was queued since the sender last looked. */ again: boolean }

// Next loads a module more than once; the clinics that this server sends for are those of all its copies.
const keep = globalThis as typeof globalThis & { stepwiseSending?: Map<string, Turn> }
const sending = (): Map<string, Turn> => {
  keep.stepwiseSending ??= new Map()
  return keep.stepwiseSending
}

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
 * Sends what waits in every clinic's outbox and is due; how many left. It never throws. Any number of servers may do it at
 * once: each message is claimed by one.
 */
export async function deliverAllMail(patienceMs = PATIENCE_MS): Promise<number> {
  if (!process.env.SMTP_URL) return 0
  const end = Date.now() + TURN_MS
  const failed = new Set<string>()
  let sent = 0
  const lane = async () => {
    while (Date.now() < end) {
      const due = await lookUp<{ clinicId: string }>(
        Prisma.sql`SELECT "clinicId" FROM mail_due_clinics(${MAX_ATTEMPTS}::int)`,
      )
      const next = due.find(({ clinicId }) => mayBegin(clinicId) && !failed.has(clinicId))
      if (!next) return
      const turn = await takeTurn(next.clinicId, patienceMs)
      sent += turn.sent
      if (turn.failed) failed.add(next.clinicId)
    }
  }
  try {
    await Promise.all(Array.from({ length: SENDERS }, lane))
  } catch (error) {
    log.warn({ kind: error instanceof Error ? error.name : 'unknown' }, 'mail not looked for')
  }
  return sent
}

/**
 * Sends what waits in a clinic's outbox and is due; how many left. Without SMTP_URL everything stays, for an admin to
 * read. Called without waiting for it: it never throws. What fails stays, and is tried again after a pause that grows. A
 * clinic has one sender at a time, who looks again for whoever else asks; beyond SENDERS of them the next round does it.
 */
export async function deliverMail(clinicId: string): Promise<number> {
  if (!process.env.SMTP_URL) return 0
  const running = sending().get(clinicId)
  if (running) running.again = true
  return mayBegin(clinicId) ? (await takeTurn(clinicId, PATIENCE_MS)).sent : 0
}

const mayBegin = (clinicId: string): boolean => !sending().has(clinicId) && sending().size < SENDERS

async function takeTurn(clinicId: string, patienceMs: number): Promise<{ sent: number; failed: boolean }> {
  const turn: Turn = { again: false }
  sending().set(clinicId, turn)
  const end = Date.now() + TURN_MS
  let sent = 0
  try {
    for (;;) {
      turn.again = false
      const url = process.env.SMTP_URL
      const outcome = url ? await sendNext(clinicId, url, patienceMs) : 'nothing due'
      if (outcome === 'sent') sent += 1
      const isDone = outcome === 'nothing due' && !turn.again
      if (isDone || outcome === 'failed' || Date.now() >= end) return { sent, failed: outcome === 'failed' }
    }
  } catch (error) {
    log.warn({ clinicId, kind: error instanceof Error ? error.name : 'unknown' }, 'mail not delivered')
    return { sent, failed: true }
  } finally {
    sending().delete(clinicId)
  }
}

/**
 * Queues a message about a case to its patient, once by its key; whether it is new. Who cannot sign in gets none, and neither
 * does who wants no reminders: what waits stands on her pages all the same.
 */
export async function queueOwnMail(
  tx: Tx,
  who: { clinicId: string },
  caseId: string,
  once: string,
  { subject, text }: Pick<QueuedMail, 'subject' | 'text'>,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ queued: boolean }[]>`
    SELECT queue_patient_mail(c.id, ${once}, ${subject}, ${text}) AS queued FROM "Case" c
    WHERE c."clinicId" = ${who.clinicId}::uuid AND c.id = ${caseId}::uuid AND NOT ${wantsNoRemindersSql}`
  return row?.queued ?? false
}
