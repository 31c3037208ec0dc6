import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { openAlerts } from '#lib/alerts/opening/commands.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'

/** Opens `al_pain_severe` for an entry with a pain of 8 or more (clinical/review.md 3). The entry's own transaction. */
export const openSeverePain = (
  tx: Tx,
  actor: Actor,
  target: { patientId: string; caseId: string },
  entry: { id: string; inputs: Record<string, number> },
): Promise<void> =>
  onSafetyDuty(tx, () =>
    openAlerts(tx, actor, target, ruleSetVersion, [
      { alertId: 'al_pain_severe', severity: 'urgent', sourceId: entry.id, inputs: entry.inputs },
    ]),
  )
