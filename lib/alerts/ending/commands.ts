import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import type { Severity } from '#lib/alerts/schema.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { breakGlassAlert, runStopAlert } from '#lib/content/alerts/table.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { Conflict } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'

/**
 * What the end of a case does to its open alerts, in the transaction of whoever ends it: they close with it, with `outcome` and
 * her name. One for today never does (clinical/review.md 3): it is a Conflict until somebody wrote what came of it. Who opened the
 * record from outside is not answered by an end: that stays until somebody has looked at it.
 */
export async function endAlerts(
  tx: Tx,
  actor: AccountActor,
  about: { patientId: string; caseId: string },
  outcome: string,
  now: Date,
): Promise<void> {
  const of = { clinicId: actor.clinicId, ...about }
  const open = { ...of, closedAt: null, alertId: { not: breakGlassAlert } }
  const ended = await tx.alert.updateManyAndReturn({
    where: { ...open, severity: { not: 'urgent' } },
    data: { closedAt: now, closedById: actor.accountId, outcome },
    select: { id: true, alertId: true, severity: true },
  })
  // After them: one that got graver meanwhile is among these.
  const urgent = await tx.alert.count({ where: open })
  if (urgent > 0) {
    throw new Conflict(
      `${urgent === 1 ? 'An alert for today is' : `${urgent} alerts for today are`} open. Write what came of ${urgent === 1 ? 'it' : 'them'} first; then the case can be closed.`,
    )
  }
  await resolved(tx, actor, of, ended, outcome, now)
}

/** Closes what says that running is stopped, in the transaction of whoever answered the stop. */
export async function endRunStop(
  tx: Tx,
  actor: AccountActor,
  { patientId, caseId }: { patientId: string; caseId: string },
  outcome: string,
  now: Date,
): Promise<void> {
  const of = { clinicId: actor.clinicId, patientId, caseId }
  const where = { ...of, alertId: runStopAlert, closedAt: null }
  const by = { acknowledgedAt: now, acknowledgedById: actor.accountId, acknowledgement: outcome }
  await tx.alert.updateMany({ where: { ...where, acknowledgedAt: null }, data: by })
  const ended = await tx.alert.updateManyAndReturn({
    where,
    data: { closedAt: now, closedById: actor.accountId, outcome },
    select: { id: true, alertId: true, severity: true },
  })
  await resolved(tx, actor, of, ended, outcome, now)
}

type Ended = { id: string; alertId: string; severity: Severity }

/** What somebody closed, for good, with its audit rows. */
async function resolved(
  tx: Tx,
  actor: AccountActor,
  of: { clinicId: string; patientId: string; caseId: string },
  ended: readonly Ended[],
  outcome: string,
  now: Date,
): Promise<void> {
  const { clinicId: _, ...about } = of
  await tx.alertEvent.createMany({
    data: ended.map(({ id, severity }) => ({
      id: newId(),
      ...of,
      alertRowId: id,
      byId: actor.accountId,
      severity,
      at: now,
      kind: 'resolved' as const,
      text: outcome,
    })),
  })
  await recordAudit(
    tx,
    actor,
    ...ended.map(({ id, alertId }) => ({
      type: 'alert.closed' as const,
      ...about,
      subjectId: id,
      data: { alertId },
    })),
  )
}
