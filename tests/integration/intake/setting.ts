import { type LinkActor, mintLinkActor } from '#lib/access/actor.ts'
import { hashToken, newToken } from '#lib/accounts/tokens.ts'
import { type Question, questionnaire, type Section } from '#lib/content/intake/questionnaire.ts'
import { newId } from '#lib/ids.ts'
import { visibleQuestions } from '#lib/intake/answers/rules.ts'
import type { Answers, AnswerValue } from '#lib/intake/answers/schema.ts'
import { ownerClient } from '#tests/support/world.ts'

export const birth = '1992-03-03'

/** A patient of the clinic with an empty draft and a link to it. */
export async function createDraft(ownerUrl: string, clinicId: string) {
  const db = ownerClient(ownerUrl)
  try {
    const [patientId, intakeId, linkId, token] = [newId(), newId(), newId(), newToken()]
    await db.patient.create({
      data: {
        id: patientId,
        clinicId,
        number: 5000 + Math.floor(Math.random() * 1_000_000),
        fullName: 'Ida Beispiel',
        dateOfBirth: new Date(`${birth}T00:00:00Z`),
      },
    })
    await db.intake.create({ data: { id: intakeId, clinicId, patientId } })
    await db.intakeAnswers.create({ data: { intakeId, clinicId, patientId } })
    await db.intakeLink.create({
      data: {
        id: linkId,
        clinicId,
        patientId,
        intakeId,
        tokenHash: hashToken(token),
        expiresAt: new Date(Date.now() + 86_400_000),
      },
    })
    const actor: LinkActor = mintLinkActor({
      kind: 'link',
      clinicId,
      intakeId,
      patientId,
      linkId,
      timeZone: 'Europe/Zurich',
    })
    return { patientId, intakeId, linkId, token, actor }
  } finally {
    await db.$disconnect()
  }
}

const calm: Readonly<Record<string, AnswerValue>> = {
  full_name: 'Ida Beispiel',
  date_of_birth: birth,
  consent_name: 'ida beispiel',
  rf_bend_90: 'yes',
  affected_side: 'left',
  pain_zones: ['zone_peripatellar:left'],
  pain_zone_main: 'zone_peripatellar:left',
  surface_road_pct: 100,
  onset_type: 'gradual',
  phone: '+41 79 555 00 11',
  preferred_contact: 'by_phone',
  days_available: ['mon'],
}

/** A harmless answer to any question. */
export function calmAnswer(question: Question): AnswerValue {
  const own = calm[question.id]
  if (own !== undefined) return own
  if (question.id.startsWith('consent_')) return 'yes'
  if (question.id.startsWith('surface_') && question.type === 'integer') return 0
  const ids = question.options.map((option) => option.id)
  const quiet = ['no', 'none', 'normal', 'no_night_pain', 'never', 'improving', 'regular'].find((id) =>
    ids.includes(id),
  )
  switch (question.type) {
    case 'boolean':
    case 'single':
      return quiet ?? ids[0] ?? null
    case 'multi':
    case 'bodychart':
      return [quiet ?? ids[0] ?? '']
    case 'integer':
    case 'decimal':
    case 'nprs':
      return Math.max(question.limits?.min ?? 0, 2)
    case 'date':
      return null
    default:
      return 'Stairs'
  }
}

/** What a page of the section would post for a patient with nothing alarming. */
export function calmSection(section: Section, before: Answers, today: string): Answers {
  let answers = before
  // Answers open further questions.
  for (let round = 0; round < 4; round++) {
    for (const question of visibleQuestions(section, answers, today)) {
      if (question.required === 'O' && question.id !== 'email') continue
      if (answers[question.id] !== undefined && answers[question.id] !== null) continue
      answers = { ...answers, [question.id]: question.id === 'email' ? null : calmAnswer(question) }
    }
  }
  return Object.fromEntries(section.questions.map(({ id }) => [id, answers[id] ?? null]))
}

export const sections = questionnaire.sections
