import { countText } from '#lib/dates.ts'
import { limitById } from '#lib/limits/schema.ts'
import { type RequestKind, requestWords } from '#lib/patients/record/schema.ts'
import type { AuditType, ClinicField, PatientField, RefusedOutcome } from '../schema.ts'

type Words = Readonly<Record<string, string>>

const list = (value: unknown): string =>
  Array.isArray(value) && value.length > 0 ? value.join(', ') : 'none'

const outcomes: Record<RefusedOutcome, string> = {
  wrong: 'wrong date of birth',
  locked: 'locked after five wrong dates of birth',
  expired: 'the link has run out',
  revoked: 'the link was taken back',
  gone: 'the link does not hold any more',
}

/** As the forms call them. */
const clinicFields: Record<ClinicField, string> = {
  name: 'name',
  phone: 'phone',
  emergencyNumber: 'emergency number',
  outOfHoursPhone: 'out-of-hours number',
  address: 'address',
  timeZone: 'time zone',
  consentAge: 'age of consent',
  dutyAccountId: 'who is on duty',
  openingHours: 'opening hours',
  closedDays: 'closed days',
}
const patientFields: Record<PatientField, string> = {
  fullName: 'full name',
  preferredName: 'how she is called',
  printedName: 'name on letters',
  dateOfBirth: 'birth date',
  notBornOn: 'wrong birth dates',
  sexAtBirth: 'sex at birth',
  email: 'e-mail',
  phone: 'phone',
  phoneAt: 'phone said to be right',
  preferredContact: 'how she wants to be reached',
  guardianName: 'parent or guardian',
  guardianPhone: 'phone of the parent or guardian',
  guardianAt: 'parent or guardian said to be right',
  timeZone: 'time zone',
}

const named = (fields: unknown, names: Words): string =>
  list(Array.isArray(fields) ? fields.map((field) => names[String(field)] ?? String(field)) : fields)

const limitName = (id: string): string => limitById(id)?.label ?? id

/** More about an event, where that is nothing clinical; nothing for all others. */
export function auditDetail(type: string, data: Record<string, unknown>): string {
  switch (type as AuditType) {
    case 'account.invited':
      return list(data.roles)
    case 'account.roles_changed':
      return `${list(data.from)} became ${list(data.to)}`
    case 'account.cases_handed_over':
      return countText(Number(data.cases), 'case')
    case 'clinic.settings_changed':
      return named(data.fields, clinicFields)
    case 'patient.changed':
      return named(data.fields, patientFields)
    case 'clinic.threshold_set':
      return `“${limitName(String(data.thresholdId))}”: ${data.from ?? 'the default'} became ${data.to ?? 'the default'}`
    case 'instrument_pack.added':
    case 'instrument_pack.retired':
      return `${data.measure}, ${data.language}`
    case 'patient.list_read':
    case 'audit.read':
    case 'record.requests_read':
      return countText(Number(data.rows), 'row')
    case 'case.read':
      return data.brokenGlass === true ? 'without being on the team' : ''
    case 'program.published':
    case 'program.phase_changed':
      return [
        data.againstRules === true && 'against the rules of the phase, with a reason',
        data.runsAgain === true && 'the patient may run again',
      ]
        .filter(Boolean)
        .join('; ')
    case 'access.refused':
      return String(data.what ?? '')
    case 'record.requested':
    case 'record.request_done':
    case 'record.request_taken_back':
      return requestWords[data.kind as RequestKind] ?? ''
    case 'sign_in.failed':
      return data.waits === true ? 'had to wait after too many tries' : ''
    case 'intake_link.refused':
      return outcomes[data.outcome as RefusedOutcome] ?? ''
    case 'password.set':
      if (data.byHand === true) return 'with a link that whoever runs the server made'
      if (data.kind === 'invitation') return 'with an invitation'
      if (data.kind === 'own') return 'with the one before'
      return data.sentBy ? 'with a link that a colleague sent' : 'with a link'
    default:
      return ''
  }
}
