import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { record } from '#lib/alerts/events/commands.ts'
import { breakGlassAlert, outcomeDueAlert, runStopAlert } from '#lib/content/alerts/table.ts'
import { alertRuleSetVersion } from '#lib/content/alerts/version.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { wantsNoRemindersSql } from '#lib/intake/consents/policy.ts'
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
      clinicId: actor.clinicId,
      ...target,
      severity: 'act' as const,
      sourceId: glassId,
      ruleSetVersion: alertRuleSetVersion,
      inputs: { accountId: actor.accountId },
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
    clinicId: actor.clinicId,
    patientId,
    caseId,
    severity: 'act' as const,
    ruleSetVersion: alertRuleSetVersion,
    ...stop,
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

/**
 * Of ended cases whose forms wait: tells the team of each patient whom no message reaches, because she has no account that she
 * uses or wants no reminders. Once from so many days after the end on (`daysAfter`), however often this is asked, and whatever
 * became of it.
 */
export const alertOfFormsUnasked = (
  tx: Tx,
  actor: Actor,
  caseIds: readonly string[],
  daysAfter: number,
  now: Date,
): Promise<void> =>
  onSafetyDuty(tx, async () => {
    const unreached = await tx.$queryRaw<{ caseId: string; patientId: string }[]>`
      SELECT c.id AS "caseId", c."patientId" FROM "Case" c
      WHERE c."clinicId" = ${actor.clinicId}::uuid AND c.id = ANY (${caseIds}::uuid[])
        AND NOT EXISTS (SELECT 1 FROM "Alert" x WHERE x."clinicId" = c."clinicId" AND x."caseId" = c.id
          AND x."alertId" = ${outcomeDueAlert} AND (x."closedAt" IS NULL
            OR x."openedAt" > c."closedAt" + make_interval(days => ${daysAfter}::int)))
        AND (NOT patient_has_account(c.id) OR ${wantsNoRemindersSql})`
    const found = { clinicId: actor.clinicId, severity: 'info' as const, inputs: {} }
    const opened = await tx.alert.createManyAndReturn({
      data: unreached.map((of) => ({
        ...found,
        ...of,
        id: newId(),
        alertId: outcomeDueAlert,
        openedAt: now,
        ruleSetVersion: alertRuleSetVersion,
      })),
      skipDuplicates: true,
      select: { id: true, caseId: true, patientId: true },
    })
    await record(
      tx,
      actor,
      now,
      opened.map(({ id, ...of }) => ({
        ...found,
        ...of,
        alertRowId: id,
        alertId: outcomeDueAlert,
        kind: 'opened' as const,
        ruleSetVersion: alertRuleSetVersion,
      })),
    )
  })
