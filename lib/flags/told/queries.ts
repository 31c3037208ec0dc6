import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'
import type { Entered } from './rules.ts'

/** Of the assessment that raised a flag: a draft that was discarded, or one that was entered in error. */
type Withdrawn = { signed: boolean; at: Date; by: string; reason: string }
type CameIn = Entered & { withdrawn: Withdrawn | null }
type Row = Entered & { id: string; signed: boolean; withdrawnAt: Date | null; by: string; reason: string }

/**
 * How the answers of these flags came in, and whether they were taken back with their assessment, by the id of the flag; in one
 * statement, of what the actor may see.
 */
export async function enteredOf(
  tx: Tx,
  clinicId: string,
  flagRowIds: readonly string[],
): Promise<ReadonlyMap<string, CameIn>> {
  if (flagRowIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<Row[]>`
    SELECT f.id, i."submittedAt" AS "sentAt", (i."filledById" IS NOT NULL AND NOT i."sentByPatient") OR (f.source = 'log' AND (
        EXISTS (SELECT 1 FROM "SessionLog" l WHERE l."clinicId" = f."clinicId" AND l.id = f."sourceId" AND l."onBehalf")
        OR EXISTS (SELECT 1 FROM "RunLog" l WHERE l."clinicId" = f."clinicId" AND l.id = f."sourceId" AND l."onBehalf")
        OR EXISTS (SELECT 1 FROM "PainScore" l WHERE l."clinicId" = f."clinicId" AND l.id = f."sourceId" AND l."onBehalf"))) AS "onBehalf",
      s."withdrawnAt", s."signedAt" IS NOT NULL AS signed, COALESCE(w.name, '') AS by, COALESCE(s."withdrawReason", '') AS reason
    FROM "RedFlag" f LEFT JOIN "Intake" i ON i."clinicId" = f."clinicId" AND i.id = f."intakeId"
    LEFT JOIN "Assessment" s ON f.source = 'assessment' AND s."clinicId" = f."clinicId" AND s.id = f."sourceId"
    LEFT JOIN "Account" w ON w."clinicId" = s."clinicId" AND w.id = s."withdrawnById"
    WHERE f."clinicId" = ${clinicId}::uuid AND f.id = ANY(${[...flagRowIds]}::uuid[])`
  return new Map(
    rows.map(({ id, sentAt, onBehalf, withdrawnAt: at, signed, by, reason }) => [
      id,
      { sentAt, onBehalf, withdrawn: at && { signed, at, by, reason } },
    ]),
  )
}
