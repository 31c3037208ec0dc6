import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { questionnaire, reviewSections } from '#lib/content/intake/questionnaire.ts'
import { dayIn, inSentence, timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import { consentsSaid, standingConsents } from '#lib/intake/consents/queries.ts'
import { consentViews, saidLines } from '#lib/intake/consents/rules.ts'
import type { ConsentView } from '#lib/intake/consents/schema.ts'
import { readableIntakes } from '#lib/intake/policy.ts'
import { aimFacts, type IntakeRecord, intakeRecord } from '#lib/intake/record/rules.ts'
import { newestAnswers } from '#lib/intake/review-form/queries.ts'
import { activitiesOf, named, unasked } from '#lib/intake/review-form/rules.ts'
import { visitSections } from '#lib/intake/visit-form/schema.ts'
import { readLimits } from '#lib/limits/values/queries.ts'
import { readRecordedBirth } from '#lib/patients/births/queries.ts'
import { withRecord } from '#lib/patients/births/rules.ts'
import { type CaseFrame, readCaseFrame } from '../queries.ts'

export type CaseForm = {
  id: string
  /** "Intake", "Review form", "Safety questions", "Asked at the visit". */
  title: string
  /** "Sent Fri 13 Nov 18:20", "Begun by the patient, not sent, last saved …". */
  text: string
  href: string
}

type FormKind = 'intake' | 'review_form' | 'visit_form'

/** As they stand, what was said besides the form, and whether the reader may write down more. */
export type CaseConsents = {
  standing: ConsentView[]
  said: { id: string; text: string }[]
  /** Something of it stands no more, so that it is to be read there alone. */
  isMoreSaid: boolean
  mayNote: boolean
}

export type CaseIntake = {
  /** What she aims at and her sex at birth, by the newest answers of the case. */
  newest: { term: string; value: string }[]
  /** The reader asks these anew. */
  asksAnew: boolean
  caseId: string
  consents: CaseConsents
  record: IntakeRecord | null
  kind: FormKind
  shownId: string | null
  sentText: string
  /** The intake and every form asked since, the newest first. */
  forms: CaseForm[]
}

/**
 * The forms of a case and the answers of one of them; without `formId` those that the case came out of, else the newest.
 * Throws NotFound for whoever may not read the case, and for a form of another one.
 */
export function caseIntake(
  actor: Actor,
  caseId: string,
  formId: string | null,
  now: Date,
): Promise<CaseIntake> {
  return asActor(actor, async (tx) => {
    const frame = await readCaseFrame(tx, actor, caseId, 'intake', now)
    const rows = await tx.intake.findMany({
      where: { AND: [readableIntakes(actor, now), { OR: [{ caseId }, { case: { is: { id: caseId } } }] }] },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: 100,
      select: {
        id: true,
        kind: true,
        submittedAt: true,
        createdAt: true,
        savedAt: true,
        sentByPatient: true,
        consentAge: true,
        answers: { select: { answers: true, sections: true } },
        filledBy: { select: { name: true } },
        clinic: { select: { consentAge: true } },
      },
    })
    const consents = await consentsIn(tx, actor, frame)
    const saved = rows.flatMap(({ answers, ...row }) => {
      const isEmpty = row.kind === 'review_form' && !row.submittedAt && answers?.sections.length === 0
      return answers && !isEmpty ? [{ ...row, stored: answers }] : []
    })
    type Saved = (typeof saved)[number]
    const atOf = ({ submittedAt, savedAt, createdAt }: Saved) => submittedAt ?? savedAt ?? createdAt
    const textOf = (one: Saved) => {
      const at = inSentence(timeText(atOf(one), actor.timeZone, now))
      if (one.kind === 'review_form' && !one.submittedAt)
        return `Begun by the patient, not sent, last saved ${at}`
      if (one.filledBy && one.sentByPatient)
        return `Sent ${at}, filled in by the patient with help of ${one.filledBy.name}`
      if (one.filledBy) return `Sent ${at}, filled in by ${one.filledBy.name} for the patient`
      return one.kind === 'review_form' ? `Sent ${at} by the patient` : `Sent ${at}`
    }
    const forms = saved
      .map((one) => ({
        id: one.id,
        title: titleOf(one.kind, one.stored.sections),
        text: textOf(one),
        href: `/cases/${caseId}/intake?form=${one.id}`,
        at: atOf(one).getTime(),
      }))
      .sort((a, b) => b.at - a.at)
      .map(({ at: _, ...form }) => form)
    const shown = formId
      ? saved.find(({ id }) => id === formId)
      : (saved.find(({ kind }) => kind === 'intake') ?? saved[0])
    if (formId && !shown) throw new NotFound('intake')
    const { clinicId } = actor
    const { patientId } = frame
    const told = await newestAnswers(tx, { clinicId, caseId, patientId })
    const page = { caseId, consents, newest: aimFacts(told), asksAnew: frame.mayWrite, forms }
    if (!shown)
      return Object.assign(page, { record: null, kind: 'intake' as const, shownId: null, sentText: '' })
    const recorded = await readRecordedBirth(tx, { clinicId, patientId })
    const own = withRecord(cleanAnswers(shown.stored.answers), recorded)
    const isReview = shown.kind === 'review_form'
    const isVisit = shown.kind === 'visit_form'
    // What was sent is read by itself; what was only begun, and what was asked at a visit, needs the forms before it to know
    // what was open.
    const around = isVisit || (isReview && !shown.submittedAt) ? told : {}
    const answers = { ...(isVisit ? around : unasked(around, 'whole')), ...own }
    const asked = {
      intake: () => questionnaire.sections,
      visit_form: () => visitSections(Object.keys(own)),
      review_form: () =>
        reviewSections
          .filter(({ id }) => shown.stored.sections.includes(id))
          .map((section) => named(section, activitiesOf(answers))),
    }
    const sections = asked[shown.kind]()
    const consentAge = shown.consentAge ?? shown.clinic.consentAge
    const limits = await readLimits(tx, clinicId)
    const context = { today: dayIn(frame.zone, atOf(shown)), consentAge, limits }
    return Object.assign(page, {
      record: intakeRecord(answers, context, sections),
      kind: shown.kind,
      shownId: shown.id,
      sentText: textOf(shown),
    })
  })
}

async function consentsIn(tx: Tx, actor: Actor, frame: CaseFrame): Promise<CaseConsents> {
  const { clinicId } = actor
  const said = await consentsSaid(tx, { clinicId, patientId: frame.patientId }, 'staff')
  const reader = { zone: frame.zone, own: false }
  const standing = await standingConsents(tx, frame.patientId)
  return {
    standing: consentViews(standing, said, reader),
    said: saidLines(said, reader),
    isMoreSaid: said.some(({ id }) => !standing.some(({ saidId }) => saidId === id)),
    mayNote: frame.onTeam,
  }
}

function titleOf(kind: FormKind, sections: readonly string[]): string {
  if (kind === 'intake') return 'Intake'
  if (kind === 'visit_form') return 'Asked at the visit'
  return sections.length === 1 && sections[0] === 'sec_safety' ? 'Safety questions' : 'Review form'
}
