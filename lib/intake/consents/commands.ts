import 'server-only'
import { type AccountActor, isPatient } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { agreesHerself, signedForms, standingConsents } from './queries.ts'
import { type ChangeConsentInput, consentQuestions, type NoteConsentInput } from './schema.ts'

const byGuardian =
  'Your parent or guardian has to agree to this. Please call the clinic together, and the clinic writes it down.'

/**
 * A patient gives or takes back a consent. Saying what stands already changes nothing. Throws NotFound for anybody without a record
 * or a signed form, Invalid for a yes below the clinic's age of consent.
 */
export function changeConsent(
  actor: AccountActor,
  { consent, answer }: ChangeConsentInput,
  now: Date = new Date(),
): Promise<void> {
  return asActor(actor, async (tx) => {
    if (!isPatient(actor)) throw new NotFound('record')
    const { clinicId, patientId, accountId } = actor
    const of = { clinicId, patientId }
    await takeTurn(tx, 'consent', patientId)
    const forms = await signedForms(tx, of)
    if (forms.length === 0) throw new NotFound('consent')
    const standing = await standingConsents(tx, patientId)
    const [id, question] = [newId(), consentQuestions[consent]]
    if (standing.some((one) => one.question === question && one.answer === answer)) return
    if (answer === 'yes' && !(await agreesHerself(tx, of, forms, now))) throw new Invalid({}, byGuardian)
    await tx.consentChange.createMany({ data: [{ id, ...of, question, answer, byId: accountId, at: now }] })
    await recordAudit(tx, actor, {
      type: 'consent.changed',
      patientId,
      subjectId: id,
      data: { question, onBehalf: false },
    })
  })
}

/**
 * The care team writes down what a patient said of a consent, and how she said it; also after the end of a case, from which she is
 * still written to. The same id again is the same note. Throws NotFound for anybody off the team.
 */
export function noteConsent(
  actor: AccountActor,
  { id, caseId, consent, answer, note }: NoteConsentInput,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const target = await tx.case.findFirst({
      where: { AND: [{ id: caseId }, teamCases(actor)] },
      select: { clinicId: true, patientId: true },
    })
    if (!target) throw new NotFound('case')
    const { clinicId, patientId } = target
    const row = { id, clinicId, patientId, caseId, question: consentQuestions[consent], answer, note }
    await takeTurn(tx, 'consent', patientId)
    const { count } = await tx.consentChange.createMany({
      data: [{ ...row, byId: actor.accountId, at: now }],
      skipDuplicates: true,
    })
    if (count === 0) {
      if ((await tx.consentChange.count({ where: row })) === 1) return { caseId }
      throw new Conflict('This was written down already, in other words. Load the page again.')
    }
    await recordAudit(tx, actor, {
      type: 'consent.changed',
      patientId,
      caseId,
      subjectId: id,
      data: { question: row.question, onBehalf: true },
    })
    return { caseId }
  })
}
