import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import type { Section } from '#lib/content/intake/questionnaire.ts'
import { dayIn } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { raiseFlags } from '#lib/flags/commands.ts'
import type { PatientMessages } from '#lib/flags/messages/rules.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers, IntakeContext } from '#lib/intake/answers/schema.ts'
import { completeness, submission } from '#lib/intake/completeness/rules.ts'
import { checkSection, type Posted, saveDraft } from '#lib/intake/forms/rules.ts'
import { answerableIntakes, onBehalfOf } from '#lib/intake/policy.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { safetyMessages } from './queries.ts'
import { consented, consentOrder, newlyOpened, sectionRevision } from './rules.ts'

const sent = 'This form has been sent. It cannot be changed any more; please phone us about a correction.'
const newer =
  'This part was changed in another tab or on another device. The newer answers are kept. Load the page again to see them.'
const noConsent = 'Please answer the part about consent first.'

type OpenDraft = {
  id: string
  patientId: string
  status: string
  answers: Answers
  sections: readonly string[]
  consentAt: Date | null
  context: IntakeContext
}

/** Reads a form that may still change and keeps others from changing it until the transaction ends. */
async function lockDraft(tx: Tx, actor: Actor, intakeId: string, now: Date): Promise<OpenDraft> {
  const intake = await tx.intake.findFirst({
    where: { AND: [answerableIntakes(actor), { id: intakeId }] },
    select: {
      patientId: true,
      patient: { select: { timeZone: true } },
      clinic: { select: { timeZone: true, consentAge: true } },
    },
  })
  if (!intake) throw new NotFound('intake')
  const [row] = await tx.$queryRaw<{ status: string }[]>`
    SELECT status::text FROM "Intake" WHERE "clinicId" = ${actor.clinicId}::uuid AND id = ${intakeId}::uuid FOR UPDATE`
  const stored = await tx.intakeAnswers.findFirst({ where: { clinicId: actor.clinicId, intakeId } })
  if (!row || !stored) throw new NotFound('intake')
  const zone = intake.patient.timeZone ?? intake.clinic.timeZone
  return {
    id: intakeId,
    patientId: intake.patientId,
    status: row.status,
    answers: cleanAnswers(stored.answers),
    sections: stored.sections,
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
}

/**
 * Stores the valid answers of one section of a draft and evaluates the flags. Sending the same twice is one save.
 * Throws NotFound, and Conflict when the form was sent or the section has newer answers than the page that was posted.
 */
export function saveSection(actor: Actor, input: SectionToSave, now: Date): Promise<SaveOutcome> {
  const { section, posted } = input
  return asActor(actor, async (tx) => {
    const draft = await lockDraft(tx, actor, input.intakeId, now)
    if (draft.status !== 'draft') throw new Conflict(sent)
    const { answers: before, context } = draft
    if (section.order > consentOrder && !consented(before)) throw new Conflict(noConsent)
    const kept = saveDraft(section, posted, before, context)
    const checked = input.strict ? checkSection(section, posted, before, context) : kept
    const [was, is] = [sectionRevision(section, before), sectionRevision(section, kept.answers)]
    if (kept.underAge)
      return { revision: was, errors: {}, opened: [], underAge: true, messages: null } satisfies SaveOutcome
    if (was !== is && input.revision !== was) throw new Conflict(newer)
    if (was !== is || !draft.sections.includes(section.id)) {
      const signed = section.id === 'sec_consent' && input.strict && checked.ok
      await store(tx, actor, draft, { section, answers: kept.answers, signed }, now)
    }
    return {
      revision: is,
      errors: checked.errors,
      opened: newlyOpened(section, before, kept.answers, context.today),
      underAge: false,
      messages: await safetyMessages(tx, actor, draft.id),
    }
  })
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
      answers: answers as Prisma.InputJsonObject,
      ...(draft.sections.includes(section.id) ? {} : { sections: { push: section.id } }),
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
    subjectId: draft.id,
    data: { section: section.id, onBehalf: filledById !== null },
  })
  const values = intakeValues(answers, { today: draft.context.today })
  await raiseFlags(tx, actor, flagSubject(draft), values, now)
}

const flagSubject = (draft: OpenDraft) =>
  ({ patientId: draft.patientId, intakeId: draft.id, caseId: null, source: 'intake' }) as const

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
    if (draft.status !== 'draft') return { intakeId, again: true }
    const { answers, context } = draft
    if (!completeness(answers, context).canSubmit) {
      throw new Invalid(
        {},
        'Not sent yet: some answers are missing or need another look. They are marked below.',
      )
    }
    const record = submission(answers, context.today)
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
    const values = intakeValues(record.answers, { today: context.today, safetyAnsweredOn: context.today })
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
