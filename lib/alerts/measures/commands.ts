import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { alertOfEnded, alertsAfterEntry } from '#lib/alerts/evaluation/commands.ts'
import type { CaseStatus } from '#lib/cases/schema.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { takesEntries } from '#lib/tracking/entries/policy.ts'

/**
 * Alerts after an outcome measure was filled in, corrected, taken back or chosen, in its transaction: a score that got worse, a
 * form that was overdue. In a case that has ended, whose forms can still be filled, only whether she got worse since then.
 */
export async function alertsAfterMeasure(
  tx: Tx,
  actor: Actor,
  target: { clinicId: string; caseId: string; patientId: string; status: CaseStatus },
  now: Date,
): Promise<void> {
  if (takesEntries(target.status)) await alertsAfterEntry(tx, actor, target, null, now)
  else await alertOfEnded(tx, actor, target, now)
}
