import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { alertsAfterEntry } from '#lib/alerts/evaluation/commands.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Section } from '#lib/content/intake/questionnaire.ts'
import { type Day, dayIn } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { reevaluateFactors } from '#lib/factors/commands.ts'
import { raiseFlags } from '#lib/flags/commands.ts'
import { heardAllTheSame } from '#lib/flags/heard/commands.ts'
import { newestScreen } from '#lib/flags/screen/rules.ts'
import { intakeValues, visibleIds } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { completeness } from '#lib/intake/completeness/rules.ts'
import { againRefusal, asksSafetyAgain, wasAnswered } from '#lib/intake/drafts/again/rules.ts'
import { lockDraft } from '#lib/intake/drafts/open/commands.ts'
import { checkSection, saveDraft } from '#lib/intake/forms/rules.ts'
import { toldIn } from '#lib/intake/told/queries.ts'
import { adviseAfterStop } from '#lib/programs/progression/commands.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { askedIds, sentAnswers } from './own/rules.ts'
import { newestAnswers } from './queries.ts'
import { confirmedIn, saidNow, unasked } from './rules.ts'
import { questionsOf, type ReviewFormInput, sectionsOf } from './schema.ts'

type SentForm = {
  id: string
  patientId: string
  caseId: string
  /** What the form asked. */
  asked: ReadonlySet<string>
  /** With what stands around it. */
  answers: Answers
  /** The newest answers before it. */
  before: Answers
  today: Day
  /** The day on which the safety questions were answered, when the form asks them. */
  safetyOn: Day | null
  timeZone: string
  onBehalf: boolean
}

/** What a physio asks in a case that is open. */
export type Asked = {
  kind: 'review_form' | 'visit_form'
  section: Section
  /** Ids of the sections that it is made of. */
  sections: readonly string[]
  /** What stays of the answers from before. */
  around: (before: Answers) => Answers
  /** What is stored of the answers. */
  kept: (answers: Answers, asked: ReadonlySet<string>) => Answers
  /** What else changes with what is stored, in its transaction. */
  also?: (tx: Tx, patientId: string, sent: Answers) => Promise<void>
}

/** What follows from a form that was sent, whoever filled it in: flags, factors, alerts, in its transaction. */
async function followUp(tx: Tx, actor: Actor, form: SentForm, now: Date): Promise<void> {
  const { id, patientId, caseId, today, timeZone } = form
  const values = intakeValues(form.answers, { today, limits: null, safetyAnsweredOn: form.safetyOn })
  await raiseFlags(
    tx,
    actor,
    {
      patientId,
      intakeId: id,
      caseId,
      source: 'review_form',
      sourceId: id,
      answered: saidNow(form),
      confirmed: confirmedIn(form.answers, form.before),
    },
    values,
    now,
  )
  await reevaluateFactors(tx, actor, caseId, now)
  await recordAudit(tx, actor, {
    type: 'intake.submitted',
    patientId,
    caseId,
    subjectId: id,
    data: { onBehalf: form.onBehalf },
  })
  await alertsAfterEntry(tx, actor, { clinicId: actor.clinicId, caseId }, null, now)
  const target = { clinicId: actor.clinicId, caseId, patientId, timeZone }
  if (form.safetyOn && (await heldBefore(tx, target, form))) await adviseAfterStop(tx, actor, target, id, now)
}

/** Whether the program waited for this form, because safety questions had no answer. */
async function heldBefore(
  tx: Tx,
  target: { clinicId: string; caseId: string },
  { id, today }: Pick<SentForm, 'id' | 'today'>,
): Promise<boolean> {
  const { forms, recorded, limits } = await toldIn(tx, target)
  const before = forms.filter((form) => form.id !== id && form.kind !== 'visit_form').toReversed()
  return !newestScreen(before, recorded, today, limits).complete
}

/**
 * Records what was asked again today: a form of the case with all answers, the flags that they raise and the alerts that
 * follow. Sent twice it is one form. Throws NotFound off the care team, Invalid for what is unanswered, Conflict for a closed
 * case and for other answers than the page sent before. What is dangerous in a refused form raises its flag all the same.
 */
export const recordReviewForm = (
  actor: AccountActor,
  { part, ...input }: ReviewFormInput,
  now = new Date(),
): Promise<string> =>
  recordAsked(
    actor,
    input,
    {
      kind: 'review_form',
      section: questionsOf(part),
      sections: sectionsOf(part).map((one) => one.id),
      around: (before) => unasked(before, part),
      kept: sentAnswers,
    },
    now,
  )

type Answered = Omit<ReviewFormInput, 'part'>

/** The same for whatever is asked. */
export async function recordAsked(
  actor: AccountActor,
  input: Answered,
  asked: Asked,
  now: Date,
): Promise<string> {
  const refused = await heardAllTheSame(
    () => asActor(actor, (tx) => recordOrHear(tx, actor, input, asked, now)),
    () =>
      asActor(actor, async (tx) => {
        const { form, given } = await readPosted(tx, actor, input, asked, now)
        return (await hear(tx, actor, { ...form, answers: given() }, now)) ? heardToo : null
      }),
  )
  // Only now, or what was heard would be undone with the transaction.
  if (refused !== null) throw refused
  return input.caseId
}

const closedCase = 'This case is closed. Reopen it first.'
const heardToo = 'What needs attention in these answers is marked as a red flag already.'
const openAnswers =
  'Not saved yet: please look at the marked answers. What needs attention in the others is marked as a red flag already.'
const otherAnswers =
  'This page was sent before, with other answers, and those are kept. What needs attention in these is marked as a red flag. Load the page again to send new answers.'

/** What was posted for a case of the actor. `given`: what is in order of it, as a draft keeps it. */
async function readPosted(
  tx: Tx,
  actor: AccountActor,
  { id, caseId, posted }: Answered,
  { kind, section, around }: Asked,
  now: Date,
) {
  const target = await tx.case.findFirst({
    where: { AND: [teamCases(actor), { id: caseId }] },
    select: {
      patientId: true,
      status: true,
      patient: { select: { timeZone: true } },
      clinic: { select: { timeZone: true, consentAge: true } },
    },
  })
  if (!target) throw new NotFound('case')
  const { patientId, status, clinic } = target
  await takeTurn(tx, 'reviewForms', caseId)
  const timeZone = target.patient.timeZone ?? clinic.timeZone
  const today = dayIn(timeZone, now)
  const newest = await newestAnswers(tx, { clinicId: actor.clinicId, patientId, caseId })
  const before = around(newest)
  const context = { today, consentAge: clinic.consentAge }
  const { ok, errors, answers } = checkSection(section, posted, before, context)
  const asked = new Set(section.questions.map((question) => question.id))
  const safetyOn = kind === 'review_form' ? today : null
  const said = { asked, answers, before: newest }
  const form = { id, patientId, caseId, ...said, today, safetyOn, timeZone, onBehalf: true }
  return { status, form, ok, errors, given: () => saveDraft(section, posted, before, context).answers }
}

/** An error: it was refused, and why. */
async function recordOrHear(
  tx: Tx,
  actor: AccountActor,
  input: Answered,
  what: Asked,
  now: Date,
): Promise<Conflict | Invalid | null> {
  const { id, caseId } = input
  const { kind, sections, kept, also } = what
  const { status, form, ok, errors, given } = await readPosted(tx, actor, input, what, now)
  const { patientId, asked, answers } = form
  const of = { clinicId: actor.clinicId, patientId }
  if (status === 'discharged' || status === 'referred') {
    await hear(tx, actor, form, now)
    return new Conflict(closedCase)
  }
  if (!ok) {
    const isRaised = await hear(tx, actor, { ...form, answers: given() }, now)
    const fields = Object.fromEntries(Object.entries(errors).map(([key, text]) => [key, [text]]))
    return new Invalid(fields, isRaised ? openAnswers : undefined)
  }
  const sent = kept(answers, asked)
  if (Object.keys(sent).length === 0) return new Invalid({}, 'Nothing is answered yet.')
  const own = { createdById: actor.accountId, filledById: actor.accountId, decidedById: actor.accountId }
  const at = { decidedAt: now, savedAt: now, submittedAt: now }
  const made = await tx.intake.createMany({
    data: [{ id, ...of, caseId, kind, status: 'accepted', ...own, ...at }],
    skipDuplicates: true,
  })
  if (made.count === 0) {
    const stored = await tx.intakeAnswers.findFirst({ where: { ...of, intakeId: id, intake: { caseId } } })
    if (stored && isDeepStrictEqual(stored.answers, JSON.parse(JSON.stringify(sent)))) return null
    await hear(tx, actor, { ...form, id: stored ? id : null }, now)
    return new Conflict(otherAnswers)
  }
  await tx.intakeAnswers.createMany({
    data: [
      {
        ...of,
        intakeId: id,
        answers: sent as Prisma.InputJsonObject,
        sections: [...sections],
        savedAt: now,
      },
    ],
  })
  await also?.(tx, patientId, sent)
  await followUp(tx, actor, form, now)
  return null
}

/** Raises what answers that are not stored stand for; whether there was anything. `id` null: the id is another form's. */
async function hear(
  tx: Tx,
  actor: Actor,
  form: Omit<SentForm, 'id'> & { id: string | null },
  now: Date,
): Promise<boolean> {
  const { id, patientId, caseId, answers, today } = form
  const values = intakeValues(answers, { today, limits: null })
  const subject = {
    patientId,
    intakeId: null,
    caseId,
    source: 'review_form' as const,
    sourceId: id,
    answered: saidNow(form),
    confirmed: confirmedIn(answers, form.before),
  }
  const { messages } = await raiseFlags(tx, actor, { ...subject, refused: true }, values, now)
  return messages !== null
}

/**
 * Sends the form that the patient filled in, before her review or of the safety questions alone. Sent twice it is sent once.
 * Throws NotFound for any other form, Conflict when it closed meanwhile, Invalid when something is missing or was asked
 * again by somebody else.
 */
export function submitReviewForm(
  actor: AccountActor,
  intakeId: string,
  now = new Date(),
): Promise<{ intakeId: string; again: boolean }> {
  return asActor(actor, async (tx) => {
    const draft = await lockDraft(tx, actor, intakeId, now)
    const { caseId, patientId, answers, context, part, safetyOn } = draft
    if (!caseId) throw new NotFound('review form')
    if (draft.status !== 'draft') return { intakeId, again: true }
    if (wasAnswered(answers) && asksSafetyAgain(safetyOn, context.today))
      throw new Invalid({}, againRefusal(safetyOn, context.today))
    const parts = sectionsOf(part)
    const isSaved = parts.every(({ id }) => draft.sections.includes(id))
    if (!isSaved || !completeness(answers, context, parts).canSubmit)
      throw new Invalid(
        {},
        'Not sent yet: some answers are missing or need another look. They are marked below.',
      )
    const of = { clinicId: actor.clinicId, patientId }
    const shown = visibleIds(answers, context.today)
    const open = Object.fromEntries(Object.entries(answers).filter(([id]) => shown.has(id)))
    await tx.intakeAnswers.updateMany({
      where: { ...of, intakeId },
      data: {
        answers: sentAnswers(open, askedIds[part]) as Prisma.InputJsonObject,
        savedAt: now,
        version: { increment: 1 },
      },
    })
    await tx.intake.updateMany({
      where: { ...of, id: intakeId, status: 'draft' },
      data: {
        status: 'submitted',
        sentByPatient: true,
        submittedAt: now,
        savedAt: now,
        version: { increment: 1 },
      },
    })
    const { today } = context
    const timeZone = actor.ownZone
    const own = { id: intakeId, patientId, caseId, asked: askedIds[part], answers, before: draft.before }
    const form = { ...own, today, safetyOn, timeZone, onBehalf: false }
    await followUp(tx, actor, form, now)
    return { intakeId, again: false }
  })
}
