/** A complete form, sent, in the clinic of a test world, with the flags that its answers fire. */

import { questions } from '#lib/content/intake/questionnaire.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { evaluateFlags, raised } from '#lib/flags/evaluation/rules.ts'
import { newId } from '#lib/ids.ts'
import { cleanAnswers, intakeValues } from '#lib/intake/answers/rules.ts'
import type { AnswerValue } from '#lib/intake/answers/schema.ts'
import { completeness } from '#lib/intake/completeness/rules.ts'
import type { PrismaClient } from '#prisma/generated/client.ts'
import { isoDaysAgo } from '#tests/support/days.ts'
import type { TestClinic } from '#tests/support/world.ts'
import { patient } from '#tests/unit/flags/patients.ts'

const signed: Record<string, AnswerValue> = {
  full_name: 'Vera Exemplara',
  consent_name: 'Vera Exemplara',
  surface_road_pct: 100,
  date_of_birth: '1991-06-15',
  email: 'vera@example.invalid',
  phone: '+41 44 555 66 77',
  preferred_contact: 'by_email',
  emergency_contact_phone: '+41 44 555 66 78',
}

/** Every section in order; throws when the answers do not make a complete form. */
export function completeAnswers(changes: Record<string, AnswerValue> = {}): Record<string, AnswerValue> {
  const today = isoDaysAgo(1)
  const context = { today, consentAge: 18 }
  const answers: Record<string, AnswerValue> = { ...patient(), ...signed, ...changes }
  for (const question of questions) {
    const { limits = {}, id } = question
    if (limits.withinYears) answers[id] = isoDaysAgo(-60)
    if (limits.mustBe) answers[id] = limits.mustBe
    if (answers[id] === 0 && (limits.min ?? 0) > 0) answers[id] = limits.min ?? 0
  }
  const kept = cleanAnswers(answers)
  const progress = completeness(kept, context)
  if (!progress.canSubmit) {
    const left = progress.sections.filter((section) => !section.complete)
    throw new Error(
      `The form is not complete: ${JSON.stringify(left)} ${JSON.stringify(Object.keys(answers).filter((id) => !(id in kept)))}`,
    )
  }
  return answers
}

type Options = {
  answers?: Record<string, AnswerValue>
  status?: 'draft' | 'submitted'
  name?: string
  savedHoursAgo?: number
}

let number = 5000

export async function sentIntake(db: PrismaClient, clinic: TestClinic, options: Options = {}) {
  const { answers = completeAnswers(), status = 'submitted', savedHoursAgo = 2 } = options
  const at = new Date(Date.now() - savedHoursAgo * 3_600_000)
  const [clinicId, patientId, intakeId] = [clinic.clinicId, newId(), newId()]
  await db.patient.create({
    data: {
      id: patientId,
      clinicId,
      number: number++,
      fullName: options.name ?? 'Vera Exemplara',
      dateOfBirth: new Date('1991-06-15T00:00:00Z'),
    },
  })
  await db.intake.create({
    data: { id: intakeId, clinicId, patientId, status: 'draft', savedAt: at, createdAt: at },
  })
  await db.intakeAnswers.create({
    data: { intakeId, clinicId, patientId, answers: answers as object, savedAt: at },
  })
  if (status === 'submitted') {
    await db.intake.update({ where: { id: intakeId }, data: { status, submittedAt: at } })
  }
  const found = raised(
    evaluateFlags(
      intakeValues(answers, { limits: defaultLimits, today: isoDaysAgo(1) }),
      'intake',
      defaultLimits,
    ),
  )
  const flags = found.map((result) => ({
    id: newId(),
    clinicId,
    patientId,
    intakeId,
    source: 'intake' as const,
    flagId: result.id,
    urgency: result.flag.urgency,
    block: result.flag.block,
    raisedAt: at,
    dueAt: new Date(at.getTime() + 3_600_000),
    ruleSetVersion: 1,
    inputs: Object.fromEntries(result.fired.map((input) => [input.id, input.value])) as object,
  }))
  if (flags.length > 0) await db.redFlag.createMany({ data: flags })
  return { patientId, intakeId, flags: flags.map(({ id, flagId }) => ({ id, flagId })) }
}
