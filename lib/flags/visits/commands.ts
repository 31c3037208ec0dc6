import 'server-only'
import type { Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { bearsOnCaseSql } from '#lib/flags/responses/policy.ts'

type Visit = { clinicId: string; caseId: string; timeZone: string; on: Day }

/**
 * A visit was signed, in the transaction that signs it: flags that waited for it and that nobody has answered are overdue from
 * now on (clinical/red-flags.md 2: `routine_referral`, and `monitor` with a block). What was raised after the day of the visit
 * waits for the next one.
 */
export async function endVisit(tx: Tx, visit: Visit, now: Date): Promise<void> {
  const { clinicId, caseId, timeZone, on } = visit
  await tx.$executeRaw`
    UPDATE "RedFlag" f SET "visitedAt" = ${now} FROM "Case" c
    WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid AND f."clinicId" = c."clinicId"
      AND f."patientId" = c."patientId" AND ${bearsOnCaseSql}
      AND f."visitedAt" IS NULL AND f."respondedAt" IS NULL AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL
      AND (f.urgency = 'routine_referral' OR (f.urgency = 'monitor' AND f.block <> 'none'))
      AND f."raisedAt" < ${now} AND (f."raisedAt" AT TIME ZONE ${timeZone})::date <= ${on}::date`
}
