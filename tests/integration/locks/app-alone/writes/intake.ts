import { sectionById } from '#lib/content/intake/questionnaire.ts'
import { newId } from '#lib/ids.ts'
import { text, type WriteRows } from './row.ts'

/** Every physio of the clinic decides about a form that waits, if it is not her own. */
const triage = { by: 'lead', may: ['a physio off the team', 'the patient, who is a physio'] } as const

export const intake: WriteRows = {
  'intake/drafts/saving#saveSection': {
    args: (of) => [
      {
        intakeId: of.intakeId,
        section: sectionById.get('sec_problem'),
        posted: {},
        revision: '',
        strict: false,
      },
      of.now,
    ],
    by: 'patient',
  },
  'intake/drafts#submitIntake': { args: (of) => [of.intakeId, of.now], by: 'patient' },
  'intake/review-form/own#beginReviewForm': { args: (of) => [{ caseId: of.caseId }, of.now], by: 'patient' },
  'intake/review-form#submitReviewForm': { args: (of) => [of.reviewFormId, of.now], by: 'patient' },
  'intake/review-form#recordReviewForm': {
    args: (of) => [{ id: newId(), caseId: of.caseId, part: 'safety', posted: {} }],
    by: 'lead',
  },
  'intake/visit-form#recordVisitForm': {
    args: (of) => [{ id: newId(), caseId: of.caseId, ask: ['shoe_km'], posted: { shoe_km: '800' } }],
    by: 'lead',
  },
  'patients/contacts#settleContacts': {
    args: (of) => [{ intakeId: of.waitingIntakeId, stamp: text, right: 'record' }, of.now],
    ...triage,
  },
  'intake/triage#acceptIntake': {
    args: (of) => [
      {
        intakeId: of.waitingIntakeId,
        leadId: of.lead.accountId,
        complaint: text,
        side: 'left',
        nextReviewOn: null,
      },
    ],
    ...triage,
  },
  'intake/triage#referIntake': {
    args: (of) => [{ intakeId: of.waitingIntakeId, seen: [], where: text, reason: text }],
    ...triage,
  },
  'intake/triage/taking-back#takeReferralBack': {
    args: (of) => [{ intakeId: of.waitingIntakeId, reason: text }],
    ...triage,
  },
  'intake/triage#releaseIntake': { args: (of) => [{ intakeId: of.waitingIntakeId }], ...triage },
  'intake/triage#takeIntake': { args: (of) => [{ intakeId: of.waitingIntakeId, from: null }], ...triage },
}
