import 'server-only'
import { type Actor, isPhysio } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { readOpenTreatments } from '#lib/cases/own/queries.ts'
import { kneeAmong } from '#lib/cases/own/rules.ts'
import { clinicCalendar } from '#lib/clinic/hours/rules.ts'
import type { Section } from '#lib/content/intake/questionnaire.ts'
import { guardianHints, underAgeMessage } from '#lib/content/intake/texts.ts'
import { dayIn, dayText, fromDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { fillNumbers, numberToCall } from '#lib/flags/messages/rules.ts'
import { isOpenAt } from '#lib/flags/targets/rules.ts'
import { waitForPage } from '#lib/flags/told/commands.ts'
import { answerOf, cleanAnswers, visibleQuestions } from '#lib/intake/answers/rules.ts'
import type { Answers, AnswerValue, IntakeContext } from '#lib/intake/answers/schema.ts'
import { completeness, crossChecks } from '#lib/intake/completeness/rules.ts'
import { answerableIntakes, onBehalfOf } from '#lib/intake/policy.ts'
import type { Closed } from '#lib/intake/review-form/asked/schema.ts'
import { reviewSetting } from '#lib/intake/review-form/own/queries.ts'
import { answersIn, shownIn } from '#lib/intake/review-form/own/rules.ts'
import { activitiesOf, named } from '#lib/intake/review-form/rules.ts'
import type { ReviewPart } from '#lib/intake/review-form/schema.ts'
import { guardianSigns, isUnderAge } from '#lib/intake/validation/rules.ts'
import { answerInWords } from '#lib/intake/words/rules.ts'
import { readLimits } from '#lib/limits/values/queries.ts'
import { recordedBirth, withRecord } from '#lib/patients/births/rules.ts'
import { unitOfRuns } from '#lib/tracking/run-logs/queries.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'
import type { Patient } from '#prisma/generated/client.ts'
import { againText, asksSafetyAgain, safetySectionId, wasAnswered, withoutCounted } from './again/rules.ts'
import { sectionRevision } from './merging/rules.ts'
import { reviewMessages, safetyMessages } from './messages/queries.ts'
import { type FormMessages, numbersOf, placeToCorrect } from './messages/rules.ts'
import {
  consented,
  consentOrder,
  type FormKind,
  type Opening,
  opening,
  partsOfForm,
  resumeAt,
  reviewPartOf,
  type Step,
  slugOf,
  stepAfter,
  stepBefore,
  stepsOf,
} from './rules.ts'

export type FormFrame = {
  intakeId: string
  kind: FormKind
  /** Which of the patient's forms it is, in a word or two. */
  heading: string
  /** Which knee a review form is about, for a patient who is treated for two. */
  knee: string | null
  /** The planned review that a review form is for: "Fri 27 Nov". */
  reviewText: string | null
  /** Why a review form takes no answers any more; null while it does, and once it was sent. */
  closed: Closed | null
  clinicName: string
  numbers: { clinicPhone: string; emergencyNumber: string; outOfHoursPhone: string }
  patientName: string
  /** A member of staff fills it in for the patient. */
  onBehalf: boolean
  sent: boolean
  /** Who of the clinic reads it: of the form of a physio her colleagues, where she has any. */
  readBy: 'clinic' | 'colleague' | 'nobody'
  /** The clinic decided what comes next before the form was sent. */
  unfinished: boolean
  steps: Step[]
  /** Where to go on. */
  resume: string
  /** Under 16 by the answers so far. */
  underAge: boolean
  /** The words that the form ends with then. */
  underAgeText: string
  /** Why the safety questions are asked again, above them; null while their answers count or there are none. */
  again: string | null
  /** Unresolved safety messages of this form. */
  messages: FormMessages | null
  /** No page has had them yet: the page of these words comes first. */
  unread: boolean
  /** The part to correct a slip in that made them. */
  correct: string
  /** The number to call now about them. */
  call: string
}

type Read = {
  frame: FormFrame
  /** Of a review form. */
  caseId: string | null
  /** As this patient is asked them. */
  parts: readonly Section[]
  activities: SectionView['activities']
  /** What was saved, with what stands around a review form. */
  stored: Answers
  /** With what a page shows beforehand. */
  answers: Answers
  context: IntakeContext
}

const headings: Readonly<Record<ReviewPart, string>> = {
  safety: 'Safety questions',
  whole: 'Before your review',
}

/** What the clinic knows of the patient already stands in the first section, to be checked. */
function prefilled(answers: Answers, patient: Record<string, AnswerValue>): Answers {
  const known = Object.entries(patient).filter(([id, value]) => value !== null && !Object.hasOwn(answers, id))
  return { ...answers, ...cleanAnswers(Object.fromEntries(known)) }
}

/** A page that has the messages on it, and is not drawn of every form: what it is not drawn of leads elsewhere. */
type Showing = 'stop' | 'check' | 'sent'

const isDrawn = (
  page: Showing,
  { sent, closed, underAge }: Pick<FormFrame, 'sent' | 'closed' | 'underAge'>,
) => page === 'stop' || (page === 'sent' ? sent : !sent && !closed && !underAge)

/** `shows`: the page at hand, where it is one of those. */
async function readForm(
  tx: Tx,
  actor: Actor,
  intakeId: string,
  kind: FormKind,
  now: Date,
  shows: Showing | null,
): Promise<Read> {
  const intake = await tx.intake.findFirst({
    where: { AND: [answerableIntakes(actor), { id: intakeId, kind }] },
    include: { patient: true, clinic: true, answers: true },
  })
  if (!intake?.answers) throw new NotFound('intake')
  const { patient, clinic, caseId } = intake
  const form = { ...intake, kind }
  const context = { today: dayIn(patient.timeZone ?? clinic.timeZone, now), consentAge: clinic.consentAge }
  const setting = caseId ? await reviewSetting(tx, actor, { ...intake, caseId }, now) : null
  const own = withRecord(cleanAnswers(intake.answers.answers), recordedBirth(patient))
  const stored = setting ? answersIn(setting, own) : own
  const activities = activitiesOf(setting?.before ?? {})
  const parts = partsOfForm(form).map((part) => named(part, activities))
  const safetyOn = intake.answers.safetyOn && fromDbDate(intake.answers.safetyOn)
  const sent = intake.status !== 'draft'
  const isAgain = !sent && wasAnswered(own) && asksSafetyAgain(safetyOn, context.today)
  const filled = setting ? shownIn(setting, parts, own) : prefilled(own, knownOf(patient))
  const answers = isAgain ? withoutCounted(filled) : filled
  const again = [...(setting?.asAgain ?? []), ...(isAgain ? [safetySectionId] : [])]
  const saved = intake.answers.sections.filter((id) => !again.includes(id))
  const steps = stepsOf(answers, saved, context, parts)
  const underAge = kind === 'intake' && isUnderAge(answers, context.today)
  if (onBehalfOf(actor, patient.id) || actor.kind === 'account') {
    await recordAudit(tx, actor, { type: 'intake.read', patientId: patient.id, caseId, subjectId: intakeId })
  }
  const messages = caseId
    ? await reviewMessages(
        tx,
        actor,
        { id: intakeId, caseId, part: reviewPartOf(form) },
        [stored],
        context.today,
      )
    : await safetyMessages(tx, actor, { id: intakeId, patientId: patient.id }, context.today)
  const onBehalf = onBehalfOf(actor, patient.id) !== null
  const closed = sent ? null : (setting?.closed ?? null)
  const waiting = { clinicId: actor.clinicId, intakeId }
  const shownAt = shows && isDrawn(shows, { sent, closed, underAge }) ? now : null
  const unread = messages?.atOnce === true && !onBehalf && (await waitForPage(tx, waiting, shownAt))
  const correct = messages?.atOnce
    ? placeToCorrect(stored, parts, messages.level, {
        today: context.today,
        limits: await readLimits(tx, actor.clinicId),
      })
    : slugOf(safetySectionId)
  const isOpen = isOpenAt(now, clinicCalendar(clinic))
  const frame: FormFrame = {
    intakeId,
    kind,
    sent,
    steps,
    underAge,
    again: isAgain ? againText(safetyOn, context.today) : null,
    knee: caseId ? kneeAmong(await readOpenTreatments(tx, actor), caseId) : null,
    heading: kind === 'intake' ? 'Your form' : headings[reviewPartOf(form)],
    unfinished: sent && intake.submittedAt === null,
    reviewText: setting?.reviewOn ? dayText(setting.reviewOn, context.today) : null,
    closed,
    clinicName: clinic.name,
    numbers: numbersOf(clinic),
    patientName: patient.fullName,
    onBehalf,
    readBy: sent ? await readerOf(tx, actor, intakeId, patient.id) : 'clinic',
    resume: resumeAt(steps),
    underAgeText: fillNumbers(underAgeMessage, numbersOf(clinic)),
    messages,
    unread,
    correct,
    call: numberToCall(messages?.level ?? null, numbersOf(clinic), isOpen),
  }
  return { frame, caseId, parts, activities, stored, answers, context }
}

type Reader = FormFrame['readBy']

/** Whoever opened it with a link may be a physio as well, which the database alone knows then. */
async function readerOf(tx: Tx, actor: Actor, intakeId: string, patientId: string): Promise<Reader> {
  const asks = actor.kind === 'link' || (isPhysio(actor) && actor.patientId === patientId)
  if (!asks) return 'clinic'
  const [found] = await tx.$queryRaw<{ by: Reader | null }[]>`SELECT form_read_by(${intakeId}::uuid) AS by`
  return found?.by ?? 'clinic'
}

const knownOf = (patient: Patient): Record<string, AnswerValue> => ({
  full_name: patient.fullName,
  preferred_name: patient.preferredName,
  date_of_birth: fromDbDate(patient.dateOfBirth),
  sex_at_birth: patient.sexAtBirth,
  email: patient.email,
  phone: patient.phone,
  preferred_contact: patient.preferredContact,
  guardian_name: patient.guardianName,
  guardian_phone: patient.guardianPhone,
})

/** The frame alone: for the start, a safety message and the thanks, of which the latter two show the words. Throws NotFound. */
export async function formFrame(
  actor: Actor,
  intakeId: string,
  now: Date,
  kind: FormKind = 'intake',
  shows: Showing | null = null,
): Promise<FormFrame> {
  return asActor(actor, async (tx) => (await readForm(tx, actor, intakeId, kind, now, shows)).frame)
}

export type SectionView = FormFrame & {
  /** Consent is missing: this page does not open yet. */
  blocked: boolean
  sectionId: string
  /** What the patient named, by the question that rates it. */
  activities: Readonly<Record<string, string>>
  /** Hints by question id that are others for this patient. */
  hints: Readonly<Record<string, string>>
  /** Answers by question id, with what the clinic knew beforehand. */
  answers: Record<string, AnswerValue>
  shown: string[]
  opening: Opening | null
  /** What distances are typed in at first: what the patient measures runs in, in an intake kilometers. */
  unit: DistanceUnit
  revision: string
  next: string
  before: string | null
}

/**
 * One page of the form, whose questions are those of its kind. `slug` comes from the address; throws NotFound for one that
 * does not exist.
 */
export async function sectionView(
  actor: Actor,
  intakeId: string,
  slug: string,
  now: Date,
  kind: FormKind = 'intake',
): Promise<SectionView> {
  return asActor(actor, async (tx) => {
    const { frame, caseId, parts, activities, stored, answers, context } = await readForm(
      tx,
      actor,
      intakeId,
      kind,
      now,
      null,
    )
    const section = parts.find(({ id }) => slugOf(id) === slug)
    if (!section) throw new NotFound('intake section')
    const ids = [...section.questions.map(({ id }) => id), 'affected_side']
    return {
      ...frame,
      blocked: kind === 'intake' && section.order > consentOrder && !consented(stored),
      sectionId: section.id,
      activities,
      hints: guardianSigns(answers, context) ? guardianHints : {},
      answers: Object.fromEntries(ids.map((id) => [id, answerOf(answers, id)])),
      shown: visibleQuestions(section, answers, context.today).map(({ id }) => id),
      opening: opening(section, answers, context.today),
      unit: caseId ? await unitOfRuns(tx, { clinicId: actor.clinicId, caseId }) : 'km',
      revision: sectionRevision(section, stored),
      next: stepAfter(section, parts),
      before: stepBefore(section, parts),
    }
  })
}

export type SummaryAnswer = { id: string; question: string; answer: string | null; problem: string | null }

export type CheckView = FormFrame & {
  /** `again`: why it is to be answered once more. */
  sections: { slug: string; title: string; left: number; again: string | null; answers: SummaryAnswer[] }[]
  disagreements: { text: string; sections: { slug: string; title: string }[] }[]
  canSend: boolean
}

/** Everything that was answered, before it is sent. */
export async function checkView(
  actor: Actor,
  intakeId: string,
  now: Date,
  kind: FormKind = 'intake',
): Promise<CheckView> {
  return asActor(actor, async (tx) => {
    const { frame, parts, answers, context } = await readForm(tx, actor, intakeId, kind, now, 'check')
    const progress = completeness(answers, context, parts)
    const saved = new Map(frame.steps.map((step) => [step.id, step.state !== 'open']))
    const sections = parts.map((section, index) => {
      const part = progress.sections[index]
      const missing = new Set(part?.missing)
      return {
        slug: slugOf(section.id),
        title: section.title,
        left: frame.steps[index]?.left ?? 0,
        again: section.id === safetySectionId ? frame.again : null,
        answers: saved.get(section.id)
          ? visibleQuestions(section, answers, context.today).map((question) => ({
              id: question.id,
              question: question.wording,
              answer: answerInWords(question, answerOf(answers, question.id)),
              problem: missing.has(question.id) ? 'Not answered yet' : (part?.problems[question.id] ?? null),
            }))
          : [],
      }
    })
    const placeOf = (id: string) => {
      const section = parts.find((one) => one.questions.some((question) => question.id === id))
      return section ? [{ slug: slugOf(section.id), title: section.title }] : []
    }
    const unique = (places: { slug: string; title: string }[]) => [
      ...new Map(places.map((place) => [place.slug, place])).values(),
    ]
    return {
      ...frame,
      sections,
      disagreements: crossChecks(answers, context.today, parts).map((one) => ({
        text: one.text,
        sections: unique(one.ids.flatMap(placeOf)),
      })),
      canSend: progress.canSubmit && frame.steps.every((step) => step.state !== 'open'),
    }
  })
}
