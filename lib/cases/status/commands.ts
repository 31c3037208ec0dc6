import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { endAlerts } from '#lib/alerts/ending/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { type Day, dayIn, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { giveAdviceAtEnd } from '#lib/factors/releases/ending/commands.ts'
import { bearingOn, caseSafety } from '#lib/flags/queries.ts'
import { newId } from '#lib/ids.ts'
import { readLimits } from '#lib/limits/values/queries.ts'
import { pauseForSafety } from '#lib/programs/course/commands.ts'
import { adviseAfterStop, alertOfWaitingStop } from '#lib/programs/progression/commands.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { readDischarge } from '../discharge/queries.ts'
import { claimsGoals } from '../discharge/rules.ts'
import type { StoredCriteria } from '../discharge/schema.ts'
import { firstReviewOn, isClosed, lateReview } from '../rules.ts'
import { type CaseStatus, caseStatusWords } from '../schema.ts'
import { flagsBeforeClosing, mayMove } from './rules.ts'
import { type ChangeInput, type CloseInput, type ReopenInput, reasonInWords } from './schema.ts'

type Move = ReopenInput & { to: CaseStatus; note?: string }
/** What closing adds: the reason against the criteria, and whether the patient gets the advice for afterwards. */
type End = Pick<CloseInput, 'unmetReason' | 'advice' | 'seen'>

/** Puts a case on hold. Throws NotFound off the team, Conflict when it was changed meanwhile or is not open. */
export const holdCase = (actor: Actor, input: ChangeInput, now?: Date) =>
  move(actor, { ...input, to: 'on_hold' }, now)
export const resumeCase = (actor: Actor, input: ChangeInput, now?: Date) =>
  move(actor, { ...input, to: 'open' }, now)
/**
 * Opens a closed case again, with its next review. Its program waits until the safety questions are answered; so it does when a
 * case goes on after answers that count no more. Throws Invalid for a review that is not after today.
 */
export const reopenCase = (actor: Actor, input: ReopenInput, now?: Date) =>
  move(actor, { ...input, to: 'open' }, now)

/**
 * Discharges or refers, keeps what the discharge criteria said and closes the open alerts. An alarming flag without a
 * response and an alert for today are a Conflict: they are answered first. Invalid when the goals are said to be reached, the
 * criteria do not say so and no reason is given, and when the advice for afterwards is not in the words that were read.
 */
export const closeCase = (
  actor: Actor,
  { unmetReason = '', advice = '', seen = [], ...input }: Omit<CloseInput, keyof End> & Partial<End>,
  now?: Date,
) =>
  move(actor, { ...input, to: input.reason === 'referred' ? 'referred' : 'discharged' }, now, {
    unmetReason,
    advice,
    seen,
  })

function move(
  actor: Actor,
  input: Move,
  now: Date = new Date(),
  end: End | null = null,
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const where = { id: input.caseId, ...teamCases(actor) }
    // What is told, or worked out, of the case at the same time is waited for: a flag that is raised just now keeps it open.
    await takeTurn(tx, 'flags', input.caseId)
    await takeTurn(tx, 'case', input.caseId)
    const target = await tx.case.findFirst({
      where,
      select: {
        id: true,
        patientId: true,
        status: true,
        version: true,
        patient: { select: { timeZone: true } },
      },
    })
    if (!target || actor.kind !== 'account') throw new NotFound('case')
    if (target.version !== input.version) throw stale(target.status)
    if (!mayMove(target.status, input.to)) throw stale(target.status)
    const timeZone = target.patient.timeZone ?? actor.timeZone
    const today = dayIn(timeZone, now)
    if (isClosed(input.to)) await assertFlagsAnswered(tx, actor, target.id)
    const limits = await readLimits(tx, actor.clinicId)
    const criteria = end && (await criteriaAtEnd(tx, actor, target, input.reason, end, now))
    const { count } = await tx.case.updateMany({
      where: { ...where, version: input.version, status: target.status },
      data: {
        status: input.to,
        closedAt: isClosed(input.to) ? now : null,
        ...(isClosed(input.to) ? { nextReviewOn: null } : {}),
        ...(isClosed(target.status) ? { nextReviewOn: nextReview(input, today, limits) } : {}),
        version: { increment: 1 },
      },
    })
    if (count === 0) throw stale(target.status)
    const about = { patientId: target.patientId, caseId: target.id }
    await tx.caseStatusChange.createMany({
      data: {
        id: newId(),
        clinicId: actor.clinicId,
        ...about,
        from: target.status,
        to: input.to,
        reason: input.reason,
        note: input.note ?? '',
        ...(criteria ? { criteria } : {}),
        byId: actor.accountId,
        at: now,
      },
    })
    if (end) await endAlerts(tx, actor, about, `The case was closed: ${reasonInWords(input.reason)}`, now)
    if (end?.advice === 'yes') await giveAdviceAtEnd(tx, actor, { ...about, today }, end.seen, now)
    await recordAudit(tx, actor, {
      type: 'case.status_changed',
      ...about,
      data: { from: target.status, to: input.to },
    })
    if (input.to === 'open') {
      // Meanwhile nothing was evaluated: an examination may have been withdrawn, a date of birth put right.
      if (isClosed(target.status)) await reevaluateFactors(tx, actor, target.id, now)
      const of = { clinicId: actor.clinicId, ...about, timeZone, today }
      if (isClosed(target.status) || !(await caseSafety(tx, of, today)).screen.current)
        await pauseForSafety(tx, actor, of, now)
      if (target.status === 'on_hold') await adviseAfterStop(tx, actor, of, target.id, now)
      else await alertOfWaitingStop(tx, actor, of, now)
    }
    return { caseId: target.id }
  })
}

/** As planned, or after the usual time. */
function nextReview({ nextReviewOn }: Move, today: Day, limits: Limits): Date {
  if (nextReviewOn && nextReviewOn <= today)
    throw new Invalid({ nextReviewOn: ['The next review must be after today.'] })
  const late = lateReview(nextReviewOn ?? null, today)
  if (late) throw new Invalid(late)
  return toDbDate(nextReviewOn ?? firstReviewOn(today, limits))
}

type Target = { id: string; patientId: string; patient: { timeZone: string | null } }

/**
 * What the criteria say, to be kept with the end. Throws Invalid when the goals are claimed against them without a
 * reason.
 */
async function criteriaAtEnd(
  tx: Tx,
  actor: AccountActor,
  target: Target,
  reason: string,
  end: End,
  now: Date,
): Promise<Prisma.InputJsonObject> {
  const zone = target.patient.timeZone ?? actor.timeZone
  const of = { caseId: target.id, patientId: target.patientId, zone, today: dayIn(zone, now) }
  const { check } = await readDischarge(tx, actor, of, now)
  if (check.ok === 'no' && claimsGoals(reason) && end.unmetReason.length < 3)
    throw new Invalid({
      unmetReason: ['The criteria are not all met. Please write why you discharge nevertheless.'],
    })
  const stored: StoredCriteria = {
    ok: check.ok,
    ruleSetVersion,
    criteria: check.criteria.map(({ text: _, ...one }) => one),
    why: end.unmetReason,
  }
  return stored as unknown as Prisma.InputJsonObject
}

const stale = (status: CaseStatus) =>
  new Conflict(
    `Somebody changed this case meanwhile; it is now: ${caseStatusWords[status].toLowerCase()}. Load the page again and look before you decide. What you wrote is still here.`,
  )

async function assertFlagsAnswered(tx: Tx, actor: AccountActor, caseId: string): Promise<void> {
  const flags = await tx.redFlag.findMany({
    where: await bearingOn(tx, { clinicId: actor.clinicId, caseId }),
    select: { urgency: true, respondedAt: true, supersededAt: true },
  })
  const open = flagsBeforeClosing(flags)
  if (open > 0) {
    throw new Conflict(
      `${open === 1 ? 'A red flag waits' : `${open} red flags wait`} for an answer. Rule out, confirm or refer first; then the case can be closed.`,
    )
  }
}
