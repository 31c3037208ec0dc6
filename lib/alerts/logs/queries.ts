import 'server-only'
import type { Urgency } from '#lib/content/flags/types.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { keepShownSql } from '#lib/flags/told/commands.ts'
import { casesOfPatient } from '#lib/tracking/unwell/queries.ts'

/** What a patient waits for a clinician to answer; yes or no, never which alert. */
export type ForClinician = {
  /** A new injury that she reported in a log: until then no exercise and no run (clinical/red-flags.md 5). */
  readonly injured: boolean
  /** The rules stopped her running, and only a clinician ends that (clinical/programmes.md 3.8). */
  readonly runStop: boolean
  /** Since when the older of the two waits; null when neither does. */
  readonly waitsSince: Date | null
}

/** `shown`: the level of the message that stands on the page of the patient, which is kept with it; null without one. */
export const waitsForClinician = (
  tx: Tx,
  { clinicId, caseId }: { clinicId: string; caseId: string },
  shown: Urgency | null,
  now: Date,
): Promise<ForClinician> =>
  onSafetyDuty(tx, async () => {
    const [row] = await tx.$queryRaw<{ injuredAt: Date | null; stoppedAt: Date | null }[]>`
      ${keepShownSql({ clinicId, caseId }, shown, now)}
      SELECT (SELECT min("openedAt") FROM "Alert" WHERE "clinicId" = ${clinicId}::uuid AND "caseId" = ANY (${casesOfPatient({ clinicId, caseId })})
        AND "alertId" = 'al_red_flag' AND "closedAt" IS NULL AND "acknowledgedAt" IS NULL
        AND inputs->'log_safety' ? 'new_injury') AS "injuredAt",
      (SELECT min("createdAt") FROM "Suggestion" WHERE "clinicId" = ${clinicId}::uuid AND "caseId" = ANY (${casesOfPatient({ clinicId, caseId })})
        AND state = 'open' AND "ruleId" = 'r_run_stop') AS "stoppedAt"`
    const [injuredAt, stoppedAt] = [row?.injuredAt ?? null, row?.stoppedAt ?? null]
    const since = [injuredAt, stoppedAt].flatMap((at) => at?.getTime() ?? [])
    const waitsSince = since.length === 0 ? null : new Date(Math.min(...since))
    return { injured: injuredAt !== null, runStop: stoppedAt !== null, waitsSince }
  })
