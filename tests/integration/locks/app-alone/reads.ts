import type { Row } from './asked.ts'

/**
 * Every read that asks who is asking. `directory`: a page on which staff see who is treated in their clinic (names,
 * accounts, events), `triage`: one on which physios see what waits. `hidden`: of one case, so
 * that a stranger gets no answer at all. `shows`: what its reader finds there if no canary.
 */
export type ReadRow = Row & { directory?: true; triage?: true; hidden?: true; shows?: RegExp }

const now = { args: (of) => [of.now], by: 'lead' } satisfies Row
const ofCase = { args: (of) => [of.caseId, of.now], by: 'lead', hidden: true } satisfies ReadRow

export const reads: Readonly<Record<string, ReadRow>> = {
  'accounts/directory#accountDetail': {
    args: (of) => [of.accountId, of.now],
    by: 'admin',
    directory: true,
    shows: /CANARY-ONE-patientA/,
  },
  'accounts/directory#accountList': {
    args: (of) => [{ view: 'patients', search: '', page: 1 }, of.now],
    by: 'admin',
    directory: true,
    shows: /CANARY-ONE-patientA/,
  },
  'alerts/thresholds#caseAlerts': ofCase,
  'alerts/thresholds#clinicThresholds': { ...now, by: 'admin', shows: /no_log_watch/ },
  'alerts/worklist#alertWorklist': { args: (of) => [{ view: 'team', page: 1 }, of.now], by: 'lead' },
  'assessment#caseAssessments': { ...ofCase, shows: /"recorded":\d/ },
  'assessment#compareAssessments': {
    args: (of) => [of.caseId, { a: of.assessmentId, b: of.openAssessmentId }, of.now],
    by: 'lead',
    hidden: true,
    shows: /Walking/,
  },
  'assessment#oneAssessment': {
    args: (of) => [of.caseId, of.assessmentId, 'finish', of.now],
    by: 'lead',
    hidden: true,
  },
  'audit#auditPage': {
    args: (of) => [{ area: '', person: '', from: '', to: '', after: '' }, of.now],
    by: 'admin',
    directory: true,
  },
  'cases#caseFrame': { args: (of) => [of.caseId, 'overview', of.now], by: 'lead', hidden: true },
  'cases#clinicCounts': { args: (of) => [of.now], by: 'lead', shows: /"openCases":1,"intakes":1,/ },
  'cases/intake#caseIntake': ofCase,
  'cases/overview#caseOverview': ofCase,
  'clinic#clinicSettings': { args: () => [], by: 'admin', shows: /CANARY-ONE-CLINIC/ },
  'exercises#exerciseList': { args: () => [{ q: '', region: null }], by: 'lead', shows: /ex_hip_clam/ },
  'exercises#exerciseView': { args: () => ['ex_hip_clam'], by: 'lead', shows: /ex_hip_clam/ },
  'exercises#templateList': { args: () => [], by: 'lead', shows: /prog_hip_focus/ },
  'exercises#templateView': { args: () => ['prog_hip_focus'], by: 'lead', shows: /prog_hip_focus/ },
  'factors#caseFactors': { args: (of) => [of.caseId, null, of.now], by: 'lead', hidden: true },
  'factors/releases#ownFactorTexts': { args: () => [], by: 'patient' },
  'intake#intakeView': { args: (of) => [of.intakeId, of.now], by: 'lead', hidden: true },
  'intake/drafts#checkView': { args: (of) => [of.intakeId, of.now], by: 'patient', hidden: true },
  'intake/drafts#formFrame': { args: (of) => [of.intakeId, of.now], by: 'patient', hidden: true },
  'intake/drafts#sectionView': {
    args: (of) => [of.intakeId, 'problem', of.now],
    by: 'patient',
    hidden: true,
  },
  'intake/safety-check#safetyCheckForm': { ...ofCase, shows: /rf_trauma/ },
  'intake/triage#triageIntake': {
    args: (of) => [of.waitingIntakeId, of.now],
    by: 'lead',
    directory: true,
    triage: true,
  },
  'intake/triage#triageList': { ...now, directory: true, triage: true },
  'mail#outbox': { args: (of) => [of.now], by: 'admin', shows: /CANARY-ONE-CLINIC/ },
  'notes#caseNotes': ofCase,
  'notes#oneNote': { args: (of) => [of.caseId, of.openNoteId, of.now], by: 'lead', hidden: true },
  'outcomes#caseOutcomes': {
    args: (of) => [of.caseId, { enter: 'psfs', correct: null, saved: null }, of.now],
    by: 'lead',
    hidden: true,
  },
  'outcomes/forms#ownForm': {
    args: (of) => [{ measure: 'psfs', caseId: of.caseId, language: null }, of.now],
    by: 'patient',
    hidden: true,
  },
  'outcomes/forms#ownForms': { args: (of) => [of.now], by: 'patient', shows: /"due":/ },
  'outcomes/packs#packList': { args: () => [], by: 'admin', shows: /CANARY-ONE-CLINIC/ },
  'patients#patientDetail': { args: (of) => [of.patientId, of.now], by: 'admin', directory: true },
  'patients#patientList': { args: (of) => [{ search: '', page: 1 }, of.now], by: 'admin', directory: true },
  'patients/record#ownRecord': { args: (of) => [0, of.now], by: 'patient' },
  'programs#myExercise': { args: (of) => ['clam', of.now], by: 'patient' },
  'programs#myProgram': { args: (of) => [of.now], by: 'patient' },
  'programs#previewProgram': ofCase,
  'programs/builder#programPage': {
    args: (of) => [of.caseId, 'prog_hip_focus_p1', of.now],
    by: 'lead',
    hidden: true,
  },
  'programs/picks#templatePicks': { ...ofCase, shows: /prog_hip_focus/ },
  'programs/version#versionPage': { args: (of) => [of.caseId, 1, of.now], by: 'lead', hidden: true },
  'review#caseReviews': ofCase,
  'tracking/caseload#caseload': {
    args: (of) => [
      { tab: 'all', q: '', side: null, alerts: null, lead: null, complaint: null, sort: 'urgent', dir: null },
      of.now,
    ],
    by: 'lead',
  },
  'tracking/entries/recent#recentEntries': { args: (of) => [of.now], by: 'patient', shows: /"id":/ },
  'tracking/pain-scores#painForm': {
    args: (of) => [{ caseId: of.caseId, correct: of.painScoreId, about: 'now' }, of.now],
    by: 'patient',
    hidden: true,
    shows: /"before":3/,
  },
  'tracking/progress#caseProgress': {
    args: (of) => [of.caseId, 'all', of.now],
    by: 'lead',
    hidden: true,
    shows: /20\d\d/,
  },
  'tracking/progress#ownProgress': { args: (of) => ['all', of.now], by: 'patient', shows: /20\d\d/ },
  'tracking/progress/export#exportPainScores': { args: (of) => [of.caseId], by: 'lead', hidden: true },
  'tracking/results#openMorning': {
    args: (of) => [of.caseId, new Date(of.now.getTime() + 3 * 86_400_000)],
    by: 'patient',
    shows: /How was the knee/,
  },
  'tracking/run-logs#runForm': {
    args: (of) => [{ caseId: of.caseId, correct: of.runLogId }, of.now],
    by: 'patient',
    hidden: true,
  },
  'tracking/session-logs#sessionForm': {
    args: (of) => [{ caseId: of.caseId, correct: of.sessionLogId }, of.now],
    by: 'patient',
    hidden: true,
  },
  'tracking/today#todayView': {
    args: (of) => [of.caseId, 0, of.now],
    by: 'patient',
  },
}

/** What does not ask who is asking, with what does on its behalf; each named read has a row above. */
export const internal: Readonly<Record<string, string>> = {
  'accounts/directory#openCasesOf': 'accounts/directory#accountDetail',
  'alerts/evaluation#readForAlerts': 'alerts/thresholds#caseAlerts',
  'alerts/logs#injuryWaits': 'programs#myProgram',
  'alerts/worklist#closedAlertCards': 'alerts/thresholds#caseAlerts',
  'alerts/worklist#openAlertCards': 'cases/overview#caseOverview',
  'alerts/worklist#openAlertMax': 'cases/overview#caseOverview',
  'assessment#caseFindings': 'assessment#caseAssessments',
  'assessment/record#assessmentsOf': 'assessment#caseAssessments',
  'assessment/record#examinedCase': 'assessment#caseAssessments',
  'assessment/record#namesOf': 'assessment#caseAssessments',
  'assessment/signed#signedExaminations': 'notes#oneNote',
  'cases#readCaseFrame': 'cases#caseFrame',
  'factors/inputs#caseFactorInputs': 'factors#caseFactors',
  'flags#caseSafety': 'programs/builder#programPage',
  'flags#ownSafety': 'programs#myProgram',
  'flags/cards#flagCards': 'cases/overview#caseOverview',
  'flags/cards#notAssessedFlags': 'cases/overview#caseOverview',
  'intake/drafts#safetyMessages': 'intake/drafts#formFrame',
  'intake/safety-check#newestAnswers': 'intake/safety-check#safetyCheckForm',
  'notes/facts#readFacts': 'notes#oneNote',
  'outcomes#readCaseOutcomes': 'outcomes#caseOutcomes',
  'outcomes/forms#formsWaiting': 'tracking/today#todayView',
  'outcomes/packs#packTexts': 'outcomes/forms#ownForm',
  'outcomes/record#readOutcomes': 'outcomes#caseOutcomes',
  'programs/active#activeProgram': 'programs#myProgram',
  'programs/active#pausesOf': 'programs#myProgram',
  'programs/draft#draftOf': 'programs/builder#programPage',
  'programs/draft#newestPublished': 'programs#previewProgram',
  'programs/progression#caseSuggestions': 'programs/builder#programPage',
  'programs/progression#todaySentence': 'tracking/today#todayView',
  'programs/progression/phase#nextStep': 'programs/builder#programPage',
  'programs/record#prescribedCase': 'programs/builder#programPage',
  'programs/record#publishFacts': 'programs/builder#programPage',
  'review#reviewSnapshot': 'review#caseReviews',
  'review/indicators#readCaseInput': 'programs/builder#programPage',
  'review/indicators/batch#readBatch': 'alerts/thresholds#caseAlerts',
  'review/indicators/logs#readLogs': 'programs/builder#programPage',
  'tracking/progress#readCaseSummary': 'cases/overview#caseOverview',
  'tracking/progress#readOwnDays': 'tracking/today#todayView',
}

/** Nobody is signed in yet: the secret of a link is the whole question. tests/integration/intake and accounts try those. */
export const bySecret: readonly string[] = [
  'accounts/password#accountToken',
  'intake/visits#actorOfVisit',
  'intake/visits#currentVisit',
  'intake/visits#peekLink',
  'intake/visits#requireVisit',
  'intake/visits#visitOrRefuse',
]

/** Conditions and fragments that read nothing by themselves. */
export const fragments: readonly string[] = [
  'alerts/evaluation#caseOf',
  'assessment/record#contextNow',
  'assessment/record#measuredIn',
  'intake/drafts#markOf',
  'intake/safety-check#isAskedAfresh',
  'programs/draft#writableVersion',
  'tracking/progress/course#donePart',
  'tracking/progress/course#painPart',
  'tracking/progress/course#planPart',
  'tracking/progress/course#runPart',
]
