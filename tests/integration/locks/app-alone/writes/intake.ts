import { sectionById } from '#lib/content/intake/questionnaire.ts'
import { newId } from '#lib/ids.ts'
import { text, triage, type Writes } from './row.ts'

export const intake: Writes = {
  writes: {
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
    'intake/review-form/own#beginReviewForm': {
      args: (of) => [{ caseId: of.caseId }, of.now],
      by: 'patient',
    },
    'intake/review-form#submitReviewForm': { args: (of) => [of.reviewFormId, of.now], by: 'patient' },
    'intake/review-form#recordReviewForm': {
      args: (of) => [{ id: newId(), caseId: of.caseId, part: 'safety', posted: {} }],
      by: 'lead',
    },
    'intake/visit-form#recordVisitForm': {
      args: (of) => [{ id: newId(), caseId: of.caseId, ask: ['shoe_km'], posted: { shoe_km: '800' } }],
      by: 'lead',
    },
    'intake/triage/accepting#acceptIntake': {
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
    'intake/triage/referring#referIntake': {
      args: (of) => [{ intakeId: of.waitingIntakeId, seen: [], where: text, reason: text }],
      ...triage,
    },
    'intake/triage/taking-back#takeReferralBack': {
      args: (of) => [{ intakeId: of.waitingIntakeId, reason: text }],
      ...triage,
    },
    'intake/triage#releaseIntake': { args: (of) => [{ intakeId: of.waitingIntakeId }], ...triage },
    'intake/triage#takeIntake': { args: (of) => [{ intakeId: of.waitingIntakeId, from: null }], ...triage },
    'intake/consents#changeConsent': {
      args: (of) => [{ consent: 'messages', answer: 'no' }, of.now],
      by: 'patient',
      may: ['another patient', 'a physio whose own form it is', 'a patient of another clinic'],
    },
    'intake/consents#noteConsent': {
      args: (of) => [
        { id: newId(), caseId: of.caseId, consent: 'messages', answer: 'no', note: text },
        of.now,
      ],
      by: 'lead',
    },
  },
  parts: [
    'intake/drafts/open#lockDraft',
    'intake/drafts/open#lockForm',
    'intake/review-form#recordAsked',
    'intake/review-form/asked#moveReviewForm',
    'intake/review-form/asked#tellOfReviewForms',
    'intake/triage/lock#decideIntake',
    'intake/triage/lock#lockIntake',
  ],
  bySecret: [
    'intake/visits#closeHere',
    'intake/visits#closeVisit',
    'intake/visits#openLink',
    'intake/visits#prolongVisit',
    'intake/visits#visitOrRefuse',
  ],
}
