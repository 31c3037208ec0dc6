import { sectionById } from '#lib/content/intake/questionnaire.ts'
import { addDays, dayIn } from '#lib/dates.ts'
import { newId } from '#lib/db/ids.ts'
import type { Row, Target } from './asked.ts'

/** Every command on a record. `may`: the strangers whose task it is, by the names of `strangers`. */
export type WriteRow = Row & { may?: readonly string[] }

const text = 'Reason enough to be read'
const versioned = (of: Target) => ({ caseId: of.caseId, versionId: of.draftVersionId, version: 1 })
const changed = (of: Target) => [{ caseId: of.caseId, version: 1, reason: text }]
const suggestion = (of: Target) => [{ caseId: of.caseId, suggestionId: of.suggestionId }]
const phaseAnswer = (of: Target) => [
  { caseId: of.caseId, suggestionId: newId(), version: 1, phaseKey: 'prog_hip_focus_p2' },
]
const log = (of: Target) => ({
  id: newId(),
  caseId: of.caseId,
  logDate: dayIn('Europe/Zurich', of.now),
  note: '',
})
/** Every physio of the clinic decides about a form that waits. */
const triage = { by: 'lead', may: ['a physio off the team'] } as const

const ahead = (now: Date, days: number) => addDays(dayIn('Europe/Zurich', now), days)
const account = (of: Target) => [{ accountId: of.lead.accountId }]
const admins = { by: 'admin', may: ['an admin who is no physio'] } as const
/** All staff of the clinic keep its patients' names and addresses and send them forms. */
const staff = { by: 'lead', may: ['a physio off the team', 'an admin who is no physio'] } as const
const ofPatient = (of: Target) => [{ patientId: of.patientId }]

export const writes: Readonly<Record<string, WriteRow>> = {
  'accounts/directory#changeEmail': {
    args: (of) => [{ accountId: of.lead.accountId, version: 1, email: 'nora.neu@example.invalid' }],
    ...admins,
  },
  'accounts/directory#changeRoles': {
    args: (of) => [{ accountId: of.lead.accountId, version: 1, roles: ['physio', 'admin'] }],
    ...admins,
  },
  'accounts/directory#inviteStaff': {
    args: () => [{ name: 'Nora Neu', email: 'nora.neu@example.invalid', roles: ['physio'] }],
    by: 'admin',
    may: ['an admin who is no physio', 'an admin of another clinic'],
  },
  'accounts/directory#resendInvitation': { args: account, ...admins },
  'accounts/directory#restoreAccount': { args: account, ...admins },
  'accounts/directory#sendReset': { args: account, ...admins },
  'accounts/directory#suspendAccount': { args: account, ...admins },
  'alerts#acknowledgeAlert': { args: (of) => [{ alertId: of.alertId, note: text }], by: 'lead' },
  'alerts#handOverAlert': {
    args: (of) => [{ alertId: of.alertId, toId: of.lead.accountId, note: text }],
    by: 'lead',
  },
  'alerts#snoozeAlert': {
    args: (of) => [{ alertId: of.watchAlertId, until: ahead(of.now, 3), reason: text }, of.now],
    by: 'lead',
  },
  'alerts/thresholds#setCaseThreshold': {
    args: (of) => [{ caseId: of.caseId, thresholdId: 'no_log_act', value: 10, note: text }, of.now],
    by: 'lead',
  },
  'alerts/thresholds#setClinicThreshold': {
    args: (of) => [{ thresholdId: 'no_log_act', value: 10, note: text }, of.now],
    by: 'admin',
    may: ['an admin who is no physio', 'an admin of another clinic'],
  },
  'alerts#closeAlert': { args: (of) => [{ alertId: of.alertId, outcome: text }], by: 'lead' },
  'assessment/saving#saveFindings': {
    args: (of) => [
      {
        caseId: of.caseId,
        assessmentId: of.openAssessmentId,
        section: 'palpation',
        revision: '',
        go: '',
        values: { palp_calf_left: 'normal' },
        errors: {},
      },
      of.now,
    ],
    by: 'lead',
  },
  'assessment/signed#signAssessment': {
    args: (of) => [{ caseId: of.caseId, assessmentId: of.openAssessmentId, version: 1, checked: '' }, of.now],
    by: 'lead',
  },
  'assessment/draft#startAssessment': {
    args: (of) => [{ id: newId(), caseId: of.caseId, on: dayIn('Europe/Zurich', of.now), field: '' }, of.now],
    by: 'lead',
  },
  'cases/discharge#answerDischarge': {
    args: (of) => [
      {
        id: newId(),
        caseId: of.caseId,
        seen: of.dischargeAnswerId,
        noRunningGoal: null,
        goalReached: true,
        selfManagementOk: true,
      },
      of.now,
    ],
    by: 'lead',
  },
  'cases/glass#breakGlass': {
    args: (of) => [{ caseId: of.caseId, patientId: of.patientId, reason: text }],
    by: 'lead',
    may: ['a physio off the team'],
  },
  'cases/status#closeCase': {
    args: (of) => [{ caseId: of.caseId, version: 1, reason: 'goals_reached', note: text }],
    by: 'lead',
  },
  'cases/status#holdCase': { args: changed, by: 'lead' },
  'cases/status#reopenCase': { args: changed, by: 'lead' },
  'cases/status#resumeCase': { args: changed, by: 'lead' },
  'cases/team#changeTeam': {
    args: (of) => [{ caseId: of.caseId, expected: '', leadId: of.clinic.physioB.accountId, memberIds: [] }],
    by: 'lead',
    may: ['an admin who is no physio'],
  },
  'factors#evaluateAgain': { args: (of) => [{ caseId: of.caseId }], by: 'lead' },
  'factors/releases#giveTexts': {
    args: (of) => [{ caseId: of.caseId, factor: [], advice: ['adv_seek_help'] }],
    by: 'lead',
  },
  'factors/releases#withdrawText': {
    args: (of) => [{ caseId: of.caseId, releaseId: of.releaseId }],
    by: 'lead',
  },
  'factors/responses#addFactor': {
    args: (of) => [{ id: newId(), caseId: of.caseId, factorId: 'fac_crossover', level: 2, text }],
    by: 'lead',
  },
  'factors/responses#answerFactor': {
    args: (of) => [
      {
        id: newId(),
        caseId: of.caseId,
        evaluationId: of.evaluationId,
        factorId: 'fac_no_strength',
        kind: 'dismissed',
        text,
      },
    ],
    by: 'lead',
  },
  'flags/responses#answerFlag': {
    args: (of) => [{ id: newId(), flagRowId: of.flagId, kind: 'confirmed', text }],
    by: 'lead',
  },
  'intake/drafts#saveSection': {
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
    args: (of) => [{ intakeId: of.waitingIntakeId, where: text, reason: text }],
    ...triage,
  },
  'intake/triage#releaseIntake': { args: (of) => [{ intakeId: of.waitingIntakeId }], ...triage },
  'intake/triage#takeIntake': { args: (of) => [{ intakeId: of.waitingIntakeId, from: null }], ...triage },
  'letters#markSent': {
    args: (of) => [
      {
        ...{ id: newId(), caseId: of.caseId, letterId: of.letterId, to: text, how: 'post' },
        on: dayIn('Europe/Zurich', of.now),
      },
      of.now,
    ],
    by: 'lead',
  },
  'letters#saveLetter': {
    args: (of) => [
      {
        ...{ caseId: of.caseId, letterId: of.openLetterId, version: 1, go: '' },
        text: {
          ...{
            on: dayIn('Europe/Zurich', of.now),
            recipientKind: 'other',
            recipient: text,
            urgency: 'routine',
          },
          body: { reason: text },
        },
      },
      of.now,
    ],
    by: 'lead',
  },
  'letters#signLetter': {
    args: (of) => [{ caseId: of.caseId, letterId: of.openLetterId, version: 1 }, of.now],
    by: 'lead',
  },
  'letters#startLetter': {
    args: (of) => [
      {
        ...{ id: newId(), caseId: of.caseId, kind: 'referral', recipientKind: 'orthopaedic' },
        ...{ recipient: text, urgency: 'soon', pattern: [] },
      },
      of.now,
    ],
    by: 'lead',
  },
  'notes#addAddendum': {
    args: (of) => [{ id: newId(), caseId: of.caseId, noteId: of.noteId, text }, of.now],
    by: 'lead',
  },
  'notes#saveNote': {
    args: (of) => [
      {
        caseId: of.caseId,
        noteId: of.openNoteId,
        version: 1,
        on: dayIn('Europe/Zurich', of.now),
        text: { subjective: text, objective: '', assessment: '', plan: '' },
        insert: '',
        go: '',
      },
      of.now,
    ],
    by: 'lead',
  },
  'notes#signNote': {
    args: (of) => [{ caseId: of.caseId, noteId: of.openNoteId, version: 1 }, of.now],
    by: 'lead',
  },
  'notes#startNote': {
    args: (of) => [
      { id: newId(), caseId: of.caseId, template: 'follow_up', on: dayIn('Europe/Zurich', of.now) },
      of.now,
    ],
    by: 'lead',
  },
  'outcomes/choice#chooseKneeMeasure': {
    args: (of) => [{ caseId: of.caseId, kneeMeasure: 'akps' }],
    by: 'lead',
  },
  'outcomes/entries#recordOutcome': {
    args: (of) => [{ id: newId(), caseId: of.caseId, measure: 'groc', items: { groc_1: 2 } }],
    by: 'patient',
  },
  'outcomes/withdrawal#withdrawOutcome': {
    args: (of) => [{ caseId: of.caseId, entryId: of.outcomeId, reason: text }],
    by: 'lead',
  },
  'outcomes/packs#addPack': {
    args: () => [
      {
        ...{ id: newId(), measure: 'ostrc_o2', language: 'en', permission: text, options: [] },
        items: ['One', 'Two', 'Three', 'Four'].join('\n'),
        answers: ['a', 'b', 'c', 'd'].join('\n'),
      },
    ],
    by: 'admin',
    may: ['an admin who is no physio', 'an admin of another clinic'],
  },
  'outcomes/packs#retirePack': { args: (of) => [{ packId: of.clinic.packId }], ...admins },
  'patients#addPatient': {
    args: () => [{ id: newId(), fullName: 'Nora Neu', dateOfBirth: '1990-01-01' }],
    by: 'lead',
    may: [...staff.may, 'a physio of another clinic', 'an admin of another clinic'],
  },
  'patients#changePatient': {
    args: (of) => [{ id: of.patientId, version: 1, fullName: text, dateOfBirth: '1990-01-01' }],
    ...staff,
  },
  'patients/invite#invitePatient': { args: ofPatient, ...staff },
  'patients/invite#revokeIntakeLink': { args: (of) => [{ linkId: of.linkActor.linkId }], ...staff },
  'patients/invite#sendIntakeLink': {
    args: (of) => [{ patientId: of.patientId, how: 'print' }],
    ...staff,
  },
  'patients/invite#startIntake': { args: ofPatient, ...staff },
  'patients/record#requestRecord': {
    args: () => [{ kind: 'export' }],
    by: 'patient',
    may: ['another patient', 'a patient of another clinic'],
  },
  'patients/requests#finishRequest': {
    args: (of) => [{ requestId: of.requestId, note: text }, of.now],
    ...admins,
  },
  'programs/course#changePhase': {
    args: (of) => [
      {
        caseId: of.caseId,
        version: 1,
        phaseKey: 'prog_hip_focus_p1',
        startedOn: dayIn('Europe/Zurich', of.now),
      },
    ],
    by: 'lead',
  },
  'programs/course#pauseProgram': { args: (of) => [{ caseId: of.caseId, reason: text }], by: 'lead' },
  'programs/course#resumeProgram': { args: (of) => [{ caseId: of.caseId }], by: 'lead' },
  'programs/draft#discardDraft': { args: (of) => [versioned(of)], by: 'lead' },
  'programs/draft#saveDraft': {
    args: (of) => [
      {
        ...{ caseId: of.caseId, versionId: of.draftVersionId },
        seen: { phases: [], settings: 'sixteen-letters-', items: [] },
        phaseKey: 'prog_hip_focus_p1',
        intent: { kind: 'save' },
        phase: {},
        items: new Map(),
      },
    ],
    by: 'lead',
  },
  'programs/draft#startDraft': { args: (of) => [{ caseId: of.caseId, from: 'empty' }], by: 'lead' },
  'programs/publishing#publishDraft': {
    args: (of) => [
      {
        ...versioned(of),
        startsOn: dayIn('Europe/Zurich', of.now),
        phaseKey: 'prog_hip_focus_p1',
        note: '',
        impactReason: '',
        pregnancyReason: '',
      },
    ],
    by: 'lead',
  },
  'programs/progression/standing#setStandingOrder': {
    args: (of) => [{ caseId: of.caseId, on: 'yes' }],
    by: 'lead',
  },
  'programs/progression/deciding#acceptByStandingOrder': {
    args: (of) => [...suggestion(of), async () => true, of.now],
    by: 'lead',
  },
  'programs/progression/deciding#acceptSuggestion': { args: suggestion, by: 'lead' },
  'programs/progression/deciding#changeSuggestion': { args: suggestion, by: 'lead' },
  'programs/progression/deciding#declineSuggestion': {
    args: (of) => suggestion(of).map((input) => ({ ...input, reason: text })),
    by: 'lead',
  },
  'programs/progression/phase#acceptPhase': { args: phaseAnswer, by: 'lead' },
  'programs/progression/phase#declinePhase': {
    args: (of) => phaseAnswer(of).map((input) => ({ ...input, reason: text })),
    by: 'lead',
  },
  'review#signReview': {
    args: (of) => [
      {
        ...{ id: newId(), caseId: of.caseId, decision: 'discharge', text, nextReviewOn: null, seen: '' },
        ...{ goals: text, noRunningGoal: false, goalReached: false, selfManagementOk: true },
      },
    ],
    by: 'lead',
  },
  'tracking/entries/supersede#withdrawEntry': {
    args: (of) => [{ caseId: of.caseId, kind: 'run', entryId: of.runLogId, reason: '' }],
    by: 'patient',
  },
  'tracking/pain-scores#recordMorning': {
    args: (of) => [{ ...log(of), score: 2, swelling: 'none', log_safety: ['none'] }],
    by: 'patient',
  },
  'tracking/pain-scores#recordPain': {
    args: (of) => [{ ...log(of), context: 'now', score: 2 }],
    by: 'patient',
  },
  'tracking/run-logs#recordRun': {
    args: (of) => [
      {
        ...log(of),
        distance: 5,
        unit: 'km',
        minutes: 30,
        finished: 'yes',
        type: 'easy',
        surface: 'trail',
        shoes: '',
        pain_during: 1,
        log_safety: ['none'],
      },
    ],
    by: 'patient',
  },
  'tracking/session-logs#recordSession': {
    args: (of) => [{ ...log(of), items: { [of.itemId]: { how: 'planned', pain: 2 } }, log_safety: ['none'] }],
    by: 'patient',
  },
}

/** Parts of a command, inside its transaction. */
export const parts: readonly string[] = [
  'alerts/ending#endAlerts',
  'alerts/evaluation#alertsAfterEntry',
  'alerts/evaluation#alertsByNight',
  'alerts/evaluation#record',
  'alerts/measures#alertsAfterMeasure',
  'alerts/opening#alertOfBrokenGlass',
  'alerts/scores#alertsAfterScore',
  // By nobody who asks: the server's own work, inside one clinic.
  'alerts/nightly#dueRounds',
  'alerts/nightly#runAlertRound',
  'alerts/scores#runAlertsOfScore',
  'programs/progression/standing#applyStandingOrders',
  'assessment/draft#lockDraft',
  'assessment/findings#actOnFindings',
  'intake/drafts#lockDraft',
  'intake/review-form/asked#takeTurns',
  'intake/review-form/asked#tellOfReviewForms',
  'factors#evaluateOpenedCase',
  'factors#reevaluateFactors',
  'factors/releases#giveAdviceAtEnd',
  'flags#raiseFlags',
  'flags/adoption#adoptFlags',
  'programs/course#movePhase',
  'programs/events#recordProgramEvent',
  'programs/draft#insertDraft',
  'programs/progression#adviseAfterLog',
  'programs/progression#adviseAfterStop',
  'programs/progression/deciding#answerSuggestion',
  'programs/publishing#publish',
  'tracking/entries#actOnEntry',
  'tracking/entries#entryCase',
  'tracking/entries#notThisEntry',
  'tracking/entries#ownedBy',
  'tracking/entries#recordOrHear',
  'tracking/entries/supersede#supersede',
  'tracking/session-logs#storedDone',
]

/** Opens a link that nobody has opened yet; the secret and the date of birth are the whole question. */
export const bySecret: readonly string[] = ['intake/visits#openLink']
