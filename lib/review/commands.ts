import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { keepTicks } from '#lib/cases/discharge/commands.ts'
import { ticksOf } from '#lib/cases/discharge/rules.ts'
import { type CaseFrame, readCaseFrame } from '#lib/cases/queries.ts'
import { assertOpen, lateReview } from '#lib/cases/rules.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { addDays, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { disagreesWith } from './advice/rules.ts'
import { readRecord } from './record/queries.ts'
import { seenOf } from './record/rules.ts'
import type { ReviewRecord } from './record/schema.ts'
import type { ReviewInput } from './schema.ts'

type Signed = { reviewId: string; caseId: string; decision: ReviewInput['decision'] }

/** The review that this id stands for already; Conflict when it says something else. */
async function signedBefore(tx: Tx, actor: Actor, input: ReviewInput): Promise<Signed | null> {
  const before = await tx.review.findFirst({
    where: { id: input.id, clinicId: actor.clinicId, case: teamCases(actor) },
    select: { caseId: true, decision: true, text: true },
  })
  if (!before) return null
  const { caseId, decision, text } = input
  if (before.caseId !== caseId || before.decision !== decision || before.text !== text)
    throw new Conflict('This review was already signed with other words. Load the page again and look.')
  return { reviewId: input.id, caseId, decision }
}

/** Refuses what must not be signed: other facts than were seen, and a decision against safety without a reason. */
function checked(input: ReviewInput, record: ReviewRecord, frame: CaseFrame): string[] {
  if (input.nextReviewOn !== null && input.nextReviewOn <= frame.today)
    throw new Invalid({ nextReviewOn: ['The next review must be after today.'] })
  const late = lateReview(input.nextReviewOn, frame.today)
  if (late) throw new Invalid(late)
  if (input.seen !== seenOf(record))
    throw new Conflict(
      'Something changed while this page was open: a flag, an alert, another review, the program or what the rules advise. Load the page again and look; copy your note first.',
    )
  const against = disagreesWith(record.advice, input.decision)
  if (against.length > 0 && input.text.length < 3)
    throw new Invalid({
      text: [
        `Please write why: this decision is against “${against.map(({ title }) => title).join('”, “')}”.`,
      ],
    })
  return against.map(({ ruleId }) => ruleId)
}

const valuesOf = (record: ReviewRecord) =>
  Object.fromEntries(
    Object.values(record.rows)
      .flat()
      .map(({ id, value }) => [id, value]),
  )

/**
 * Signs a review: what was decided and why, with everything that was shown at this moment, the rules as they read and
 * their inputs. It never changes afterwards; the case gets its next review day. Throws NotFound off the team, Conflict in a
 * closed case, when the facts are not those that were seen and when somebody else answered otherwise what was ticked, Invalid for a
 * day that is over or far off and for a decision against a safety rule without a reason. Signing the same review twice signs one.
 */
export function signReview(actor: Actor, input: ReviewInput, now: Date = new Date()): Promise<Signed> {
  return asActor(actor, async (tx) => {
    const target = await tx.case.findFirst({
      where: { id: input.caseId, ...teamCases(actor) },
      select: { id: true, patientId: true, status: true },
    })
    if (!target || actor.kind !== 'account') throw new NotFound('case')
    // What is ticked is an answer about the discharge.
    await takeTurn(tx, 'discharge', target.id)
    const before = await signedBefore(tx, actor, input)
    if (before) return before
    assertOpen(target)
    const { answers: _, ...frame } = await readCaseFrame(tx, actor, target.id, null, now)
    const { record, nextReviewIn } = await readRecord(tx, actor, frame, now)
    const against = checked(input, record, frame)
    const { goals: text, answered, noRunningGoal, goalReached, selfManagementOk } = input
    const ticks = { noRunningGoal, goalReached, selfManagementOk }
    const of = { caseId: target.id, patientId: target.patientId }
    const said = await keepTicks(tx, actor, of, { drawn: answered, ticks }, now)
    const goals = { text, ...ticksOf(said) }
    const { advice, ...shown } = record
    const read = advice.lines.flatMap(({ inputs }) => inputs.map(({ id, value }) => [id, value] as const))
    const nextReviewOn = input.nextReviewOn ? toDbDate(input.nextReviewOn) : null
    const { count } = await tx.review.createMany({
      data: {
        id: input.id,
        clinicId: actor.clinicId,
        patientId: target.patientId,
        caseId: target.id,
        on: toDbDate(frame.today),
        indicators: { values: valuesOf(record) },
        advice: advice as Prisma.InputJsonObject,
        inputs: Object.fromEntries(read) as Prisma.InputJsonObject,
        record: shown as unknown as Prisma.InputJsonObject,
        goals,
        against,
        ruleSetVersion,
        decision: input.decision,
        text: input.text,
        nextReviewOn,
        signedById: actor.accountId,
        signedAt: now,
      },
      skipDuplicates: true,
    })
    // Somebody pressed twice, and the other press was quicker.
    if (count === 0) return (await signedBefore(tx, actor, input)) ?? stolen()
    // Until somebody ends the case it goes on, and so do its reviews.
    const planned = nextReviewOn ?? toDbDate(addDays(frame.today, nextReviewIn))
    const going = await tx.case.updateMany({
      where: { id: target.id, status: { in: ['open', 'on_hold'] }, ...teamCases(actor) },
      data: { nextReviewOn: planned, version: { increment: 1 } },
    })
    if (going.count === 0)
      throw new Conflict('This case was closed meanwhile, so nothing was signed. Load the page again.')
    await recordAudit(tx, actor, {
      type: 'review.signed',
      patientId: target.patientId,
      caseId: target.id,
      subjectId: input.id,
      data: { decision: input.decision, against: against.length },
    })
    return { reviewId: input.id, caseId: target.id, decision: input.decision }
  })
}

function stolen(): never {
  throw new Conflict('This review could not be signed. Load the page again.')
}
