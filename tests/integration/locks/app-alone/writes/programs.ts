import { newId } from '#lib/ids.ts'
import type { Target } from '../asked.ts'
import { text, todayOf, type Writes } from './row.ts'

const versioned = (of: Target) => ({ caseId: of.caseId, versionId: of.draftVersionId, version: 1 })
const suggestion = (of: Target) => [{ caseId: of.caseId, suggestionId: of.suggestionId }]
const phaseAnswer = (of: Target) => [
  { caseId: of.caseId, suggestionId: newId(), version: 1, phaseKey: 'prog_hip_focus_p2' },
]

export const programs: Writes = {
  writes: {
    'programs/course#changePhase': {
      args: (of) => [
        {
          caseId: of.caseId,
          version: 1,
          phaseKey: 'prog_hip_focus_p1',
          startedOn: todayOf(of),
          entryReason: '',
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
          caseId: of.caseId,
          versionId: of.draftVersionId,
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
          startsOn: todayOf(of),
          phaseKey: 'prog_hip_focus_p1',
          note: '',
          impactReason: '',
          entryReason: '',
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
    'programs/progression/missed#acceptMissed': {
      args: (of) => [{ caseId: of.caseId, suggestionId: newId(), version: 1 }],
      by: 'lead',
    },
    'programs/progression/missed#keepMissed': {
      args: (of) => [{ caseId: of.caseId, suggestionId: newId(), version: 1, reason: text }],
      by: 'lead',
    },
    'programs/progression/phase#acceptPhase': { args: phaseAnswer, by: 'lead' },
    'programs/progression/phase#declinePhase': {
      args: (of) => phaseAnswer(of).map((input) => ({ ...input, reason: text })),
      by: 'lead',
    },
  },
  parts: [
    'programs/course#movePhase',
    'programs/course#pauseForSafety',
    'programs/course#putPause',
    'programs/draft#insertDraft',
    'programs/draft#writeContent',
    'programs/draft/aside#putDraftBack',
    'programs/draft/aside#setDraftAside',
    'programs/events#recordProgramEvent',
    'programs/progression#adviseAfterLog',
    'programs/progression#adviseAfterStop',
    'programs/progression#alertOfWaitingStop',
    'programs/progression#decideNow',
    'programs/progression/deciding#takeOver',
    'programs/progression/deciding/answer#answerSuggestion',
    'programs/progression/deciding/answer#suggestionOf',
    'programs/progression/deciding/planned#plannedVersions',
    'programs/progression/deciding/planned#publishPlanned',
    'programs/progression/deciding/planned#publishStep',
    'programs/progression/deciding/taking#nextContent',
    'programs/progression/deciding/taking#take',
    'programs/progression/kept#keepAdvised',
    'programs/progression/kept#supersedePast',
    'programs/progression/reopening#reopenTaken',
    'programs/progression/standing#applyStandingOrders',
    'programs/publishing#publish',
    'programs/record#lockProgram',
  ],
}
