import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { lateReview } from '#lib/cases/rules.ts'
import { tellLead } from '#lib/cases/team/commands.ts'
import { activePhysios } from '#lib/cases/team/policy.ts'
import { dayIn, toDbDate } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { evaluateOpenedCase } from '#lib/factors/commands.ts'
import { adoptFlags } from '#lib/flags/adoption/commands.ts'
import { newId } from '#lib/ids.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import { completeness } from '#lib/intake/completeness/rules.ts'
import { deliverMail } from '#lib/mail/commands.ts'
import { recordedBirth, withRecord } from '#lib/patients/births/rules.ts'
import { publicUrl } from '#lib/public-url.ts'
import { decideIntake, type LockedIntake, lockIntake } from '../lock/commands.ts'
import { triageIntakes } from '../policy.ts'
import { assertUndecided, type ContactField, emptyContacts } from '../rules.ts'
import type { AcceptInput } from '../schema.ts'

/**
 * Opens a case with its care team from a complete, signed intake, in one transaction: the flags go into the case, what
 * the clinic did not know about the patient is filled in. Of two who accept at once one wins; the other gets a Conflict
 * that names the winner. A lead who is somebody else gets a message. Throws Invalid for a lead who is no active physio of the
 * clinic and for a review that is far off.
 */
export async function acceptIntake(
  actor: Actor,
  input: AcceptInput,
  now: Date = new Date(),
): Promise<{ caseId: string; onTeam: boolean }> {
  const base = await publicUrl()
  const done = await asActor(actor, async (tx) => {
    const { intake, by } = await lockIntake(tx, actor, input.intakeId)
    if (intake.status === 'draft')
      throw new Conflict('This form has not been sent yet, so no case can come out of it.')
    assertUndecided(intake)
    const { answers, on } = await assertComplete(tx, actor, intake.id)
    await assertPlan(tx, by, intake, input, now)
    await decideIntake(tx, by, intake, 'accepted', now)
    const { caseId, onTeam } = await openCase(tx, by, intake, input, now)
    const { patientId } = intake
    await adoptFlags(tx, actor, { intakeId: intake.id, patientId }, caseId)
    const opened = { clinicId: by.clinicId, patientId, caseId, intakeId: intake.id }
    await evaluateOpenedCase(tx, actor, opened, { answers, on, side: input.side }, now)
    const fields = await fillContacts(tx, by, patientId, answers)
    const about = { patientId, caseId }
    await recordAudit(
      tx,
      actor,
      { type: 'intake.accepted', ...about, subjectId: intake.id, data: { leadId: input.leadId } },
      { type: 'case.opened', ...about, subjectId: caseId },
      ...(fields.length > 0 ? [{ type: 'patient.changed' as const, patientId, data: { fields } }] : []),
    )
    await tellLead(tx, by, { leadId: input.leadId, patientId }, base)
    return { caseId, onTeam }
  })
  void deliverMail(actor.clinicId)
  return done
}

/** A blank or unsigned form never becomes a case (clinical/intake.md 18.1), whatever its state says. */
async function assertComplete(tx: Tx, actor: Actor, intakeId: string) {
  const stored = await tx.intakeAnswers.findFirst({
    where: { intakeId, clinicId: actor.clinicId, intake: triageIntakes(actor) },
    select: {
      answers: true,
      intake: {
        select: {
          submittedAt: true,
          consentAge: true,
          patient: { select: { timeZone: true, dateOfBirth: true, notBornOn: true } },
          clinic: { select: { timeZone: true, consentAge: true } },
        },
      },
    },
  })
  if (!stored?.intake.submittedAt) throw new NotFound('intake')
  const { patient, clinic, submittedAt } = stored.intake
  const today = dayIn(patient.timeZone ?? clinic.timeZone, submittedAt)
  const answers = cleanAnswers(stored.answers)
  const context = { today, consentAge: stored.intake.consentAge ?? clinic.consentAge, sent: true }
  const { canSubmit, sections } = completeness(answers, context)
  if (!canSubmit) {
    const open = sections.filter((section) => !section.complete).length
    throw new Conflict(
      `This form is not complete or not signed (${open} of ${sections.length} sections are open), so no case can come out of it. Ask the patient to finish it, or fill it in together.`,
    )
  }
  return { answers: withRecord(answers, recordedBirth(patient)), on: today }
}

async function assertPlan(
  tx: Tx,
  by: AccountActor,
  { patientId }: LockedIntake,
  { leadId, nextReviewOn }: AcceptInput,
  now: Date,
): Promise<void> {
  const late = lateReview(nextReviewOn, dayIn(by.timeZone, now))
  if (late) throw new Invalid(late)
  await takeTurn(tx, 'account', leadId)
  const lead = await tx.account.count({ where: { ...activePhysios(by, patientId), id: leadId } })
  if (lead === 0) throw new Invalid({ leadId: ['Please choose an active physio of this clinic.'] })
}

/** The case and its care team: the lead, and who opens it if she joins. */
async function openCase(
  tx: Tx,
  by: AccountActor,
  intake: LockedIntake,
  input: AcceptInput,
  now: Date,
): Promise<{ caseId: string; onTeam: boolean }> {
  const caseId = newId()
  const of = { clinicId: by.clinicId, patientId: intake.patientId }
  await tx.case.createMany({
    data: {
      id: caseId,
      ...of,
      intakeId: intake.id,
      complaint: input.complaint,
      side: input.side,
      openedAt: now,
      openedById: by.accountId,
      nextReviewOn: input.nextReviewOn ? toDbDate(input.nextReviewOn) : null,
    },
  })
  const leads = input.leadId === by.accountId
  const joins = input.join === 'yes' && !leads
  const member = (accountId: string, role: 'lead' | 'member') => ({
    id: newId(),
    ...of,
    caseId,
    accountId,
    role,
    addedAt: now,
    addedById: by.accountId,
  })
  await tx.careTeamMember.createMany({
    data: [member(input.leadId, 'lead'), ...(joins ? [member(by.accountId, 'member')] : [])],
  })
  return { caseId, onTeam: leads || joins }
}

async function fillContacts(
  tx: Tx,
  actor: AccountActor,
  patientId: string,
  answers: ReturnType<typeof cleanAnswers>,
): Promise<ContactField[]> {
  const where = { id: patientId, clinicId: actor.clinicId }
  const patient = await tx.patient.findFirst({
    where,
    select: {
      preferredName: true,
      sexAtBirth: true,
      email: true,
      phone: true,
      preferredContact: true,
      guardianName: true,
      guardianPhone: true,
      version: true,
    },
  })
  if (!patient) return []
  const filled = emptyContacts(patient, answers)
  const fields = Object.keys(filled) as ContactField[]
  if (fields.length === 0) return []
  // Somebody who edits the patient at this moment knows better; then nothing is filled in.
  const { count } = await tx.patient.updateMany({
    where: { ...where, version: patient.version },
    data: { ...filled, version: { increment: 1 } },
  })
  return count > 0 ? fields : []
}
