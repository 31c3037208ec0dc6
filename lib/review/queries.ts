import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { addDays, type Day, dayText, fromDbDate, timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { decisionWords, type ReviewDecision, type ReviewSnapshot } from './schema.ts'

export type ReviewView = {
  id: string
  onText: string
  decision: ReviewDecision
  words: string
  text: string
  by: string
  atText: string
  nextText: string | null
  snapshot: Partial<ReviewSnapshot>
}

export type ReviewsView = { frame: CaseFrame; reviews: ReviewView[]; now: ReviewSnapshot; suggestedNext: Day }

/**
 * The numbers of this moment: the mean of the worst pain of each of the last 7 days and what was logged, from current
 * entries alone. One statement.
 */
export async function reviewSnapshot(
  tx: Tx,
  target: { clinicId: string; caseId: string },
  today: Day,
): Promise<ReviewSnapshot> {
  const { clinicId, caseId } = target
  const [row] = await tx.$queryRaw<ReviewSnapshot[]>`
    WITH day AS (SELECT s."logDate", max(s.score) AS worst FROM "PainScore" s
      WHERE s."clinicId" = ${clinicId}::uuid AND s."caseId" = ${caseId}::uuid AND s."supersededAt" IS NULL AND s."withdrawnAt" IS NULL
        AND s."logDate" BETWEEN ${today}::date - 6 AND ${today}::date GROUP BY s."logDate")
    SELECT (SELECT round(avg(worst), 1)::float8 FROM day) AS "pain7Mean", (SELECT count(*)::int FROM day) AS "pain7Days",
      (SELECT count(*)::int FROM "SessionLog" l WHERE l."clinicId" = ${clinicId}::uuid AND l."caseId" = ${caseId}::uuid
         AND l."supersededAt" IS NULL AND l."withdrawnAt" IS NULL AND l."logDate" > ${today}::date - 28) AS "sessions28d",
      (SELECT count(*)::int FROM "RunLog" r WHERE r."clinicId" = ${clinicId}::uuid AND r."caseId" = ${caseId}::uuid
         AND r."supersededAt" IS NULL AND r."withdrawnAt" IS NULL AND r."logDate" > ${today}::date - 28) AS "runs28d",
      (SELECT sum(r.km)::float8 FROM "RunLog" r WHERE r."clinicId" = ${clinicId}::uuid AND r."caseId" = ${caseId}::uuid
         AND r."supersededAt" IS NULL AND r."withdrawnAt" IS NULL AND r."logDate" > ${today}::date - 7) AS "km7d",
      (SELECT count(*)::int FROM "RedFlag" f WHERE f."clinicId" = ${clinicId}::uuid AND f."caseId" = ${caseId}::uuid
         AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL) AS "openFlags",
      (SELECT count(*)::int FROM "Alert" a WHERE a."clinicId" = ${clinicId}::uuid AND a."caseId" = ${caseId}::uuid
         AND a."closedAt" IS NULL) AS "openAlerts",
      (SELECT max(v.number) FROM "ProgramVersion" v WHERE v."clinicId" = ${clinicId}::uuid AND v."caseId" = ${caseId}::uuid
         AND v."publishedAt" IS NOT NULL) AS "versionNumber"`
  if (!row) throw new Error('a statement of scalars has one row')
  return row
}

export function caseReviews(actor: Actor, caseId: string, now: Date): Promise<ReviewsView> {
  return asActor(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'reviews', now)
    const rows = await tx.review.findMany({
      where: { clinicId: actor.clinicId, caseId },
      include: { signedBy: { select: { name: true } } },
      orderBy: { signedAt: 'desc' },
      take: 100,
    })
    const snapshot = await reviewSnapshot(tx, { clinicId: actor.clinicId, caseId }, frame.today)
    return {
      frame,
      now: snapshot,
      suggestedNext: addDays(frame.today, 14),
      reviews: rows.map((row) => ({
        id: row.id,
        onText: dayText(fromDbDate(row.on), frame.today),
        decision: row.decision,
        words: decisionWords[row.decision],
        text: row.text,
        by: row.signedBy.name,
        atText: timeText(row.signedAt, actor.timeZone, now),
        nextText: row.nextReviewOn ? dayText(fromDbDate(row.nextReviewOn), frame.today) : null,
        snapshot: row.indicators as Partial<ReviewSnapshot>,
      })),
    }
  })
}
