import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { lateReview } from '#lib/cases/rules.ts'
import { tellLead } from '#lib/cases/team/commands.ts'
import { activePhysios } from '#lib/cases/team/policy.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
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
import { type IntakeDone, lockIntake } from './lock/commands.ts'
import { triageIntakes } from './policy.ts'
import { type ContactField, emptyContacts } from './rules.ts'
import type { AcceptInput, ReferInput, ReleaseInput, TakeInput } from './schema.ts'

const decided = (name: string | undefined, status: string) =>
  new Conflict(
    status === 'referred'
      ? `${name ?? 'Somebody'} has referred this intake on meanwhile.`
      : `${name ?? 'Somebody'} has accepted this intake meanwhile and opened a case.`,
  )

/**
 * "I am on it." Throws Conflict, with the name, when somebody else took it since the page was shown, or it is decided.
 */
export function takeIntake(actor: Actor, input: TakeInput): Promise<IntakeDone> {
  return asActor(actor, async (tx) => {
    const { intake, by } = await lockIntake(tx, actor, input.intakeId)
    if (intake.status === 'accepted' || intake.status === 'referred')
      throw decided(intake.decidedBy?.name, intake.status)
    const { count } = await tx.intake.updateMany({
      where: {
        id: intake.id,
        ...triageIntakes(actor),
        assigneeId: input.from,
        status: { in: ['draft', 'submitted'] },
      },
      data: { assigneeId: by.accountId },
    })
    if (count === 0) {
      throw new Conflict(
        `${intake.assignee?.name ?? 'Nobody'} is on it now. Load the page again to take it over.`,
      )
    }
    await recordAudit(tx, actor, { type: 'intake.taken', patientId: intake.patientId, subjectId: intake.id })
    return { intakeId: intake.id }
  })
}

/** Gives an intake back that the actor took. */
export function releaseIntake(actor: Actor, input: ReleaseInput): Promise<IntakeDone> {
  return asActor(actor, async (tx) => {
    const { intake, by } = await lockIntake(tx, actor, input.intakeId)
    const { count } = await tx.intake.updateMany({
      where: { id: intake.id, ...triageIntakes(actor), assigneeId: by.accountId },
      data: { assigneeId: null },
    })
    if (count === 0) throw new Conflict('You are not on this intake any more. Load the page again.')
    await recordAudit(tx, actor, {
      type: 'intake.released',
      patientId: intake.patientId,
      subjectId: intake.id,
    })
    return { intakeId: intake.id }
  })
}

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
    if (intake.status !== 'submitted') {
      throw intake.status === 'draft'
        ? new Conflict('This form has not been sent yet, so no case can come out of it.')
        : decided(intake.decidedBy?.name, intake.status)
    }
    const { answers, on } = await assertComplete(tx, actor, intake.id)
    const late = lateReview(input.nextReviewOn, dayIn(actor.timeZone, now))
    if (late) throw new Invalid(late)
    await takeTurn(tx, 'account', input.leadId)
    const lead = await tx.account.count({
      where: { ...activePhysios(actor, intake.patientId), id: input.leadId },
    })
    if (lead === 0) throw new Invalid({ leadId: ['Please choose an active physio of this clinic.'] })
    const { count } = await tx.intake.updateMany({
      where: { id: intake.id, ...triageIntakes(actor), status: 'submitted' },
      data: { status: 'accepted', decidedById: by.accountId, decidedAt: now, version: { increment: 1 } },
    })
    if (count === 0) {
      const { intake: present } = await lockIntake(tx, actor, intake.id)
      throw decided(present.decidedBy?.name, present.status)
    }
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
    const joins = input.join === 'yes' && input.leadId !== by.accountId
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
    await adoptFlags(tx, actor, { intakeId: intake.id, patientId: intake.patientId }, caseId)
    const opened = { ...of, caseId, intakeId: intake.id }
    await evaluateOpenedCase(tx, actor, opened, { answers, on, side: input.side }, now)
    const fields = await fillContacts(tx, by, intake.patientId, answers)
    const about = { patientId: intake.patientId, caseId }
    await recordAudit(
      tx,
      actor,
      { type: 'intake.accepted', ...about, subjectId: intake.id, data: { leadId: input.leadId } },
      { type: 'case.opened', ...about, subjectId: caseId },
      ...(fields.length > 0
        ? [{ type: 'patient.changed' as const, patientId: intake.patientId, data: { fields } }]
        : []),
    )
    await tellLead(tx, by, { leadId: input.leadId, patientId: intake.patientId }, base)
    return { caseId, onTeam: joins || input.leadId === by.accountId }
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

function assertShown(waiting: readonly { id: string; flagId: string }[], seen: readonly string[]): void {
  const others = waiting
    .filter(({ id }) => !seen.includes(id))
    .map(({ flagId }) => flagTitles[flagId] ?? flagId)
  if (others.length === 0) return
  throw new Invalid(
    {},
    `A red flag was raised after this page was opened: ${others.join(', ')}. It stands on the page now. Look at it before you refer on; nothing was recorded, and what you wrote is still here.`,
  )
}

/**
 * Sends the patient on without a case. Flags that nobody has answered get this answer, so that none is left waiting. A
 * draft can be referred on when it is here because of a flag. Throws Conflict when it was decided meanwhile, Invalid when
 * a flag came that the page did not show: nobody answers what she has not read.
 */
export function referIntake(actor: Actor, input: ReferInput, now: Date = new Date()): Promise<IntakeDone> {
  return asActor(actor, async (tx) => {
    const { intake, by } = await lockIntake(tx, actor, input.intakeId)
    if (intake.status === 'accepted' || intake.status === 'referred')
      throw decided(intake.decidedBy?.name, intake.status)
    const flags = await tx.redFlag.findMany({
      where: { clinicId: actor.clinicId, intakeId: intake.id, caseId: null, intake: triageIntakes(actor) },
      select: { id: true, flagId: true, respondedAt: true, supersededAt: true },
    })
    if (intake.status === 'draft' && flags.length === 0) {
      throw new Conflict('This form has not been sent yet, and no answer in it needs anybody.')
    }
    const waiting = flags.filter((flag) => flag.respondedAt === null && flag.supersededAt === null)
    assertShown(waiting, input.seen)
    const { count } = await tx.intake.updateMany({
      where: { id: intake.id, ...triageIntakes(actor), status: intake.status },
      data: {
        status: 'referred',
        decidedById: by.accountId,
        decidedAt: now,
        version: { increment: 1 },
      },
    })
    if (count === 0) {
      const { intake: present } = await lockIntake(tx, actor, intake.id)
      throw decided(present.decidedBy?.name, present.status)
    }
    await tx.intakeReferral.createMany({
      data: [
        {
          id: newId(),
          intakeId: intake.id,
          clinicId: by.clinicId,
          patientId: intake.patientId,
          reason: `${input.where}: ${input.reason}`,
          byId: by.accountId,
          at: now,
        },
      ],
    })
    if (waiting.length > 0) {
      await tx.flagResponse.createMany({
        data: waiting.map((flag) => ({
          id: newId(),
          clinicId: by.clinicId,
          patientId: intake.patientId,
          flagRowId: flag.id,
          kind: 'referred' as const,
          text: `${input.where}: ${input.reason}`,
          byId: by.accountId,
          at: now,
        })),
      })
      await tx.redFlag.updateMany({
        where: { clinicId: by.clinicId, id: { in: flags.map((flag) => flag.id) }, respondedAt: null },
        data: { respondedAt: now },
      })
    }
    await recordAudit(
      tx,
      actor,
      { type: 'intake.referred', patientId: intake.patientId, subjectId: intake.id },
      ...waiting.map((flag) => ({
        type: 'flag.answered' as const,
        patientId: intake.patientId,
        subjectId: flag.id,
        data: { flagId: flag.flagId, kind: 'referred' },
      })),
    )
    return { intakeId: intake.id }
  })
}
