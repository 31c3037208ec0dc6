import 'server-only'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { lessDaysSql } from '../queries.ts'
import { lessStretches } from '../rules.ts'
import type { Course, LessText } from '../schema.ts'

type Shown = { readonly caseId: string; readonly course: Course }

/**
 * The courses with the days on which each of them was told to do less. `zone`: of the clinic, for whoever has none of her own.
 * Under the safety duty, so that a patient gets the same ones as her physio; the caller has checked the cases.
 */
export async function withLess<S extends Shown>(
  tx: Tx,
  { clinicId, zone }: { clinicId: string; zone: string },
  shown: readonly S[],
): Promise<S[]> {
  const ids = shown.flatMap(({ caseId, course }) => (course.plan ? [caseId] : []))
  if (ids.length === 0) return [...shown]
  const rows = await onSafetyDuty(
    tx,
    () => tx.$queryRaw<{ caseId: string; less: LessText[] | null }[]>`
    SELECT c.id AS "caseId", ${lessDaysSql(Prisma.sql`COALESCE(p."timeZone", ${zone})`)} AS less
    FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
    WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ANY (${ids}::uuid[])`,
  )
  const found = new Map(rows.map(({ caseId, less }) => [caseId, lessStretches(less)]))
  return shown.map((one) => ({ ...one, course: { ...one.course, less: found.get(one.caseId) ?? [] } }))
}
