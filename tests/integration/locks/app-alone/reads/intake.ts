import { now, type Reads } from './row.ts'

export const intake: Reads = {
  reads: {
    'intake/drafts#checkView': {
      args: (of) => [of.reviewFormId, of.now, 'review_form'],
      by: 'patient',
      hidden: true,
    },
    'intake/drafts#formFrame': { args: (of) => [of.intakeId, of.now], by: 'patient', hidden: true },
    'intake/drafts#sectionView': {
      args: (of) => [of.intakeId, 'problem', of.now],
      by: 'patient',
      hidden: true,
    },
    'intake/review-form/own#ownReviewForms': {
      args: (of) => [of.now],
      by: 'patient',
      shows: /"begun":true/,
    },
    'intake/review-form/own#reviewStart': {
      args: (of) => [{ case: of.caseId, part: 'whole' }, of.now],
      by: 'patient',
      hidden: true,
      shows: /"begun":true/,
    },
    'intake/review-form#reviewForm': {
      args: (of) => [of.caseId, 'whole', of.now],
      by: 'lead',
      shows: /psfs_1_score/,
    },
    'intake/visit-form#visitForm': {
      args: (of) => [of.caseId, ['shoe_km'], of.now],
      by: 'lead',
      hidden: true,
      shows: /"ask":\["shoe_km"\]/,
    },
    'intake/triage#triageIntake': {
      args: (of) => [of.waitingIntakeId, of.now],
      by: 'lead',
      directory: true,
      triage: true,
    },
    'intake/triage#triageList': { ...now, directory: true, triage: true },
  },
  internal: {
    'intake/consents#agreesHerself': 'patients/record#ownRecord',
    'intake/consents#consentsSaid': 'cases/intake#caseIntake',
    'intake/consents#signedForms': 'patients/record#ownRecord',
    'intake/consents#standingConsents': 'patients/record#ownRecord',
    'intake/drafts/messages#reviewMessages': 'intake/drafts#formFrame',
    'intake/drafts/messages#safetyMessages': 'intake/drafts#formFrame',
    'intake/review-form#newestAnswers': 'intake/review-form#reviewForm',
    'intake/told#toldIn': 'assessment#caseAssessments',
    'intake/review-form/asked#readAskings': 'intake/review-form/own#ownReviewForms',
    'intake/review-form/asked#reviewFormState': 'cases/overview#caseOverview',
    'intake/review-form/own#reviewFormsWaiting': 'tracking/today#todayView',
    'intake/review-form/own#reviewSetting': 'intake/drafts#checkView',
  },
  fragments: ['intake/review-form/asked#oneCase', 'intake/triage#inInbox'],
  bySecret: [
    'intake/visits#actorOfVisit',
    'intake/visits#closedPath',
    'intake/visits#closedWords',
    'intake/visits#currentVisit',
    'intake/visits#peekLink',
    'intake/visits#requireVisit',
    'intake/visits#senderOfVisit',
  ],
}
