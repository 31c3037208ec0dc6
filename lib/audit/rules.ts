import { type RequestKind, requestWords } from '#lib/patients/record/schema.ts'
import type { AuditType, RefusedOutcome } from './schema.ts'

/**
 * What the audit page says about an event. Its reader may be an admin who treats nobody, so that the words never tell
 * what was found, how urgent it was or how it was decided: only that a record was read, written or moved on.
 */
type Words = { area: AuditArea; text: string }

export const auditAreas = {
  sign_in: 'Sign-in',
  accounts: 'Accounts',
  clinic: 'Clinic',
  patients: 'Patients and links',
  intakes: 'Intakes',
  cases: 'Cases',
  programs: 'Programs',
  logs: 'Logs',
  reading: 'Audit and outbox',
  refused: 'Refused access',
} as const
export type AuditArea = keyof typeof auditAreas

const of =
  (area: AuditArea) =>
  (text: string): Words => ({ area, text })
const [signIn, account, clinic, patient] = [of('sign_in'), of('accounts'), of('clinic'), of('patients')]
const [intake, care, program, entry] = [of('intakes'), of('cases'), of('programs'), of('logs')]

export const auditWords: Record<AuditType, Words> = {
  'session.opened': signIn('Signed in'),
  'session.closed': signIn('Signed out'),
  'sign_in.failed': signIn('Failed to sign in'),
  'password.set': signIn('Password set'),
  'password.reset_asked': signIn('New password asked for'),
  'account.invited': account('Invited'),
  'account.invitation_sent_again': account('Invitation sent again'),
  'account.roles_changed': account('Roles changed'),
  'account.email_changed': account('E-mail address changed'),
  'account.name_changed': account('Name changed'),
  'account.suspended': account('Suspended'),
  'account.restored': account('Restored'),
  'account.reset_sent': account('Password link sent'),
  'account.cases_handed_over': account('Cases handed over'),
  'clinic.created': clinic('Clinic made'),
  'clinic.settings_changed': clinic('Settings changed'),
  'patient.added': patient('Patient added'),
  'patient.changed': patient('Patient changed'),
  'patient.erased': patient('Patient erased'),
  'patient.read': patient('Patient opened'),
  'patient.list_read': patient('Patient list opened'),
  'intake_link.sent': patient('Form link made'),
  'intake_link.revoked': patient('Form link taken back'),
  'intake_link.opened': patient('Form link opened'),
  'intake_link.closed': patient('Form closed on a device'),
  'intake_link.refused': patient('Form link refused'),
  'intake.created': intake('Form started'),
  'intake.saved': intake('Form saved'),
  'intake.submitted': intake('Form sent'),
  'intake.read': intake('Form read'),
  'intake.list_read': intake('Intake list opened'),
  'intake.taken': intake('Form taken'),
  'intake.released': intake('Form released'),
  'intake.accepted': intake('Form decided'),
  'intake.referred': intake('Form decided'),
  'intake.referral_taken_back': intake('Form not decided after all'),
  'flag.raised': care('Record written by a rule'),
  'flag.called_again': care('Record written by a rule'),
  'flag.answered': care('Record written'),
  'factors.evaluated': care('Record written by a rule'),
  'factor.answered': care('Record written'),
  'factor.texts_given': care('Record written'),
  'factor.text_withdrawn': care('Record written'),
  'alert.opened': care('Record written by a rule'),
  'alert.acknowledged': care('Record written'),
  'alert.closed': care('Record written'),
  'alert.raised': care('Record written by a rule'),
  'alert.snoozed': care('Record written'),
  'alert.handed_over': care('Record written'),
  'alert.list_read': care('Worklist opened'),
  'alert.threshold_set': care('Record written'),
  'clinic.threshold_set': clinic('Number of a rule changed'),
  'case.opened': care('Case opened'),
  'case.read': care('Case read'),
  'case.glass_broken': care('Opened without being on the team'),
  'case.changed': care('Record written'),
  'case.status_changed': care('Case moved on'),
  'caseload.read': care('Caseload opened'),
  'care_team.changed': care('Care team changed'),
  'program.drafted': program('Draft made'),
  'program.draft_saved': program('Draft saved'),
  'program.draft_discarded': program('Draft discarded'),
  'program.published': program('Version published'),
  'program.standing_order': program('Changes of dose by themselves'),
  'suggestion.made': program('Program checked by a rule'),
  'suggestion.answered': program('Program written'),
  'program.phase_changed': program('Phase changed'),
  'program.paused': program('Program changed'),
  'program.resumed': program('Program changed'),
  'program.read': program('Program read'),
  'session_log.recorded': entry('Session logged'),
  'session_log.corrected': entry('Session corrected'),
  'session_log.withdrawn': entry('Session withdrawn'),
  'run_log.recorded': entry('Run logged'),
  'run_log.corrected': entry('Run corrected'),
  'run_log.withdrawn': entry('Run withdrawn'),
  'pain_score.recorded': entry('Score logged'),
  'pain_score.corrected': entry('Score corrected'),
  'pain_score.withdrawn': entry('Score withdrawn'),
  'outcome.recorded': entry('Questionnaire filled'),
  'outcome.corrected': entry('Questionnaire corrected'),
  'outcome.withdrawn': entry('Questionnaire withdrawn'),
  'outcome.knee_measure_chosen': care('Record written'),
  'instrument_pack.added': clinic('Item texts added'),
  'instrument_pack.retired': clinic('Item texts taken out of use'),
  'own_record.read': entry('Own record read'),
  'record.requested': patient('Asked the clinic about the own record'),
  'record.request_done': patient('Request about the own record done'),
  'record.requests_read': patient('Requests opened'),
  'progress.exported': care('Progress exported'),
  'record.exported': care('Record exported'),
  'review_form.asked': care('Form asked for by mail'),
  'outcome_forms.asked': care('Forms asked for by mail'),
  'review.signed': care('Record written'),
  'assessment.started': care('Record written'),
  'assessment.saved': care('Record written'),
  'assessment.signed': care('Record written'),
  'assessment.withdrawn': care('Assessment withdrawn'),
  'discharge.answered': care('Record written'),
  'letter.started': care('Record written'),
  'letter.saved': care('Record written'),
  'letter.discarded': care('Letter discarded'),
  'letter.signed': care('Record written'),
  'letter.file_read': care('Case read'),
  'letter.sent': care('Letter marked as sent'),
  'note.started': care('Record written'),
  'note.saved': care('Record written'),
  'note.signed': care('Record written'),
  'note.discarded': care('Note discarded'),
  'note.addendum_added': care('Record written'),
  'audit.read': of('reading')('Audit read'),
  'mail.read': of('reading')('Outbox read'),
  'access.refused': of('refused')('Access refused'),
}

export const wordsOf = (type: string): Words =>
  (auditWords as Partial<Record<string, Words>>)[type] ?? { area: 'cases', text: 'Record written' }

export const typesOf = (area: AuditArea): AuditType[] =>
  (Object.keys(auditWords) as AuditType[]).filter((type) => auditWords[type].area === area)

const list = (value: unknown): string =>
  Array.isArray(value) && value.length > 0 ? value.join(', ') : 'none'

const outcomes: Record<RefusedOutcome, string> = {
  wrong: 'wrong date of birth',
  locked: 'locked after five wrong dates of birth',
  expired: 'the link has run out',
  revoked: 'the link was taken back',
  gone: 'the link does not hold any more',
}

/** More about an event, where that is nothing clinical; nothing for all others. */
export function auditDetail(type: string, data: Record<string, unknown>): string {
  switch (type as AuditType) {
    case 'account.invited':
      return list(data.roles)
    case 'account.roles_changed':
      return `${list(data.from)} became ${list(data.to)}`
    case 'account.cases_handed_over':
      return `${Number(data.cases)} cases`
    case 'clinic.settings_changed':
    case 'patient.changed':
      return list(data.fields)
    case 'clinic.threshold_set':
      return `${data.thresholdId}: ${data.from ?? 'default'} became ${data.to ?? 'default'}`
    case 'instrument_pack.added':
    case 'instrument_pack.retired':
      return `${data.measure}, ${data.language}`
    case 'patient.list_read':
    case 'caseload.read':
    case 'alert.list_read':
    case 'intake.list_read':
    case 'audit.read':
    case 'record.requests_read':
      return `${Number(data.rows)} rows`
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
      return requestWords[data.kind as RequestKind] ?? ''
    case 'sign_in.failed':
      return data.waits === true ? 'had to wait after too many tries' : ''
    case 'intake_link.refused':
      return outcomes[data.outcome as RefusedOutcome] ?? ''
    case 'password.set':
      return data.kind === 'invitation' ? 'with an invitation' : 'with a link'
    default:
      return ''
  }
}
