import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { alertOfFormsUnasked } from '#lib/alerts/opening/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { queueOwnMail } from '#lib/mail/commands.ts'
import { endedFormsMail } from '#lib/mail/rules.ts'
import { ownUrl } from '#lib/own-url.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { readOutcomes } from '../record/queries.ts'
import { DISCHARGE_OPEN, LATER_DAYS, LATER_OPEN } from '../schedule/rules.ts'
import { endedRound, firstOfDay } from './rules.ts'

/** More discharges than a clinic has within the rounds. */
const MOST = 5000

/**
 * Tells the patients whose treatment ended by mail that the forms of the discharge, or of 3 months later, wait. The unique
 * key of the message makes it one for each round of a discharge, however often this runs, and one for all of her cases that
 * ended on the same day: both lead to the same page. Whom no message reaches, her team is told of, in each round.
 */
export async function tellOfEndedForms(tx: Tx, actor: Actor, now: Date): Promise<void> {
  const since = new Date(now.getTime() - (LATER_DAYS + LATER_OPEN + 1) * 86_400_000)
  const ended = Prisma.sql`(c."clinicId" = ${actor.clinicId}::uuid AND c.status = 'discharged' AND c."closedAt" >= ${since})`
  const records = await readOutcomes(tx, actor, ended, now, MOST)
  for (const round of ['discharge', 'later'] as const) {
    const open = records.filter((record) => endedRound(record) === round).map(({ caseId }) => caseId)
    const daysAfter = round === 'later' ? DISCHARGE_OPEN + 1 : 0
    if (open.length > 0) await alertOfFormsUnasked(tx, actor, open, daysAfter, now)
  }
  for (const record of records) {
    const round = endedRound(record)
    if (round === null) continue
    const { caseId, patientId, closedOn } = record
    const once = `outcome_forms ${firstOfDay(records, record)} ${round} ${closedOn}`
    if (await queueOwnMail(tx, actor, caseId, once, endedFormsMail(`${ownUrl()}/my/forms`)))
      await recordAudit(tx, actor, { type: 'outcome_forms.asked', patientId, caseId, data: { round } })
  }
}
