import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { type Day, dayIn, fromDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import type { Answers, IntakeContext } from '#lib/intake/answers/schema.ts'
import { answerableIntakes } from '#lib/intake/policy.ts'
import { closedSentence } from '#lib/intake/review-form/asked/rules.ts'
import { reviewSetting } from '#lib/intake/review-form/own/queries.ts'
import { answersIn } from '#lib/intake/review-form/own/rules.ts'
import type { ReviewPart } from '#lib/intake/review-form/schema.ts'
import { recordedBirth, withRecord } from '#lib/patients/births/rules.ts'
import { asksSafetyAgain, safetySectionId } from '../again/rules.ts'
import { type FormKind, reviewPartOf } from '../rules.ts'

export type OpenDraft = {
  id: string
  kind: FormKind
  patientId: string
  /** Of a review form. */
  caseId: string | null
  reviewOn: Date | null
  /** Of a review form: how much of it is asked. */
  part: ReviewPart
  status: string
  /** With the birth date of the record; what stands around a review form comes with its own answers. */
  answers: Answers
  /** Of a review form: the newest answers of the forms before it; else empty. */
  before: Answers
  /** Saved, and not asked by somebody else since or to be asked again. */
  sections: readonly string[]
  consentAt: Date | null
  /** The day of the safety answers; null while they have none, and when nobody knows it. */
  safetyOn: Day | null
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
export async function lockForm(
  tx: Tx,
  actor: Actor,
  intakeId: string,
  now: Date,
): Promise<OpenDraft & { closed: string | null }> {
  const where = { AND: [answerableIntakes(actor), { id: intakeId }] }
  const select = {
    id: true,
    kind: true,
    status: true,
    patientId: true,
    caseId: true,
    reviewOn: true,
    savedAt: true,
    patient: { select: { timeZone: true, dateOfBirth: true, notBornOn: true } },
    clinic: { select: { timeZone: true, consentAge: true } },
  } as const
  const found = await tx.intake.findFirst({ where, select: { caseId: true } })
  if (!found) throw new NotFound('intake')
  if (found.caseId) await takeTurn(tx, 'reviewForms', found.caseId)
  const intake = await tx.intake.findFirst({ where, select })
  if (!intake || intake.kind === 'visit_form') throw new NotFound('intake')
  const { kind, patientId, caseId, reviewOn } = intake
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
  const today = dayIn(zone, now)
  const safetyOn = stored.safetyOn && fromDbDate(stored.safetyOn)
  const again = [...(setting?.asAgain ?? []), ...(asksSafetyAgain(safetyOn, today) ? [safetySectionId] : [])]
  const own = withRecord(cleanAnswers(stored.answers), recordedBirth(intake.patient))
  return {
    id: intakeId,
    kind,
    patientId,
    caseId,
    reviewOn,
    closed,
    part: reviewPartOf(intake),
    status: row.status,
    answers: setting ? answersIn(setting, own) : own,
    before: setting?.before ?? {},
    sections: stored.sections.filter((id) => !again.includes(id)),
    consentAt: stored.consentAt,
    safetyOn,
    context: { today, consentAge: intake.clinic.consentAge },
  }
}
