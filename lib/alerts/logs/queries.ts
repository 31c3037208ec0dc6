import 'server-only'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'

/**
 * Whether a new injury that the patient reported in a log still waits for a clinician: until then no exercise and no run
 * (clinical/red-flags.md 5). Says yes or no, never which alert.
 */
export const injuryWaits = (tx: Tx, clinicId: string, caseId: string): Promise<boolean> =>
  onSafetyDuty(tx, async () => {
    const [row] = await tx.$queryRaw<{ waits: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM "Alert" WHERE "clinicId" = ${clinicId}::uuid AND "caseId" = ${caseId}::uuid
        AND "alertId" = 'al_red_flag' AND "closedAt" IS NULL AND "acknowledgedAt" IS NULL
        AND inputs->'log_safety' ? 'new_injury') AS waits`
    return row?.waits ?? false
  })
