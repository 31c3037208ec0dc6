import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { record } from '#lib/alerts/events/commands.ts'
import type { Severity } from '#lib/alerts/schema.ts'
import { flagOverdueAlert } from '#lib/content/alerts/table.ts'
import { alertRuleSetVersion } from '#lib/content/alerts/version.ts'
import { dayText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import { urgentMail } from '#lib/mail/rules.ts'
import { ownUrl } from '#lib/own-url.ts'
import type { Made } from '../changes/rules.ts'
import type { Done, EntryFacts } from '../schema.ts'

/** Writes what becomes of alerts, for good, and calls for what is urgent. */
export async function write(
  tx: Tx,
  actor: Actor,
  made: readonly Made[],
  entry: EntryFacts | null,
  now: Date,
): Promise<Omit<Done, 'cases'>> {
  const opened = await open(tx, actor, made, now)
  const renewed = await renew(tx, actor, made, entry, now)
  await mark(tx, actor, made)
  const closed = await end(tx, actor, made, now)
  await callDuty(tx, [...opened, ...renewed])
  return { opened: opened.length, closed }
}

type Asking = { alertId: string; patientId: string; severity: Severity }

/**
 * What is urgent reaches somebody who does not look at the app, however it was found; a flag's own message comes before. It
 * leads to the patient's page, because whoever is on duty need not be on the care team, and has an empty worklist then.
 */
async function callDuty(tx: Tx, asking: readonly Asking[]): Promise<void> {
  // Each flag that waits too long calls for itself, in steps of its own (`heedOverdueFlags`).
  const urgent = asking.filter(
    ({ severity, alertId }) => severity === 'urgent' && alertId !== flagOverdueAlert,
  )
  if (urgent.length === 0) return
  const about = urgent.map(({ patientId }) => patientId)
  const places = about.map((patientId) => `${ownUrl()}/patients/${patientId}`)
  const { subject, text } = urgentMail
  await tx.$executeRaw`SELECT queue_duty_mail(${subject}, ${text}, ${about}::uuid[], ${places}::text[])`
}

/** Those that it opened. By hand, as `record` below: Prisma works out a statement anew for each number of rows. */
async function open(tx: Tx, actor: Actor, made: readonly Made[], now: Date): Promise<Asking[]> {
  const rows = made.flatMap(({ of, change, inputs, sourceId }) =>
    change.kind === 'open'
      ? [
          {
            id: newId(),
            clinicId: actor.clinicId,
            ...of,
            alertId: change.finding.alertId,
            severity: change.severity,
            rule: change.finding.rule,
            inputs,
            openedAt: now,
            sourceId,
            ruleSetVersion: alertRuleSetVersion,
          },
        ]
      : [],
  )
  if (rows.length === 0) return []
  // Another server may have been quicker: the database lets one of each kind be open, and one for each entry.
  const kept = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "Alert" (id, "clinicId", "patientId", "caseId", "alertId", severity, "openedAt", "sourceId", "ruleSetVersion", rule, inputs)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, "clinicId" uuid, "patientId" uuid, "caseId" uuid,
      "alertId" text, severity "Severity", "openedAt" timestamptz, "sourceId" uuid, "ruleSetVersion" int, rule text, inputs jsonb)
    ON CONFLICT DO NOTHING RETURNING id`
  const ids = new Set(kept.map(({ id }) => id))
  const fresh = rows.filter(({ id }) => ids.has(id))
  await record(
    tx,
    actor,
    now,
    fresh.map(({ id, alertId, openedAt: _, ...row }) => ({
      ...row,
      alertRowId: id,
      alertId,
      kind: 'opened' as const,
    })),
  )
  return fresh
}

/**
 * A rise, or a further entry: it asks for somebody again, whatever was acknowledged or put aside before. Those that it renewed.
 */
async function renew(
  tx: Tx,
  actor: Actor,
  made: readonly Made[],
  entry: EntryFacts | null,
  now: Date,
): Promise<Asking[]> {
  const renewed: Asking[] = []
  for (const { of, change, inputs, sourceId } of made) {
    if (change.kind !== 'raise' && change.kind !== 'again') continue
    const { finding, severity } = change
    const data = {
      severity,
      rule: finding.rule,
      inputs,
      ruleSetVersion: alertRuleSetVersion,
      ...(entry ? { sourceId } : {}),
    }
    const { count } = await tx.alert.updateMany({
      where: { id: change.id, clinicId: actor.clinicId, closedAt: null },
      data: {
        ...data,
        acknowledgedAt: null,
        acknowledgedById: null,
        acknowledgement: null,
        snoozedUntil: null,
        notTrueSince: null,
      },
    })
    if (count === 0) continue
    const kind = change.kind === 'raise' ? ('raised' as const) : ('again' as const)
    const { alertId } = finding
    await record(tx, actor, now, [
      {
        ...data,
        ...of,
        sourceId: entry?.id ?? null,
        clinicId: actor.clinicId,
        alertRowId: change.id,
        alertId,
        kind,
      },
    ])
    renewed.push({ alertId, patientId: of.patientId, severity })
  }
  return renewed
}

/** Since when rules have not been true; one statement a day of it. */
async function mark(tx: Tx, actor: Actor, made: readonly Made[]): Promise<void> {
  const since = new Map<string | null, string[]>()
  for (const { change } of made) {
    if (change.kind !== 'not_true' && change.kind !== 'true_again') continue
    const day = change.kind === 'not_true' ? change.since : null
    since.set(day, [...(since.get(day) ?? []), change.id])
  }
  for (const [day, ids] of since)
    await tx.$executeRaw`UPDATE "Alert" SET "notTrueSince" = ${day}::date
      WHERE "clinicId" = ${actor.clinicId}::uuid AND id = ANY (${ids}::uuid[]) AND "closedAt" IS NULL`
}

async function end(tx: Tx, actor: Actor, made: readonly Made[], now: Date): Promise<number> {
  let closed = 0
  for (const { of, change } of made) {
    if (change.kind !== 'end') continue
    const why = change.yieldsTo ?? `the rule has not been true since ${dayText(change.since)}`
    const text = `Closed by itself: ${why}.`
    const { count } = await tx.alert.updateMany({
      where: { id: change.id, clinicId: actor.clinicId, closedAt: null },
      data: { closedAt: now, outcome: text },
    })
    if (count === 0) continue
    closed += 1
    const { severity, alertId } = change
    await record(tx, actor, now, [
      { clinicId: actor.clinicId, ...of, alertRowId: change.id, alertId, kind: 'ended', severity, text },
    ])
  }
  return closed
}
