import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { alertsAfterEntry } from '#lib/alerts/evaluation/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { dayIn, fromDbDate, toDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { newId } from '#lib/ids.ts'
import { moveReviewForm } from '#lib/intake/review-form/asked/commands.ts'
import { assertOpen } from '../rules.ts'
import { changedFields, changeProblems } from './rules.ts'
import type { CaseFacts, ChangeCaseInput, MoveReviewInput } from './schema.ts'

type Wish = Partial<CaseFacts> & { caseId: string; version: number; reason: string }
type Done = { caseId: string }

/**
 * Puts right what a case says of itself, by its care team. What was said before stays, with the reason; what was signed
 * keeps its side. Factors and alerts are asked again. Throws NotFound off the team, Conflict in a closed case and when it
 * was changed meanwhile, Invalid for a day that is over or taken away and for another side without a reason.
 */
export const changeCase = (actor: Actor, input: ChangeCaseInput, now?: Date): Promise<Done> =>
  change(actor, input, now)

/** Moves the next review to another day. Nothing is signed. Throws like `changeCase`. */
export const moveReview = (actor: Actor, input: MoveReviewInput, now?: Date): Promise<Done> =>
  change(actor, { ...input, reason: '' }, now)

function change(actor: Actor, wish: Wish, now: Date = new Date()): Promise<Done> {
  return asActor(actor, async (tx) => {
    const where = { id: wish.caseId, ...teamCases(actor) }
    // As whoever sends the form: its turn before that of the case.
    await takeTurn(tx, 'reviewForms', wish.caseId)
    await takeTurn(tx, 'case', wish.caseId)
    const found = await tx.case.findFirst({
      where,
      select: {
        patientId: true,
        status: true,
        version: true,
        complaint: true,
        side: true,
        nextReviewOn: true,
        patient: { select: { timeZone: true } },
      },
    })
    if (!found || actor.kind !== 'account') throw new NotFound('case')
    const { complaint, side } = found
    const before = { complaint, side, nextReviewOn: found.nextReviewOn && fromDbDate(found.nextReviewOn) }
    const { caseId, version, reason, ...said } = wish
    const after = { ...before, ...said }
    const fields = changedFields(before, after)
    // Sent twice, or said already by somebody else.
    if (fields.length === 0) return { caseId }
    assertOpen(found)
    const today = dayIn(found.patient.timeZone ?? actor.timeZone, now)
    const problems = changeProblems(before, { ...after, reason }, today)
    if (problems) throw new Invalid(problems)
    const nextReviewOn = after.nextReviewOn && toDbDate(after.nextReviewOn)
    const { count } = await tx.case.updateMany({
      where: { ...where, version },
      data: { ...after, nextReviewOn, version: { increment: 1 } },
    })
    if (count === 0)
      throw new Conflict(
        'Somebody changed this case meanwhile. Load the page again and look; what you wrote is still here.',
      )
    const id = newId(now.getTime())
    const about = { caseId, patientId: found.patientId }
    const of = { clinicId: actor.clinicId, caseId }
    const [from, to] = [before.nextReviewOn, after.nextReviewOn]
    if (from && to && from !== to) await moveReviewForm(tx, of, { from, to, today })
    await tx.caseChange.createMany({
      data: {
        id,
        clinicId: actor.clinicId,
        ...about,
        reason,
        byId: actor.accountId,
        at: now,
        fromComplaint: complaint,
        toComplaint: after.complaint,
        fromSide: side,
        toSide: after.side,
        fromReviewOn: found.nextReviewOn,
        toReviewOn: nextReviewOn,
      },
    })
    await recordAudit(tx, actor, { type: 'case.changed', ...about, subjectId: id, data: { fields } })
    if (fields.includes('side')) await reevaluateFactors(tx, actor, caseId, now)
    await alertsAfterEntry(tx, actor, of, null, now)
    return { caseId }
  })
}
