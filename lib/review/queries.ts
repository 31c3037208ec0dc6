import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { readableCases } from '#lib/access/cases.ts'
import { ticksOf } from '#lib/cases/discharge/rules.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { addDays, type Day, dayText, fromDbDate, timeText } from '#lib/dates.ts'
import { readAs, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { reviewFormState } from '#lib/intake/review-form/asked/queries.ts'
import type { ReviewFormState } from '#lib/intake/review-form/asked/schema.ts'
import { disagreesWith } from './advice/rules.ts'
import { reviewAdvice } from './advice/schema.ts'
import { readRecord } from './record/queries.ts'
import { seenOf } from './record/rules.ts'
import { type ReviewRecord, reviewRecord } from './record/schema.ts'
import {
  type AgreedGoals,
  decisionWords,
  type ReviewDecision,
  type ReviewSnapshot,
  readGoals,
} from './schema.ts'

export type ReviewLine = {
  id: string
  onText: string
  decision: ReviewDecision
  words: string
  text: string
  by: string
  atText: string
  nextText: string | null
  /** The whole of it was kept and can be opened. */
  kept: boolean
  /** What an older review says of its moment. */
  snapshot: Partial<ReviewSnapshot>
}

export type ReviewsView = { frame: CaseFrame; reviews: ReviewLine[] }

/** What a review said, by indicator id and in words; to be compared with. */
export type Earlier = { onText: string; values: Record<string, string | null> }

const signer = { signedBy: { select: { name: true } } } as const

type Row = {
  id: string
  on: Date
  decision: ReviewDecision
  text: string
  signedAt: Date
  nextReviewOn: Date | null
  indicators: unknown
  record: unknown
  signedBy: { name: string }
}

function lineOf(row: Row, frame: CaseFrame, zone: string, now: Date): ReviewLine {
  return {
    id: row.id,
    decision: row.decision,
    words: decisionWords[row.decision],
    text: row.text,
    onText: dayText(fromDbDate(row.on), frame.today),
    by: row.signedBy.name,
    atText: timeText(row.signedAt, zone, now),
    nextText: row.nextReviewOn ? dayText(fromDbDate(row.nextReviewOn), frame.today) : null,
    kept: row.record !== null,
    snapshot: (row.indicators ?? {}) as Partial<ReviewSnapshot>,
  }
}

/** The signed reviews of a case, the newest first. Throws NotFound for whoever may not read it. */
export function caseReviews(actor: Actor, caseId: string, now: Date): Promise<ReviewsView> {
  return readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'reviews', now)
    const rows = await tx.$queryRaw<(Omit<Row, 'signedBy'> & { by: string })[]>`
      SELECT w.id, w."on", w.decision::text AS decision, w.text, w."signedAt", w."nextReviewOn", a.name AS by,
        CASE WHEN w.record ? 'format' THEN NULL ELSE w.indicators END AS indicators,
        CASE WHEN w.record ? 'format' THEN 'true'::jsonb END AS record
      FROM "Review" w JOIN "Account" a ON a."clinicId" = w."clinicId" AND a.id = w."signedById"
      WHERE w."clinicId" = ${actor.clinicId}::uuid AND w."caseId" = ${caseId}::uuid ORDER BY w."signedAt" DESC LIMIT 100`
    return {
      frame,
      reviews: rows.map(({ by, ...row }) =>
        lineOf({ ...row, signedBy: { name: by } }, frame, actor.timeZone, now),
      ),
    }
  })
}

/** The review signed last before a moment, as something to compare with. */
async function earlierOf(tx: Tx, actor: Actor, frame: CaseFrame, before: Date): Promise<Earlier | null> {
  const row = await tx.review.findFirst({
    where: {
      clinicId: actor.clinicId,
      caseId: frame.caseId,
      signedAt: { lt: before },
    },
    orderBy: { signedAt: 'desc' },
    select: { on: true, indicators: true },
  })
  const values = row?.indicators && typeof row.indicators === 'object' ? row.indicators : null
  const kept = values && 'values' in values ? (values.values as Record<string, string | null>) : {}
  return row && { onText: dayText(fromDbDate(row.on), frame.today), values: kept }
}

export type NewReview = {
  frame: CaseFrame
  record: ReviewRecord
  earlier: Earlier | null
  seen: string
  suggestedNext: Day
  /** Decisions that need a reason, with the safety rules that they disagree with. */
  against: Partial<Record<ReviewDecision, string[]>>
  goals: AgreedGoals
  /** The answer about the discharge that its ticks are drawn from, empty for none. */
  answered: string
  reviewForm: ReviewFormState | null
}

/**
 * A review of this moment, for who may read the case; to be signed by the care team. Throws NotFound. The patient never
 * reads one.
 */
export function newReview(actor: Actor, caseId: string, now: Date): Promise<NewReview> {
  return readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'review', now)
    const { record, last, answers, nextReviewIn } = await readRecord(tx, actor, frame, now)
    const earlier = last && { onText: dayText(last.on, frame.today), values: last.values }
    const decisions = Object.keys(decisionWords) as ReviewDecision[]
    return {
      frame,
      record,
      earlier,
      seen: seenOf(record),
      reviewForm: await reviewFormState(tx, actor, caseId, now),
      goals: { text: last?.goals.text ?? '', ...ticksOf(answers) },
      answered: answers.id,
      suggestedNext: addDays(frame.today, nextReviewIn),
      against: Object.fromEntries(
        decisions.flatMap((decision) => {
          const titles = disagreesWith(record.advice, decision).map(({ title }) => title)
          return titles.length > 0 ? [[decision, titles]] : []
        }),
      ),
    }
  })
}

export type SignedReview = {
  frame: CaseFrame
  line: ReviewLine
  /** Null for a review from before the whole of it was kept. */
  record: ReviewRecord | null
  earlier: Earlier | null
  goals: AgreedGoals
  /** Titles of the safety rules that it was decided against. */
  against: string[]
  ruleSetVersion: number
  /** By other rules than those of today. */
  olderRules: boolean
}

/** A signed review as it was. Throws NotFound for whoever may not read the case, and for a review of another one. */
export function signedReview(
  actor: Actor,
  caseId: string,
  reviewId: string,
  now: Date,
): Promise<SignedReview> {
  return readAs(actor, async (tx) => {
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, caseId, 'review', now)
    const row = await tx.review.findFirst({
      where: { id: reviewId, clinicId: actor.clinicId, caseId, case: readableCases(actor, now) },
      include: signer,
    })
    if (!row) throw new NotFound('review')
    const advice = reviewAdvice.safeParse(row.advice)
    const stored = row.record && typeof row.record === 'object' ? row.record : {}
    const record = reviewRecord.safeParse({ ...stored, advice: advice.data })
    const lines = record.data?.advice.lines ?? []
    return {
      frame,
      line: lineOf(row, frame, actor.timeZone, now),
      record: record.success ? record.data : null,
      earlier: await earlierOf(tx, actor, frame, row.signedAt),
      goals: readGoals(row.goals),
      against: row.against.map((id) => lines.find(({ ruleId }) => ruleId === id)?.title ?? id),
      ruleSetVersion: row.ruleSetVersion,
      olderRules: row.ruleSetVersion !== ruleSetVersion,
    }
  })
}
