import 'server-only'
import { ageOn, dayIn } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import { birthsOf, recordedBirth } from '#lib/patients/births/rules.ts'
import type { SignedForm } from './rules.ts'
import type { ConsentSaid, StandingConsent } from './schema.ts'

type Of = { clinicId: string; patientId: string }

const MOST = 200
const fields = { id: true, question: true, answer: true, note: true, at: true } as const

/**
 * What a patient said of her consents outside of her forms, newest first. The caller has checked that the actor may read it.
 * Whoever wrote it down is named to staff alone.
 */
export async function consentsSaid(
  tx: Tx,
  { clinicId, patientId }: Of,
  to: 'staff' | 'patient',
): Promise<ConsentSaid[]> {
  const newest = { where: { clinicId, patientId }, take: MOST }
  const orderBy = [{ at: 'desc' as const }, { id: 'desc' as const }]
  if (to === 'patient') {
    const rows = await tx.consentChange.findMany({ ...newest, orderBy, select: fields })
    return rows.map((row) => ({ ...row, by: null }))
  }
  const rows = await tx.consentChange.findMany({
    ...newest,
    orderBy,
    select: { ...fields, by: { select: { name: true } } },
  })
  return rows.map(({ by, ...row }) => ({ ...row, by: by.name }))
}

/** What a patient agrees to now; nothing for whom PostgreSQL does not let read it. */
export const standingConsents = (tx: Tx, patientId: string): Promise<StandingConsent[]> =>
  tx.$queryRaw<StandingConsent[]>`SELECT * FROM standing_consents(${patientId}::uuid)`

/** Forms of a patient that were signed and sent, as she reads them herself: one that was not has decided nothing. */
export async function signedForms(tx: Tx, { clinicId, patientId }: Of): Promise<SignedForm[]> {
  const rows = await tx.intakeAnswers.findMany({
    where: { clinicId, patientId, consentAt: { not: null }, intake: { submittedAt: { not: null } } },
    select: { answers: true, consentAt: true },
  })
  return rows.flatMap(({ answers, consentAt }) =>
    consentAt ? [{ answers: cleanAnswers(answers), at: consentAt }] : [],
  )
}

/** Below the clinic's age of consent a patient takes back by herself, and her parent or guardian agrees. */
export async function agreesHerself(
  tx: Tx,
  { clinicId, patientId }: Of,
  forms: readonly SignedForm[],
  now: Date,
): Promise<boolean> {
  const patient = await tx.patient.findFirst({ where: { clinicId, id: patientId } })
  const clinic = await tx.clinic.findFirst({ where: { id: clinicId } })
  if (!patient || !clinic) throw new NotFound('record')
  const today = dayIn(patient.timeZone ?? clinic.timeZone, now)
  const told = forms.toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]?.answers.date_of_birth
  return birthsOf(told, recordedBirth(patient)).every((born) => ageOn(born, today) >= clinic.consentAge)
}
