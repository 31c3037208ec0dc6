import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { dayIn, toDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { readableIntakes } from '#lib/intake/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { DAYS_BEFORE, isTime, stateOf } from './rules.ts'
import type { ReviewAsking, ReviewFormState } from './schema.ts'

/** How the cases that `allowed` names (by `c`) stand to the form before their review. */
export const readAskings = (
  tx: Tx,
  actor: Actor,
  allowed: Prisma.Sql,
  now: Date,
): Promise<ReviewAsking[]> => tx.$queryRaw<ReviewAsking[]>`
  SELECT c.id AS "caseId", c."patientId", c.status::text AS status, to_char(c."nextReviewOn", 'YYYY-MM-DD') AS "reviewOn",
    to_char(${now}::timestamptz AT TIME ZONE z.zone, 'YYYY-MM-DD') AS today, z.zone, f.id AS "answeredId", f."submittedAt" AS "answeredAt",
    COALESCE(d.first, c.id::text) AS "firstCaseId", d.number AS "casesOfDay"
  FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
  CROSS JOIN LATERAL (SELECT COALESCE(p."timeZone", ${actor.timeZone}) AS zone) z
  CROSS JOIN LATERAL (SELECT min(o.id::text) AS first, count(*)::int AS number FROM "Case" o WHERE o."clinicId" = c."clinicId"
    AND o."patientId" = c."patientId" AND o."nextReviewOn" = c."nextReviewOn" AND o.status IN ('open', 'on_hold')) d
  LEFT JOIN LATERAL (
    SELECT i.id, i."submittedAt" FROM "Intake" i JOIN "IntakeAnswers" a ON a."clinicId" = i."clinicId" AND a."intakeId" = i.id
    WHERE i."clinicId" = c."clinicId" AND i."caseId" = c.id AND i.kind = 'review_form'
      AND i."submittedAt" >= (c."nextReviewOn" - ${DAYS_BEFORE}::int)::timestamp AT TIME ZONE z.zone
      -- The safety questions alone are not the whole form.
      AND NOT a.sections <@ ARRAY['sec_safety']
    ORDER BY i."submittedAt" DESC LIMIT 1) f ON true
  WHERE ${allowed} ORDER BY c."openedAt" DESC`

export const oneCase = (clinicId: string, caseId: string): Prisma.Sql =>
  Prisma.sql`(c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid)`

/** The form before the planned review of a case that the actor reads, inside the transaction of the page that says so. */
export async function reviewFormState(
  tx: Tx,
  actor: Actor,
  caseId: string,
  now: Date,
): Promise<ReviewFormState | null> {
  const [one] = await readAskings(tx, actor, oneCase(actor.clinicId, caseId), now)
  if (!one?.reviewOn || !isTime(one)) return null
  const { answeredId: id, reviewOn } = one
  const which = id
    ? { id }
    : { reviewOn: toDbDate(reviewOn), status: 'draft' as const, savedAt: { not: null } }
  const form = await tx.intake.findFirst({
    where: { AND: [readableIntakes(actor, now), { caseId, kind: 'review_form' }, which] },
    select: { id: true, submittedAt: true, savedAt: true, filledBy: { select: { name: true } } },
  })
  const at = form?.submittedAt ?? form?.savedAt
  if (!form || !at) return stateOf(one, { answered: null, begun: null })
  const seen = { id: form.id, on: dayIn(one.zone, at) }
  return id
    ? stateOf(one, { answered: { ...seen, by: form.filledBy?.name ?? null }, begun: null })
    : stateOf(one, { answered: null, begun: seen })
}
