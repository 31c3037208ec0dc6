import { addDays, type Day } from '#lib/dates.ts'
import { type CaseInput, writeCase } from './cases.ts'
import type { ClinicInput } from './clinic.ts'
import { at } from './course.ts'
import { writeFlags } from './flags.ts'
import { writeIntake } from './intakes.ts'
import { complaints, type Person, type Story } from './people.ts'

export type PatientInput = ClinicInput & {
  clinicId: string
  slug: string
  today: Day
  person: Person
  index: number
  nth: number
  leadId: string
  otherId: string
  account: (name: string, email: string, roles: readonly string[], createdAt: Date) => string
}

export type Audit = (
  when: Date,
  type: string,
  more: { caseId?: string; subjectId?: string; data?: object; by?: string | null },
) => void

const withoutCase: readonly Story[] = [
  'red_flag',
  'emergency_draft',
  'intake_referred',
  'half_done',
  'submitted',
]

/** Days since the case was opened. */
const openedAgo: Partial<Record<Story, readonly number[]>> = {
  improving: [24, 45, 68, 90, 120, 34, 76, 150, 104, 58],
  plateau: [84, 110, 70, 130],
  flare: [62, 95, 48, 140],
  silent: [66, 88, 120, 54],
  discharged: [176, 168, 172, 150, 160],
  referred: [140, 120],
  on_hold: [90, 64],
}

const plainEmail = (name: string, clinic: string) =>
  `${name
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .trim()
    .replace(/ +/g, '.')}@${clinic}.example`

/** By whoever leads, unless it says otherwise; `by: null` is somebody with a link. */
function auditOf({ rows, random, clinicId, leadId }: PatientInput, patientId: string): Audit {
  return (when, type, more) =>
    rows.add('AuditEvent', {
      id: random.id(when),
      clinicId,
      at: when,
      accountId: more.by === undefined ? leadId : more.by,
      actorKind: more.by === null ? 'intake_link' : 'account',
      type,
      patientId,
      caseId: more.caseId ?? null,
      subjectId: more.subjectId ?? null,
      data: more.data ?? {},
    })
}

/** A patient with the first form and, when the story goes that far, the case. */
export function writePatient(input: PatientInput): void {
  const { rows, random, clinicId, today, person, index, nth, leadId } = input
  const hasCase = !withoutCase.includes(person.story)
  const ago = hasCase ? (openedAgo[person.story]?.[nth] ?? 60) : 0
  const openedOn = addDays(today, -ago)
  const invitedOn = addDays(openedOn, hasCase ? -4 : -(2 + (index % 3)))
  const submittedOn = hasCase ? addDays(openedOn, -1) : addDays(today, -1 - (nth % 2))
  const patientId = random.id(at(invitedOn, '07:00'))
  const birth = `${1966 + ((index * 7) % 38)}-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + ((index * 5) % 28)).padStart(2, '0')}`
  const email = plainEmail(person.name, input.slug)
  const phone = `+41 79 000 ${String(index + 10).padStart(2, '0')} 00`
  const accountId = hasCase ? input.account(person.name, email, ['patient'], at(openedOn, '10:00')) : null
  rows.add('Patient', {
    id: patientId,
    clinicId,
    number: 1001 + index,
    fullName: person.name,
    preferredName: null,
    dateOfBirth: birth,
    sexAtBirth: person.sex,
    email,
    phone,
    preferredContact: 'by_email',
    guardianName: null,
    guardianPhone: null,
    timeZone: null,
    accountId,
    createdById: leadId,
    version: 1,
    createdAt: at(invitedOn, '07:00'),
  })
  const audit = auditOf(input, patientId)
  audit(at(invitedOn, '07:00'), 'patient.added', { subjectId: patientId })

  const complaint = complaints[index % complaints.length]
  if (!complaint) throw new Error('No complaint')
  const side: CaseInput['side'] = index % 3 === 0 ? 'left' : 'right'
  const worst = person.story === 'referred' ? 7 : 4 + (index % 4)
  const form = writeIntake(input, {
    patientId,
    birth,
    email,
    phone,
    complaint,
    side,
    worst,
    audit,
    hasCase,
    invitedOn,
    submittedOn,
    openedOn,
  })
  const caseId = hasCase ? random.id(at(openedOn, '08:30')) : null
  writeFlags(input, { patientId, caseId, submittedOn, openedOn, ...form })
  if (caseId)
    writeCase(input, {
      patientId,
      caseId,
      accountId,
      birth,
      side,
      worst,
      submittedOn,
      openedOn,
      audit,
      intakeId: form.intakeId,
      answers: form.answers,
      complaint: complaint.words,
      zone: complaint.zone,
      template: complaint.template,
    })
}
