import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { record } from '#lib/alerts/evaluation/commands.ts'
import { breakGlassAlert } from '#lib/content/alerts/table.ts'
import { alertRuleSetVersion } from '#lib/content/alerts/version.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'

/** Tells the lead that somebody outside the team opened the record; each time is an alert of its own. */
export const alertOfBrokenGlass = (
  tx: Tx,
  actor: Actor & { accountId: string },
  target: { patientId: string; caseId: string },
  glassId: string,
  leadId: string | null,
  now: Date,
): Promise<void> =>
  onSafetyDuty(tx, async () => {
    const id = newId()
    const found = {
      ...{ clinicId: actor.clinicId, ...target, severity: 'act' as const, sourceId: glassId },
      ...{ ruleSetVersion: alertRuleSetVersion, inputs: { accountId: actor.accountId } },
    }
    await tx.alert.createMany({
      data: [{ ...found, id, alertId: breakGlassAlert, ownerId: leadId, openedAt: now }],
    })
    await record(tx, actor, now, [{ ...found, alertRowId: id, alertId: breakGlassAlert, kind: 'opened' }])
  })
