import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { alertOfEnded, alertsAfterEntry } from '#lib/alerts/evaluation/commands.ts'
import type { EntryFacts } from '#lib/alerts/evaluation/schema.ts'
import type { CaseStatus } from '#lib/cases/schema.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { takesEntries } from '#lib/tracking/entries/policy.ts'

/**
 * Alerts after an outcome measure was filled in, corrected, taken back or chosen, in its transaction: a score that got
 * worse, a form that was overdue, a severe pain of now (`entry`). In a case that has ended, whose forms can still be filled,
 * only whether she got worse since then, and that pain.
 */
export async function alertsAfterMeasure(
  tx: Tx,
  actor: Actor,
  target: { clinicId: string; caseId: string; patientId: string; status: CaseStatus },
  now: Date,
  entry: EntryFacts | null = null,
): Promise<void> {
  if (takesEntries(target.status)) await alertsAfterEntry(tx, actor, target, entry, now)
  else await alertOfEnded(tx, actor, target, now, entry)
}
