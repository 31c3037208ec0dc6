import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { record } from '#lib/alerts/evaluation/commands.ts'
import { breakGlassAlert, runStopAlert } from '#lib/content/alerts/table.ts'
import { alertRuleSetVersion } from '#lib/content/alerts/version.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

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

type Stop = { rule: string; inputs: Record<string, RuleValue> }

/**
 * Tells the team that the rules stopped running, in the transaction of the advice and on its duty. One stands as long as a
 * stop waits: a further stop adds none, and it names no entry, of which an alert is opened but once: a stop may follow from a
 * program that goes on, more than once. Says it to nobody else.
 */
export async function alertOfRunStop(
  tx: Tx,
  actor: Actor,
  { patientId, caseId }: { patientId: string; caseId: string },
  stop: Stop,
  now: Date,
): Promise<void> {
  const found = {
    ...{ clinicId: actor.clinicId, patientId, caseId, severity: 'act' as const },
    ...{ ruleSetVersion: alertRuleSetVersion, ...stop },
  }
  const opened = await tx.alert.createManyAndReturn({
    data: [{ ...found, id: newId(), alertId: runStopAlert, openedAt: now }],
    skipDuplicates: true,
    select: { id: true },
  })
  await record(
    tx,
    actor,
    now,
    opened.map(({ id }) => ({ ...found, alertRowId: id, alertId: runStopAlert, kind: 'opened' as const })),
  )
}
