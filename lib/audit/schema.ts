import type { RequestKind } from '#lib/patients/record/schema.ts'

/** Why a form link did not open with a date of birth. */
export type RefusedOutcome = 'wrong' | 'locked' | 'expired' | 'revoked' | 'gone'

/** That a letter may go out: by a form, by what was said besides, or since she was asked anew. */
export type LetterAgreed = 'form' | 'said' | 'asked'

export type ClinicField =
  | 'name'
  | 'phone'
  | 'emergencyNumber'
  | 'outOfHoursPhone'
  | 'address'
  | 'timeZone'
  | 'consentAge'
  | 'dutyAccountId'
  | 'openingHours'
  | 'closedDays'

/** `phoneAt`, `guardianAt`: said to be right as they stand. */
export type PatientField =
  | 'fullName'
  | 'preferredName'
  | 'printedName'
  | 'dateOfBirth'
  | 'notBornOn'
  | 'sexAtBirth'
  | 'email'
  | 'phone'
  | 'phoneAt'
  | 'preferredContact'
  | 'guardianName'
  | 'guardianPhone'
  | 'guardianAt'
  | 'timeZone'

/**
 * Every kind of event that the audit knows, with what its `data` may hold: ids, counts and states, never a name, an
 * answer or a text. A read of clinical content is an event too, and so is a refusal.
 */
export type AuditEvents = {
  'session.opened': undefined
  'session.closed': undefined
  /** `waits`: after too many tries the next ones were not looked at; said once for each time that the account waits. */
  'sign_in.failed': { waits?: true }
  /** `sentBy`: who sent the link, when it was not asked for at the sign-in; `byHand`: it was made on the server's command line. */
  'password.set': { kind: 'invitation' | 'password_reset' | 'own'; sentBy?: string; byHand?: true }
  'password.reset_asked': undefined
  'account.invited': { roles: string[] }
  'account.invitation_sent_again': undefined
  'account.roles_changed': { from: string[]; to: string[] }
  'account.email_changed': undefined
  'account.name_changed': undefined
  'account.suspended': undefined
  'account.restored': undefined
  'account.reset_sent': undefined
  /** In person, where no mail server sends it. */
  'account.reset_shown': undefined
  'account.cases_handed_over': { to: string; cases: number }
  'clinic.created': undefined
  'clinic.settings_changed': { fields: ClinicField[] }
  'patient.added': undefined
  'patient.changed': { fields: PatientField[] }
  'patient.read': undefined
  'patient.list_read': { rows: number }
  'intake_link.sent': { linkId: string }
  'intake_link.revoked': { linkId: string }
  'intake_link.opened': { linkId: string }
  /** On the device on which it was opened. */
  'intake_link.closed': { linkId: string }
  'intake_link.refused': { linkId: string; outcome: RefusedOutcome }
  'intake.created': undefined
  'intake.saved': { section: string; onBehalf: boolean }
  'intake.submitted': { onBehalf: boolean }
  'intake.read': undefined
  'intake.list_read': { rows: number }
  'intake.taken': undefined
  'intake.released': undefined
  'intake.accepted': { leadId: string }
  'intake.referred': undefined
  'intake.referral_taken_back': undefined
  'flag.raised': { flagId: string; urgency: string }
  /** Nobody had answered it in time: step 1 and, two hours later, 2. */
  'flag.called_again': { flagId: string; step: number }
  'flag.answered': { flagId: string; kind: string }
  'factors.evaluated': { changed: number }
  'factor.answered': { kind: string }
  'factor.texts_given': { texts: number }
  'factor.text_withdrawn': undefined
  'alert.opened': { alertId: string }
  'alert.acknowledged': { alertId: string }
  'alert.closed': { alertId: string }
  'alert.raised': { alertId: string }
  'alert.snoozed': { alertId: string }
  'alert.handed_over': { alertId: string; to: string }
  'alert.list_read': { rows: number }
  'alert.threshold_set': { thresholdId: string }
  'clinic.threshold_set': { thresholdId: string; from: number | null; to: number | null }
  'case.opened': undefined
  'case.read': { page: string; brokenGlass: boolean }
  'case.glass_broken': undefined
  'case.changed': { fields: string[] }
  'case.status_changed': { from: string; to: string }
  'caseload.read': { rows: number }
  'assessment.started': undefined
  'assessment.saved': { section: string }
  'assessment.signed': undefined
  /** Signed: entered in error; else a draft was discarded. */
  'assessment.withdrawn': { signed: boolean }
  'discharge.answered': undefined
  'letter.started': { kind: string }
  'letter.saved': undefined
  'letter.discarded': undefined
  'letter.signed': { sha256: string; agreed: LetterAgreed }
  'letter.file_read': undefined
  'letter.sent': { how: string; agreed: LetterAgreed }
  'note.started': undefined
  'note.saved': undefined
  'note.signed': undefined
  'note.discarded': undefined
  'note.addendum_added': { addendumId: string }
  'care_team.changed': { added: string[]; removed: string[]; leadId: string | null }
  /** `atClinic`: where it is said anew. */
  'program.drafted': { versionId: string; atClinic?: boolean }
  'program.draft_saved': { versionId: string }
  'program.draft_discarded': { versionId: string }
  /** `againstRules`: a phase begins with a reason, although its rules do not permit it; `runsAgain`: a stop of running ends. */
  'program.published': { versionId: string; number: number; againstRules: boolean; runsAgain: boolean }
  'program.phase_changed': { position: number; againstRules: boolean }
  'program.paused': undefined
  'program.resumed': undefined
  'program.standing_order': { on: boolean }
  'program.read': undefined
  'suggestion.made': { ruleId: string }
  'suggestion.answered': { ruleId: string; state: string; itself: boolean }
  'session_log.recorded': { onBehalf: boolean; waited?: number }
  'session_log.corrected': { supersedes: string; onBehalf: boolean }
  'session_log.withdrawn': { onBehalf: boolean }
  'run_log.recorded': { onBehalf: boolean; waited?: number }
  'run_log.corrected': { supersedes: string; onBehalf: boolean }
  'run_log.withdrawn': { onBehalf: boolean }
  'pain_score.recorded': { onBehalf: boolean; waited?: number }
  'pain_score.corrected': { supersedes: string; onBehalf: boolean }
  'pain_score.withdrawn': { onBehalf: boolean }
  'outcome.recorded': { measure: string; onBehalf: boolean; missing: number }
  'outcome.corrected': { measure: string; supersedes: string }
  'outcome.withdrawn': { measure: string }
  'outcome.knee_measure_chosen': { measure: string }
  'instrument_pack.added': { measure: string; language: string }
  'instrument_pack.retired': { measure: string; language: string }
  'own_record.read': { page: string }
  'consent.changed': { question: string; onBehalf: boolean }
  'record.requested': { kind: RequestKind }
  'record.request_done': { kind: RequestKind }
  'record.request_taken_back': { kind: RequestKind }
  'patient.erased': undefined
  'record.requests_read': { rows: number }
  'progress.exported': { rows: number }
  'record.exported': undefined
  'review_form.asked': undefined
  'outcome_forms.asked': { round: 'discharge' | 'later' }
  'review.signed': { decision: string; against?: number }
  'audit.read': { rows: number }
  'mail.read': undefined
  'access.refused': { what: string }
}

export type AuditType = keyof AuditEvents

export type AuditSubject = {
  patientId?: string | null
  caseId?: string | null
  /** The row that the event is about. */
  subjectId?: string | null
}

export type AuditInput = {
  [T in AuditType]: AuditSubject & { type: T } & (AuditEvents[T] extends undefined
      ? { data?: undefined }
      : { data: AuditEvents[T] })
}[AuditType]
