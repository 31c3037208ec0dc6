import 'server-only'
import type { Urgency } from '#lib/content/flags/types.ts'
import type { Day } from '#lib/dates.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { keepShownSql } from '#lib/flags/told/commands.ts'
import { runStopSql } from '#lib/programs/active/queries.ts'
import { standsSql } from '#lib/tracking/unwell/queries.ts'
import type { ForClinician } from './schema.ts'

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
