import 'server-only'
import type { Urgency } from '#lib/content/flags/types.ts'
import type { Day } from '#lib/dates.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { keepShownSql } from '#lib/flags/told/commands.ts'
import { runStopSql } from '#lib/programs/active/queries.ts'
import { standsSql } from '#lib/tracking/unwell/queries.ts'

/** What a patient waits for a clinician to answer in any of her treatments; yes or no, never which alert. */
export type ForClinician = {
  /** A new injury that she reported in a log: no exercise and no run until its alert is closed (clinical/red-flags.md 5). */
  readonly injured: boolean
  /** The rules stopped her running, and only a clinician ends that (clinical/programmes.md 3.8). */
  readonly runStop: boolean
  /** A clinician accepted that, and the runs have not come back. */
  readonly runsOut: boolean
  /** Since when the older of the two waits; null when neither does. */
  readonly waitsSince: Date | null
}

/** `shown`: the level of the message that stands on the page of the patient, which is kept with it; null without one. */
export const waitsForClinician = (
  tx: Tx,
  { clinicId, ...of }: { clinicId: string; caseId: string; timeZone: string; today: Day },
  shown: Urgency | null,
  now: Date,
): Promise<ForClinician> =>
  onSafetyDuty(tx, async () => {
    const [row] = await tx.$queryRaw<ForClinician[]>`
      ${keepShownSql({ clinicId, caseId: of.caseId }, shown, now)}
      SELECT injured, "runStop", "waitsSince", ${runStopSql(of)} IS NOT NULL AS "runsOut" FROM ${standsSql(of)}`
    return row ?? { injured: false, runStop: false, runsOut: false, waitsSince: null }
  })
