import 'server-only'
import type { Tx } from '#lib/db/as-actor.ts'
import type { Entered } from './rules.ts'

type Row = Entered & { id: string }

/** How the answers of these flags came in, by the id of the flag; in one statement, of what the actor may see. */
export async function enteredOf(
  tx: Tx,
  clinicId: string,
  flagRowIds: readonly string[],
): Promise<ReadonlyMap<string, Entered>> {
  if (flagRowIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<Row[]>`
    SELECT f.id, i."submittedAt" AS "sentAt", i."filledById" IS NOT NULL OR (f.source = 'log' AND (
        EXISTS (SELECT 1 FROM "SessionLog" l WHERE l."clinicId" = f."clinicId" AND l.id = f."sourceId" AND l."onBehalf")
        OR EXISTS (SELECT 1 FROM "RunLog" l WHERE l."clinicId" = f."clinicId" AND l.id = f."sourceId" AND l."onBehalf")
        OR EXISTS (SELECT 1 FROM "PainScore" l WHERE l."clinicId" = f."clinicId" AND l.id = f."sourceId" AND l."onBehalf"))) AS "onBehalf"
    FROM "RedFlag" f LEFT JOIN "Intake" i ON i."clinicId" = f."clinicId" AND i.id = f."intakeId"
    WHERE f."clinicId" = ${clinicId}::uuid AND f.id = ANY(${[...flagRowIds]}::uuid[])`
  return new Map(rows.map(({ id, sentAt, onBehalf }) => [id, { sentAt, onBehalf }]))
}
