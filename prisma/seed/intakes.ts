import { questionnaire } from '#lib/content/intake/questionnaire.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { addDays, type Day } from '#lib/dates.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { submission } from '#lib/intake/completeness/rules.ts'
import { filledForm } from './answers.ts'
import { at } from './course.ts'
import type { Audit, PatientInput } from './patients.ts'
import type { Complaint, Story } from './people.ts'

export type IntakeInput = {
  readonly patientId: string
  readonly birth: Day
  readonly email: string
  readonly phone: string
  readonly complaint: Complaint
  readonly side: 'left' | 'right'
  readonly worst: number
  readonly hasCase: boolean
  readonly invitedOn: Day
  readonly submittedOn: Day
  readonly openedOn: Day
  readonly audit: Audit
}

export type FilledIntake = {
  readonly intakeId: string
  readonly answers: Answers
  readonly savedAt: Date
  readonly decidedAt: Date | null
}

const specials: Partial<Record<Story, readonly Answers[]>> = {
  red_flag: [
    {
      rf_calf_pain_swelling: 'yes',
      rf_dvt_risk: ['long_travel'],
      main_problem: 'My knee hurts and since yesterday my calf is swollen and warm.',
    },
    {
      rf_bone_focal: 'yes',
      rf_bone_impact_progressive: 'yes',
      main_problem: 'One spot on the shin below the knee hurts more with every step.',
    },
  ],
  emergency_draft: [{ rf_chest_breathless: 'yes' }],
  intake_referred: [{ rf_night_pain: 'wakes_constant', rf_rest_pain_constant: 'yes', rf_weight_loss: 'yes' }],
}

/** What this patient says, apart from what everybody would. */
function ownAnswers({ person, nth }: PatientInput, of: IntakeInput): Answers {
  const place = `${of.complaint.zone}:${of.side}`
  return {
    full_name: person.name,
    date_of_birth: of.birth,
    sex_at_birth: person.sex,
    email: of.email,
    phone: of.phone,
    consent_name: person.name,
    affected_side: of.side,
    pain_zones: [place],
    pain_zone_main: place,
    nprs_worst_7d: of.worst,
    nprs_average_7d: Math.max(1, of.worst - 2),
    nprs_now: Math.max(0, of.worst - 4),
    ...of.complaint.answers,
    ...(specials[person.story]?.[nth] ?? {}),
  }
}

/** The first form: filled in whole, or as far as the story goes. */
export function writeIntake(input: PatientInput, of: IntakeInput): FilledIntake {
  const { rows, random, clinicId, today, person, index, nth, leadId, now } = input
  const { patientId, hasCase, invitedOn, submittedOn, openedOn } = of
  const draft = person.story === 'half_done' || person.story === 'emergency_draft'
  const full = filledForm(ownAnswers(input, of), submittedOn)
  const until = draft ? (person.story === 'emergency_draft' ? 3 : 4 + 2 * nth) : questionnaire.sections.length
  const sections = questionnaire.sections.slice(0, until)
  const kept = new Set(sections.flatMap((section) => section.questions.map(({ id }) => id)))
  const record = submission(full, { today: submittedOn, limits: defaultLimits })
  const partly = Object.fromEntries(Object.entries(full).filter(([id]) => kept.has(id)))
  const answers: Answers = draft ? partly : record.answers
  const savedAt =
    draft && person.story === 'emergency_draft'
      ? new Date(now.getTime() - 50 * 60_000)
      : at(submittedOn, `1${index % 8}:2${index % 6}`)
  const status = hasCase
    ? 'accepted'
    : person.story === 'intake_referred'
      ? 'referred'
      : draft
        ? 'draft'
        : 'submitted'
  const decidedAt = hasCase
    ? at(openedOn, '08:30')
    : person.story === 'intake_referred'
      ? // After the form, and over at any hour of today.
        at(addDays(today, -1), '17:50')
      : null
  const intakeId = random.id(at(invitedOn, '07:05'))
  rows.add('Intake', {
    id: intakeId,
    clinicId,
    patientId,
    kind: 'intake',
    caseId: null,
    questionnaireVersion: 1,
    status,
    createdById: leadId,
    createdAt: at(invitedOn, '07:05'),
    savedAt,
    submittedAt: draft ? null : savedAt,
    filledById: null,
    assigneeId: person.story === 'red_flag' && nth === 1 ? leadId : null,
    decidedById: decidedAt ? leadId : null,
    decidedAt,
    version: 1,
  })
  rows.add('IntakeAnswers', {
    intakeId,
    clinicId,
    patientId,
    answers,
    derived: draft ? null : record.derived,
    sections: sections.map(({ id }) => id),
    version: sections.length,
    savedAt,
    consentAt: savedAt,
    safetyOn: person.story === 'emergency_draft' ? today : submittedOn,
  })
  if (status === 'referred')
    rows.add('IntakeReferral', {
      id: random.id(decidedAt ?? savedAt),
      intakeId,
      clinicId,
      patientId,
      byId: leadId,
      at: decidedAt,
      reason: 'Night pain and weight loss: sent to the family doctor for imaging first.',
    })
  if (!draft)
    of.audit(savedAt, 'intake.submitted', { subjectId: intakeId, by: null, data: { onBehalf: false } })
  return { intakeId, answers, savedAt, decidedAt }
}
