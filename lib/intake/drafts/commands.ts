import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Section } from '#lib/content/intake/questionnaire.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { type FlagSubject, raiseFlags } from '#lib/flags/commands.ts'
import { inOneText, type PatientMessages } from '#lib/flags/messages/rules.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers, IntakeContext } from '#lib/intake/answers/schema.ts'
import { completeness, submission } from '#lib/intake/completeness/rules.ts'
import { checkSection, type Posted, saveDraft } from '#lib/intake/forms/rules.ts'
import { answerableIntakes, onBehalfOf } from '#lib/intake/policy.ts'
import { closedSentence } from '#lib/intake/review-form/asked/rules.ts'
import { reviewSetting } from '#lib/intake/review-form/own/queries.ts'
import { answersIn, askedIds, ownAnswers } from '#lib/intake/review-form/own/rules.ts'
import { readLimits } from '#lib/limits/values/queries.ts'
import { recordedBirth, withRecord } from '#lib/patients/births/rules.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { reviewMessages, safetyMessages } from './messages/queries.ts'
import {
  consented,
  consentOrder,
  type FormKind,
  newlyOpened,
  partOf,
  sectionRevision,
  stepAfter,
  stepBefore,
} from './rules.ts'

const sent = 'This form has been sent. It cannot be changed any more; please phone us about a correction.'
const newer =
  'This part was changed in another tab or on another device. The newer answers are kept. Load the page again to see them.'
const noConsent = 'Please answer the part about consent first.'

export type OpenDraft = {
  id: string
  kind: FormKind
  patientId: string
  /** Of a review form. */
  caseId: string | null
  status: string
  /** With the birth date of the record; what stands around a review form comes with its own answers. */
  answers: Answers
  /** Saved, and not asked by somebody else since. */
  sections: readonly string[]
  consentAt: Date | null
  context: IntakeContext
}

/**
 * Reads a form that may still change and keeps others from changing it until the transaction ends. Throws NotFound, and
 * Conflict for a review form that closed before it was sent.
 */
export async function lockDraft(tx: Tx, actor: Actor, intakeId: string, now: Date): Promise<OpenDraft> {
  const { closed, ...draft } = await lockForm(tx, actor, intakeId, now)
  if (closed) throw new Conflict(closed)
  return draft
}

/** The same for any form of the actor. `closed`: why a review form takes no answers any more, though it was not sent. */
async function lockForm(
  tx: Tx,
  actor: Actor,
  intakeId: string,
  now: Date,
): Promise<OpenDraft & { closed: string | null }> {
  const where = { AND: [answerableIntakes(actor), { id: intakeId }] }
  const select = {
    ...{ id: true, kind: true, status: true, patientId: true, caseId: true, reviewOn: true, savedAt: true },
    patient: { select: { timeZone: true, dateOfBirth: true, notBornOn: true } },
    clinic: { select: { timeZone: true, consentAge: true } },
  } as const
  const found = await tx.intake.findFirst({ where, select: { caseId: true } })
  if (!found) throw new NotFound('intake')
  if (found.caseId) await takeTurn(tx, 'reviewForms', found.caseId)
  const intake = await tx.intake.findFirst({ where, select })
  if (!intake) throw new NotFound('intake')
  const { kind, patientId, caseId } = intake
  const setting = caseId ? await reviewSetting(tx, actor, { ...intake, caseId }, now) : null
  const closed = setting?.closed && intake.status === 'draft' ? closedSentence(setting.closed) : null
  // A form that was sent does not change, and one that closed since cannot be locked.
  const [row] =
    kind === 'review_form' && (closed || intake.status !== 'draft')
      ? [intake]
      : await tx.$queryRaw<{ status: string }[]>`
          SELECT status::text FROM "Intake" WHERE "clinicId" = ${actor.clinicId}::uuid AND id = ${intakeId}::uuid FOR UPDATE`
  const stored = await tx.intakeAnswers.findFirst({ where: { clinicId: actor.clinicId, intakeId } })
  if (!row || !stored) throw new NotFound('intake')
  const zone = intake.patient.timeZone ?? intake.clinic.timeZone
  const own = withRecord(cleanAnswers(stored.answers), recordedBirth(intake.patient))
  return {
    ...{ id: intakeId, kind, patientId, caseId, closed },
    status: row.status,
    answers: setting ? answersIn(setting, own) : own,
    sections: stored.sections.filter((id) => !setting?.asAgain.includes(id)),
    consentAt: stored.consentAt,
    context: { today: dayIn(zone, now), consentAge: intake.clinic.consentAge },
  }
}

export type SectionToSave = {
  intakeId: string
  section: Section
  posted: Posted
  /** Of the page that was filled in. */
  revision: string
  /** Everything shown must be in order; autosave and "Back" ask for nothing. */
  strict: boolean
}

export type SaveOutcome = {
  /** What the next save from this page carries. */
  revision: string
  /** By question id. The valid answers are stored all the same. */
  errors: Readonly<Record<string, string>>
  /** Questions that the answers opened; a page without JavaScript has not shown them yet. */
  opened: readonly string[]
  /** Under 16: nothing was stored, the form stops. */
  underAge: boolean
  /** What the patient is to read of all that is raised; null when there are no words. */
  messages: PatientMessages | null
  /** The addresses of the parts beside this one. */
  next: string
  before: string | null
}

/**
 * Stores the valid answers of one section of a draft and evaluates the flags. Sending the same twice is one save.
 * Throws NotFound, and Conflict when the form was sent or the section has newer answers than the page that was posted. What
 * is dangerous in a refused save raises its flag all the same, and its words stand before the reason.
 */
export async function saveSection(actor: Actor, input: SectionToSave, now: Date): Promise<SaveOutcome> {
  const saved = await saveOrHear(actor, input, now)
  // Only now, or what was heard would be undone with the transaction.
  if (typeof saved === 'string') throw new Conflict(saved)
  return saved
}

/** A text: it was refused, and why. */
function saveOrHear(actor: Actor, input: SectionToSave, now: Date): Promise<SaveOutcome | string> {
  const { posted } = input
  return asActor(actor, async (tx) => {
    const draft = await lockForm(tx, actor, input.intakeId, now)
    const section = partOf(draft.kind, input.section.id)
    if (!section) throw new NotFound('intake section')
    const { answers: before, context } = draft
    const isGated = draft.kind === 'intake' && section.order > consentOrder
    if (isGated && !consented(before)) throw new Conflict(noConsent)
    const kept = saveDraft(section, posted, before, context)
    const checked = input.strict ? checkSection(section, posted, before, context) : kept
    const [was, is] = [sectionRevision(section, before), sectionRevision(section, kept.answers)]
    const beside = { next: stepAfter(section, draft.kind), before: stepBefore(section, draft.kind) }
    if (kept.underAge)
      return { revision: was, errors: {}, opened: [], underAge: true, messages: null, ...beside }
    const over = draft.closed ?? (draft.status === 'draft' ? null : sent)
    const refused = over ?? (was !== is && input.revision !== was ? newer : null)
    if (refused) return was === is ? refused : hear(tx, actor, draft, kept.answers, refused, now)
    if (was !== is || !draft.sections.includes(section.id)) {
      const signed = section.id === 'sec_consent' && input.strict && checked.ok
      await store(tx, actor, draft, { section, answers: kept.answers, signed }, now)
    }
    return {
      revision: is,
      errors: checked.errors,
      opened: newlyOpened(section, before, kept.answers, context.today),
      underAge: false,
      messages: await messagesFor(tx, actor, draft, kept.answers),
      ...beside,
    }
  })
}

const messagesFor = (tx: Tx, actor: Actor, { id, caseId, context }: OpenDraft, answers: Answers) =>
  caseId
    ? reviewMessages(tx, actor, { id, caseId }, answers, context.today)
    : safetyMessages(tx, actor, id, context.today)

/** Raises what answers that are not stored stand for. The reason of the refusal, after the words to be read first. */
async function hear(
  tx: Tx,
  actor: Actor,
  draft: OpenDraft,
  answers: Answers,
  reason: string,
  now: Date,
): Promise<string> {
  const values = intakeValues(answers, { today: draft.context.today, limits: null })
  const { messages: raised } = await raiseFlags(
    tx,
    actor,
    { ...flagSubject(draft), refused: true },
    values,
    now,
  )
  const messages = raised && (await messagesFor(tx, actor, draft, answers))
  return messages ? `${inOneText(messages)} ${reason}` : reason
}

async function store(
  tx: Tx,
  actor: Actor,
  draft: OpenDraft,
  saved: { section: Section; answers: Answers; signed: boolean },
  now: Date,
): Promise<void> {
  const { section, answers } = saved
  const filledById = onBehalfOf(actor, draft.patientId)
  const of = { clinicId: actor.clinicId, patientId: draft.patientId }
  await tx.intakeAnswers.updateMany({
    where: { ...of, intakeId: draft.id },
    data: {
      answers: (draft.kind === 'intake'
        ? cleanAnswers(answers)
        : ownAnswers(answers)) as Prisma.InputJsonObject,
      sections: [...new Set([...draft.sections, section.id])],
      ...(saved.signed ? { consentAt: now } : {}),
      savedAt: now,
      version: { increment: 1 },
    },
  })
  await tx.intake.updateMany({
    where: { ...of, id: draft.id },
    data: { savedAt: now, ...(filledById ? { filledById } : {}) },
  })
  await recordAudit(tx, actor, {
    type: 'intake.saved',
    patientId: draft.patientId,
    caseId: draft.caseId,
    subjectId: draft.id,
    data: { section: section.id, onBehalf: filledById !== null },
  })
  const values = intakeValues(answers, { today: draft.context.today, limits: null })
  await raiseFlags(tx, actor, flagSubject(draft), values, now)
}

/** A review form speaks for what it asks alone: what only older answers fire is not new. */
const flagSubject = ({ id, patientId, caseId }: OpenDraft): FlagSubject =>
  caseId
    ? { patientId, intakeId: id, caseId, source: 'review_form', sourceId: id, answered: askedIds }
    : { patientId, intakeId: id, caseId: null, source: 'intake' }

/**
 * Sends a complete and signed form: shown answers only, calculated values, flags. Sent twice it is sent once. Throws
 * Invalid when something is missing.
 */
export function submitIntake(
  actor: Actor,
  intakeId: string,
  now: Date,
): Promise<{ intakeId: string; again: boolean }> {
  return asActor(actor, async (tx) => {
    const draft = await lockDraft(tx, actor, intakeId, now)
    if (draft.kind !== 'intake') throw new NotFound('intake')
    if (draft.status !== 'draft') return { intakeId, again: true }
    const { answers, context } = draft
    if (!completeness(answers, context).canSubmit) {
      throw new Invalid(
        {},
        'Not sent yet: some answers are missing or need another look. They are marked below.',
      )
    }
    const limits = await readLimits(tx, actor.clinicId)
    const record = submission(answers, { today: context.today, limits })
    const filledById = onBehalfOf(actor, draft.patientId)
    const of = { clinicId: actor.clinicId, patientId: draft.patientId }
    await tx.intakeAnswers.updateMany({
      where: { ...of, intakeId },
      data: {
        answers: record.answers as Prisma.InputJsonObject,
        derived: record.derived as Prisma.InputJsonObject,
        consentAt: draft.consentAt ?? now,
        savedAt: now,
        version: { increment: 1 },
      },
    })
    const values = intakeValues(answers, {
      ...{ today: context.today, limits },
      safetyAnsweredOn: context.today,
    })
    await raiseFlags(tx, actor, flagSubject(draft), values, now)
    await tx.intake.updateMany({
      where: { ...of, id: intakeId, status: 'draft' },
      data: {
        status: 'submitted',
        submittedAt: now,
        savedAt: now,
        version: { increment: 1 },
        ...(filledById ? { filledById } : {}),
      },
    })
    await recordAudit(tx, actor, {
      type: 'intake.submitted',
      patientId: draft.patientId,
      subjectId: intakeId,
      data: { onBehalf: filledById !== null },
    })
    return { intakeId, again: false }
  })
}
