import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Section } from '#lib/content/intake/questionnaire.ts'
import { type Day, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { raiseFlags } from '#lib/flags/commands.ts'
import { heardAllTheSame } from '#lib/flags/heard/commands.ts'
import { inOneText } from '#lib/flags/messages/rules.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import type { Posted } from '#lib/intake/forms/posted/rules.ts'
import { checkSection, saveDraft } from '#lib/intake/forms/rules.ts'
import { onBehalfOf } from '#lib/intake/policy.ts'
import { ownAnswers } from '#lib/intake/review-form/own/rules.ts'
import { confirmedIn } from '#lib/intake/review-form/rules.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { safetyDay, safetySectionId, wasAnswered } from '../again/rules.ts'
import { reviewMessages, safetyMessages } from '../messages/queries.ts'
import type { FormMessages } from '../messages/rules.ts'
import { lockForm, type OpenDraft } from '../open/commands.ts'
import {
  consented,
  consentOrder,
  flagSubject,
  newlyOpened,
  partsOfForm,
  sectionRevision,
  stepAfter,
  stepBefore,
} from '../rules.ts'

const sent = 'This form has been sent. It cannot be changed any more; please call us about a correction.'
const readAlready =
  'Your clinic has read this form and decided what comes next, so it takes no more answers. Please call us about anything new.'
const newer =
  'This part was changed in another tab or on another device. The newer answers are kept. Load the page again to see them.'
const noConsent = 'Please answer the part about consent first.'

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
  messages: FormMessages | null
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
  const saved = await heardAllTheSame(
    () => saveOrHear(actor, input, now),
    () => hearUnsaved(actor, input, now),
  )
  // Only now, or what was heard would be undone with the transaction.
  if (typeof saved === 'string') throw new Conflict(saved)
  return saved
}

/** What was posted to a form of the actor, as far as it is in order. */
async function readPosted(tx: Tx, actor: Actor, input: SectionToSave, now: Date) {
  const draft = await lockForm(tx, actor, input.intakeId, now)
  const parts = partsOfForm(draft)
  const section = parts.find(({ id }) => id === input.section.id)
  if (!section) throw new NotFound('intake section')
  const isGated = draft.kind === 'intake' && section.order > consentOrder
  if (isGated && !consented(draft.answers)) throw new Conflict(noConsent)
  return { draft, parts, section, kept: saveDraft(section, input.posted, draft.answers, draft.context) }
}

/** A text: it was refused, and why. */
function saveOrHear(actor: Actor, input: SectionToSave, now: Date): Promise<SaveOutcome | string> {
  const { posted } = input
  return asActor(actor, async (tx) => {
    const { draft, parts, section, kept } = await readPosted(tx, actor, input, now)
    const { answers: before, context } = draft
    const checked = input.strict ? checkSection(section, posted, before, context) : kept
    const [was, is] = [sectionRevision(section, before), sectionRevision(section, kept.answers)]
    const beside = { next: stepAfter(section, parts), before: stepBefore(section, parts) }
    if (kept.underAge)
      return { revision: was, errors: {}, opened: [], underAge: true, messages: null, ...beside }
    const over =
      draft.closed ?? (draft.status === 'draft' ? null : draft.status === 'referred' ? readAlready : sent)
    const refused = over ?? (was !== is && input.revision !== was ? newer : null)
    if (refused) return was === is ? refused : hear(tx, actor, draft, kept.answers, refused, now)
    const confirmed = input.strict && checked.ok
    const safetyOn = safetyOnAfter(draft, section, confirmed)
    const consentAt = consentAtAfter(draft, section, { confirmed, changed: was !== is }, now)
    const isNew = safetyOn !== draft.safetyOn || consentAt !== draft.consentAt
    if (was !== is || !draft.sections.includes(section.id) || isNew)
      await store(tx, actor, draft, { section, answers: kept.answers, consentAt, safetyOn }, now)
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

function safetyOnAfter(
  { safetyOn, answers, context }: OpenDraft,
  { id }: Section,
  confirmed: boolean,
): Day | null {
  if (id !== safetySectionId) return safetyOn
  const first = !wasAnswered(answers)
  return safetyDay({ safetyOn, first, confirmed }, context.today)
}

/** Continuing signs what is unsigned, also what was stored while it was typed; what changes by itself is not signed any more. */
function consentAtAfter(
  { consentAt }: OpenDraft,
  { id }: Section,
  { confirmed, changed }: { confirmed: boolean; changed: boolean },
  now: Date,
): Date | null {
  if (id !== 'sec_consent' || (consentAt && !changed)) return consentAt
  return confirmed ? now : null
}

const messagesFor = (
  tx: Tx,
  actor: Actor,
  { id, patientId, caseId, part, context }: OpenDraft,
  answers: Answers,
) =>
  caseId
    ? reviewMessages(tx, actor, { id, caseId, part }, answers, context.today)
    : safetyMessages(tx, actor, { id, patientId }, context.today)

/** Raises what answers that are not stored stand for. */
const raiseUnsaved = (tx: Tx, actor: Actor, draft: OpenDraft, answers: Answers, now: Date) =>
  raiseFlags(
    tx,
    actor,
    { ...flagSubject(draft), confirmed: confirmedIn(answers, draft.before), refused: true },
    intakeValues(answers, { today: draft.context.today, limits: null }),
    now,
  )

/** The same after a fault of the save: the words of what is raised; null without any. */
function hearUnsaved(actor: Actor, input: SectionToSave, now: Date): Promise<string | null> {
  return asActor(actor, async (tx) => {
    const { draft, kept } = await readPosted(tx, actor, input, now)
    if (kept.underAge) return null
    const { messages } = await raiseUnsaved(tx, actor, draft, kept.answers, now)
    return messages && inOneText(messages)
  })
}

/** The same of a save that is refused: the reason of it, after the words to be read first. */
async function hear(
  tx: Tx,
  actor: Actor,
  draft: OpenDraft,
  answers: Answers,
  reason: string,
  now: Date,
): Promise<string> {
  const { messages: raised } = await raiseUnsaved(tx, actor, draft, answers, now)
  const messages = raised && (await messagesFor(tx, actor, draft, answers))
  return messages ? `${inOneText(messages)} ${reason}` : reason
}

async function store(
  tx: Tx,
  actor: Actor,
  draft: OpenDraft,
  saved: { section: Section; answers: Answers; consentAt: Date | null; safetyOn: Day | null },
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
      consentAt: saved.consentAt,
      safetyOn: saved.safetyOn && toDbDate(saved.safetyOn),
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
  const confirmed = confirmedIn(answers, draft.before)
  await raiseFlags(tx, actor, { ...flagSubject(draft), confirmed }, values, now)
}
