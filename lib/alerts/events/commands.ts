import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Severity } from '#lib/alerts/schema.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

type NewEvent = {
  clinicId: string
  caseId: string
  patientId: string
  alertRowId: string
  alertId: string
  kind: 'opened' | 'raised' | 'again' | 'ended'
  severity: Severity
  rule?: string
  inputs?: Record<string, RuleValue>
  ruleSetVersion?: number
  sourceId?: string | null
  text?: string
}

const auditTypes = {
  opened: 'alert.opened',
  raised: 'alert.raised',
  again: 'alert.raised',
  ended: 'alert.closed',
} as const

/** What a rule did to alerts, for good, with its audit rows. */
export async function record(tx: Tx, actor: Actor, now: Date, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ alertId: _, ...event }) => ({
    id: newId(),
    at: now,
    ...event,
    text: event.text ?? '',
  }))
  await tx.$executeRaw`
    INSERT INTO "AlertEvent" (id, "clinicId", "patientId", "caseId", "alertRowId", kind, at, severity, "ruleSetVersion", rule, inputs,
      "sourceId", text)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, "clinicId" uuid, "patientId" uuid, "caseId" uuid,
      "alertRowId" uuid, kind "AlertEventKind", at timestamptz, severity "Severity", "ruleSetVersion" int, rule text, inputs jsonb,
      "sourceId" uuid, text text)`
  await recordAudit(
    tx,
    actor,
    ...events.map(({ kind, patientId, caseId, alertRowId, alertId }) => ({
      type: auditTypes[kind],
      patientId,
      caseId,
      subjectId: alertRowId,
      data: { alertId },
    })),
  )
}
