import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { readOpenTreatments } from '#lib/cases/own/queries.ts'
import { kneeAmong } from '#lib/cases/own/rules.ts'
import { dayIn, dayText, fromDbDate, nearDayText, toDbDate } from '#lib/dates.ts'
import { readAs, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { ownUnanswered } from '#lib/flags/screen/queries.ts'
import { ownCaseSql } from '#lib/tracking/progress/policy.ts'
import { oneCase, readAskings } from '../asked/queries.ts'
import { closedBy, isAsked } from '../asked/rules.ts'
import type { ReviewAsking } from '../asked/schema.ts'
import { newestAnswers } from '../queries.ts'
import type { ReviewPart } from '../schema.ts'
import {
  type OwnReviewForms,
  type ReviewSetting,
  type StartSearch,
  safetyFormAt,
  type WaitingForm,
} from './schema.ts'

type Form = { id: string; caseId: string; patientId: string; reviewOn: Date | null; savedAt: Date | null }

/** What lies around a review form, in the transaction that reads or changes it. */
export async function reviewSetting(tx: Tx, actor: Actor, form: Form, now: Date): Promise<ReviewSetting> {
  const { id, caseId, patientId, savedAt } = form
  const { clinicId } = actor
  const [asking] = await readAskings(tx, actor, oneCase(clinicId, caseId), now)
  if (!asking) throw new NotFound('case')
  const reviewOn = form.reviewOn && fromDbDate(form.reviewOn)
  const since = await tx.intakeAnswers.findMany({
    where: {
      clinicId,
      patientId,
      intake: { caseId, kind: 'review_form', id: { not: id }, submittedAt: { gt: savedAt ?? now } },
    },
    select: { sections: true },
  })
  const asAgain = [...new Set(since.flatMap(({ sections }) => sections))]
  return {
    caseId,
    reviewOn,
    asAgain,
    part: reviewOn === null ? 'safety' : 'whole',
    before: await newestAnswers(tx, { clinicId, caseId, patientId }),
    closed: closedBy({ id, reviewOn, askedSince: asAgain.includes('sec_safety') }, asking),
  }
}

/** The own cases whose form waits, and the form that was begun in each. */
async function waiting(
  tx: Tx,
  actor: AccountActor,
  now: Date,
): Promise<{ asking: ReviewAsking; intakeId: string | null }[]> {
  const asked = (await readAskings(tx, actor, ownCaseSql(actor), now)).filter(isAsked)
  const drafts = await tx.intake.findMany({
    where: {
      clinicId: actor.clinicId,
      kind: 'review_form',
      status: 'draft',
      OR: asked.map(({ caseId, patientId, reviewOn }) => ({
        caseId,
        patientId,
        reviewOn: reviewOn && toDbDate(reviewOn),
      })),
    },
    select: { id: true, caseId: true },
  })
  return asked.map((asking) => ({
    asking,
    intakeId: drafts.find(({ caseId }) => caseId === asking.caseId)?.id ?? null,
  }))
}

/** How many review forms of the patient wait, inside the transaction of the page that says so. */
export const reviewFormsWaiting = async (tx: Tx, actor: AccountActor, now: Date): Promise<number> =>
  (await readAskings(tx, actor, ownCaseSql(actor), now)).filter(isAsked).length

export type ReviewStart = {
  part: ReviewPart
  form: WaitingForm
  clinicName: string
  phone: string
  emergencyNumber: string
}

/**
 * Before the form is begun: the one of a case, or the first that waits; the safety questions alone can be answered as long as the
 * case goes on. Null when none is asked for now; throws NotFound for another's case.
 */
export function reviewStart(
  actor: AccountActor,
  { case: caseId, part }: StartSearch,
  now: Date,
): Promise<ReviewStart | null> {
  return readAs(actor, async (tx) => {
    if (caseId && !(await tx.case.findFirst({ where: { AND: [ownCases(actor), { id: caseId }] } })))
      throw new NotFound('case')
    const forms = part === 'safety' ? safetyForms : formsOf
    const form = (await forms(tx, actor, now)).find((one) => caseId === null || one.caseId === caseId)
    if (!form) return null
    const { name, phone, emergencyNumber } = await tx.clinic.findUniqueOrThrow({
      where: { id: actor.clinicId },
      select: { name: true, phone: true, emergencyNumber: true },
    })
    return { part, form, clinicName: name, phone, emergencyNumber }
  })
}

/** The safety questions alone, of each own case that goes on. */
async function safetyForms(tx: Tx, actor: AccountActor): Promise<WaitingForm[]> {
  const cases = await readOpenTreatments(tx, actor)
  return cases.map(({ id }) => ({
    caseId: id,
    knee: kneeAmong(cases, id),
    reviewText: '',
    begun: false,
    href: safetyFormAt(id),
  }))
}

const WEEKS_SHOWN = 6

/** The review forms of the signed-in patient: what waits, usually one or none, and what she sent. */
export const ownReviewForms = (actor: AccountActor, now: Date): Promise<OwnReviewForms> =>
  readAs(actor, async (tx) => {
    const since = new Date(now.getTime() - WEEKS_SHOWN * 7 * 86_400_000)
    const sent = await tx.intake.findMany({
      where: {
        clinicId: actor.clinicId,
        kind: 'review_form',
        askedIn: ownCases(actor),
        filledById: null,
        submittedAt: { gte: since },
      },
      orderBy: { submittedAt: 'desc' },
      select: { id: true, caseId: true, submittedAt: true, reviewOn: true },
    })
    const today = dayIn(actor.ownZone, now)
    const unanswered = await ownUnanswered(tx, actor, now)
    return {
      waiting: await formsOf(tx, actor, now),
      safety: (await safetyForms(tx, actor)).map(({ caseId, href }) => ({
        caseId,
        href,
        unanswered: unanswered.has(caseId),
      })),
      sent: sent.flatMap(({ id, caseId, submittedAt, reviewOn }) =>
        caseId && submittedAt
          ? [
              {
                id,
                caseId,
                part: reviewOn ? ('whole' as const) : ('safety' as const),
                dayText: nearDayText(dayIn(actor.ownZone, submittedAt), today),
              },
            ]
          : [],
      ),
    }
  })

async function formsOf(tx: Tx, actor: AccountActor, now: Date): Promise<WaitingForm[]> {
  const forms = await waiting(tx, actor, now)
  const treatments = await readOpenTreatments(tx, actor)
  const [first] = forms
  if (first) {
    const { patientId, caseId } = first.asking
    const data = { page: 'review form' }
    await recordAudit(tx, actor, { type: 'own_record.read', patientId, caseId, data })
  }
  return forms.map(({ asking: { caseId, reviewOn, today }, intakeId }) => ({
    caseId,
    knee: kneeAmong(treatments, caseId),
    reviewText: dayText(reviewOn ?? today, today),
    begun: intakeId !== null,
    href: intakeId ? `/my/forms/review/${intakeId}` : `/my/forms/review?case=${caseId}`,
  }))
}
