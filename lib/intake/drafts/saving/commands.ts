import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Section } from '#lib/content/intake/questionnaire.ts'
import { type Day, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { raiseFlags } from '#lib/flags/commands.ts'
import { evaluateFlags, raised } from '#lib/flags/evaluation/rules.ts'
import { heardAllTheSame } from '#lib/flags/heard/commands.ts'
import { inOneText } from '#lib/flags/messages/rules.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import type { Posted } from '#lib/intake/forms/posted/rules.ts'
import { checkSection, saveDraft } from '#lib/intake/forms/rules.ts'
import { onBehalfOf } from '#lib/intake/policy.ts'
import { ownAnswers } from '#lib/intake/review-form/own/rules.ts'
import { confirmedIn } from '#lib/intake/review-form/rules.ts'
import { readLimits } from '#lib/limits/values/queries.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { safetyDay, safetySectionId, wasAnswered } from '../again/rules.ts'
import { mergePosted, revisionAfter, sectionRevision, withoutHeld } from '../merging/rules.ts'
import { reviewMessages, safetyMessages } from '../messages/queries.ts'
import type { FormMessages } from '../messages/rules.ts'
import { lockForm, type OpenDraft } from '../open/commands.ts'
import {
  consented,
  consentOrder,
  flagSubject,
  newlyOpened,
  partsOfForm,
  stepAfter,
  stepBefore,
} from '../rules.ts'
import type { Choices, Clash } from '../schema.ts'

const sent = 'This form has been sent. It cannot be changed any more; please call us about a correction.'
const readAlready =
  'Your clinic has read this form and decided what comes next, so it takes no more answers. Please call us about anything new.'
const none: Choices = { clash: [], keep: {} }
const noConsent = 'Please answer the part about consent first.'

export type SectionToSave = {
  intakeId: string
  section: Section
  posted: Posted
  /** Of the page that was filled in. */
  revision: string
  /** What was chosen there, where an answer was changed elsewhere, too. */
  choices?: Choices | undefined
  /** Everything shown must be in order; autosave and "Back" ask for nothing. */
  strict: boolean
}

export type SaveOutcome = {
  /** What the next save from this page carries. */
  revision: string
  /** By question id. The valid answers are stored all the same. */
  errors: Readonly<Record<string, string>>
  /** Answers that were changed elsewhere, too, since the page was made: the stored ones stay until somebody has chosen. */
  clashes: readonly Clash[]
  /** Answers of which the stored one was chosen, while the page still shows the other. */
  chosen: readonly Clash[]
  /** The page shows other answers than are stored: nothing of it is confirmed before it shows those. */
  stale: boolean
  /** What is dangerous in those raised its flag, and its words are among the messages. */
  heard: boolean
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
 * Stores the valid answers of one section of a draft and evaluates the flags. Sending the same twice is one save. Where the
 * section was changed elsewhere since the page was made, both are merged question by question. Throws NotFound, and Conflict
 * when the form was sent. What is dangerous in a refused save raises its flag all the same, and its words stand before the reason.
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
  return { draft, parts, section, said: saveDraft(section, input.posted, draft.answers, draft.context) }
}

/** A text: it was refused, and why. */
function saveOrHear(actor: Actor, input: SectionToSave, now: Date): Promise<SaveOutcome | string> {
  const { posted, revision, choices = none } = input
  const page = { revision, ...choices }
  return asActor(actor, async (tx) => {
    const { draft, parts, section, said } = await readPosted(tx, actor, input, now)
    const { answers: before, context } = draft
    const was = sectionRevision(section, before)
    const beside = { next: stepAfter(section, parts), before: stepBefore(section, parts) }
    const nothing = { errors: {}, clashes: [], chosen: [], stale: false, heard: false, opened: [] }
    if (said.underAge) return { ...nothing, revision: was, underAge: true, messages: null, ...beside }
    const refused =
      draft.closed ?? (draft.status === 'draft' ? null : draft.status === 'referred' ? readAlready : sent)
    if (refused)
      return was === sectionRevision(section, said.answers)
        ? refused
        : hear(tx, actor, draft, said.answers, refused, now)
    const { held, clashes, chosen } = mergePosted(section, { posted, ...said }, before, page)
    const taken = withoutHeld(posted, held)
    const kept = held.size > 0 ? saveDraft(section, taken, before, context) : said
    const is = sectionRevision(section, kept.answers)
    const checked = input.strict ? checkSection(section, taken, before, context) : kept
    const confirmed = input.strict && checked.ok && held.size === 0
    const safetyOn = safetyOnAfter(draft, section, confirmed)
    const consentAt = consentAtAfter(draft, section, { confirmed, changed: was !== is }, now)
    const isNew = safetyOn !== draft.safetyOn || consentAt !== draft.consentAt
    if (was !== is || !draft.sections.includes(section.id) || isNew)
      await store(tx, actor, draft, { section, answers: kept.answers, consentAt, safetyOn }, now)
    const open = held.size > 0 ? { ...kept.answers, ...pick(said.answers, held) } : null
    if (open) await raiseUnsaved(tx, actor, draft, open, now)
    const messages = await messagesFor(tx, actor, draft, open ? [kept.answers, open] : [kept.answers])
    return {
      revision: revisionAfter(section, kept.answers, page, held),
      errors: checked.errors,
      clashes,
      chosen,
      stale: held.size > 0,
      heard: open !== null && (await raisesMore(tx, actor, draft, { stored: kept.answers, open })),
      opened: newlyOpened(section, before, kept.answers, context.today),
      underAge: false,
      messages,
      ...beside,
    }
  })
}

const pick = (said: Answers, ids: ReadonlySet<string>): Answers =>
  Object.fromEntries([...ids].map((id) => [id, said[id] ?? null]))

/** Whether answers that are not stored tell of a danger that the stored ones do not, however often they are sent. */
async function raisesMore(
  tx: Tx,
  { clinicId }: Actor,
  { context: { today } }: OpenDraft,
  { stored, open }: { stored: Answers; open: Answers },
): Promise<boolean> {
  const limits = await readLimits(tx, clinicId)
  const idsOf = (answers: Answers) =>
    raised(evaluateFlags(intakeValues(answers, { today, limits: null }), 'intake', limits)).map(
      ({ id }) => id,
    )
  const known = new Set(idsOf(stored))
  return idsOf(open).some((id) => !known.has(id))
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

/** `said`: the answers that are stored, and those that stand beside them. */
const messagesFor = (
  tx: Tx,
  actor: Actor,
  { id, patientId, caseId, part, context }: OpenDraft,
  said: readonly Answers[],
) =>
  caseId
    ? reviewMessages(tx, actor, { id, caseId, part }, said, context.today)
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
    const { draft, said } = await readPosted(tx, actor, input, now)
    if (said.underAge) return null
    const { messages } = await raiseUnsaved(tx, actor, draft, said.answers, now)
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
  const { messages: words } = await raiseUnsaved(tx, actor, draft, answers, now)
  const messages = words && (await messagesFor(tx, actor, draft, [draft.answers, answers]))
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
