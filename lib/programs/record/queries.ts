import 'server-only'
import { minimumOf } from '#lib/assessment/record/queries.ts'
import type { Day } from '#lib/dates.ts'
import { dayIn } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import {
  birthsOf,
  isMinorOn,
  type RecordedBirth,
  recordedBirth,
  withRecord,
} from '#lib/patients/births/rules.ts'
import { modifiersOf } from '#lib/programs/progression/modifiers/rules.ts'
import { type Careful, guardianSigned, type PublishFacts } from '#lib/programs/publishing/rules.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** The case that a program is for, with what decides about it. */
export type PrescribedCase = {
  clinicId: string
  patientId: string
  caseId: string
  status: 'open' | 'on_hold' | 'discharged' | 'referred'
  /** IANA zone of the patient. */
  timeZone: string
  /** The patient's day now. */
  today: Day
  patientName: string
  /** Where a message to the patient goes; null without any address. */
  email: string | null
  clinicName: string
  /** Answers of the intake by question id; empty without one. */
  answers: Record<string, unknown>
  recorded: RecordedBirth
  facts: Omit<PublishFacts, 'blockLevel' | 'blocking' | 'screen' | 'unexamined' | 'careful'>
}

const select = {
  id: true,
  clinicId: true,
  patientId: true,
  status: true,
  patient: {
    select: {
      fullName: true,
      preferredName: true,
      dateOfBirth: true,
      notBornOn: true,
      timeZone: true,
      email: true,
      account: { select: { email: true, status: true } },
    },
  },
  clinic: {
    select: { name: true, timeZone: true, phone: true, emergencyNumber: true, outOfHoursPhone: true },
  },
  intake: { select: { answers: { select: { answers: true, consentAt: true } } } },
} as const satisfies Prisma.CaseSelect

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

/** Reads the case behind `where` (of a policy). Throws NotFound when the actor does not reach it. */
export async function prescribedCase(
  tx: Tx,
  caseId: string,
  where: Prisma.CaseWhereInput,
  now: Date,
): Promise<PrescribedCase> {
  const row = await tx.case.findFirst({ where: { AND: [{ id: caseId }, where] }, select })
  if (!row) throw new NotFound('case')
  const { patient, clinic } = row
  const timeZone = patient.timeZone ?? clinic.timeZone
  const today = dayIn(timeZone, now)
  const answers = objectOf(row.intake?.answers?.answers)
  const recorded = recordedBirth(patient)
  return {
    clinicId: row.clinicId,
    patientId: row.patientId,
    caseId: row.id,
    status: row.status,
    timeZone,
    today,
    patientName: patient.preferredName ?? patient.fullName,
    email: patient.account?.status === 'active' ? patient.account.email : patient.email,
    clinicName: clinic.name,
    answers,
    recorded,
    facts: {
      closed: row.status === 'discharged' || row.status === 'referred',
      phones: {
        phone: clinic.phone,
        emergencyNumber: clinic.emergencyNumber,
        outOfHoursPhone: clinic.outOfHoursPhone,
      },
      minor: isMinorOn(birthsOf(answers.date_of_birth, recorded), today),
      guardianConsent: guardianSigned(answers, row.intake?.answers?.consentAt ?? null),
    },
  }
}

/** Rows of the minimum data set that publishing says in its own words. */
const saidElsewhere = ['safety', 'guardian']

/**
 * By the newest answer of any form of the case: what changed is told in a form before a review. The caller has checked
 * that the actor reaches the case.
 */
export async function carefulOf(tx: Tx, target: PrescribedCase): Promise<Careful> {
  const { clinicId, patientId, caseId, today } = target
  const forms = await tx.intakeAnswers.findMany({
    where: {
      ...{ clinicId, patientId },
      intake: { submittedAt: { not: null }, OR: [{ caseId }, { case: { id: caseId } }] },
    },
    orderBy: { intake: { submittedAt: 'asc' } },
    select: { answers: true },
  })
  const answers = withRecord(
    Object.assign({}, ...forms.map((form) => cleanAnswers(form.answers))),
    target.recorded,
  )
  return modifiersOf(intakeValues(answers, { today }))
}

/**
 * All that publishing asks about: the flags, the age of the safety answers, and before a program begins the minimum data
 * set (clinical/assessment.md 9). A guardian consents with the signature under the intake, or in the examination.
 */
export async function publishFacts(tx: Tx, target: PrescribedCase, now: Date): Promise<PublishFacts> {
  const { clinicId, caseId, facts } = target
  const { blockLevel, blocking, screen } = await caseSafety(tx, target, target.today)
  const begun = await tx.program.count({ where: { clinicId, caseId, activatedOn: { not: null } } })
  const { rows, guardianConsent } = await minimumOf(tx, target, now)
  const unmet = rows.filter(({ id, met }) => !met && !saidElsewhere.includes(id)).map(({ label }) => label)
  return {
    ...facts,
    guardianConsent: facts.guardianConsent || guardianConsent,
    unexamined: begun > 0 ? [] : unmet,
    blockLevel,
    blocking,
    screen,
    careful: await carefulOf(tx, target),
  }
}
