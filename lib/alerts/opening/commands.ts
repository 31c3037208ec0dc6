import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import type { Severity } from '#prisma/generated/enums.ts'

export type NewAlert = {
  alertId: string
  severity: Severity
  /** The entry that raised it; sending the entry again opens nothing new. */
  sourceId: string | null
  inputs: Record<string, string | number | boolean | null | string[]>
  /** Who is to look at it; the whole care team sees it. */
  ownerId?: string | null
}

/** Opens alerts of one case, inside the transaction and under the safety duty of what raised them. */
export async function openAlerts(
  tx: Tx,
  actor: Actor,
  target: { patientId: string; caseId: string },
  ruleSetVersion: number,
  alerts: readonly NewAlert[],
): Promise<void> {
  if (alerts.length === 0) return
  const rows = alerts.map((alert) => ({
    id: newId(),
    clinicId: actor.clinicId,
    patientId: target.patientId,
    caseId: target.caseId,
    ruleSetVersion,
    ...alert,
  }))
  await tx.alert.createMany({ data: rows, skipDuplicates: true })
  await recordAudit(
    tx,
    actor,
    ...rows.map((row) => ({
      type: 'alert.opened' as const,
      ...target,
      subjectId: row.id,
      data: { alertId: row.alertId },
    })),
  )
}
