import { newId } from '#lib/ids.ts'
import { text, todayOf, type Writes } from './row.ts'

export const assessment: Writes = {
  writes: {
    'assessment/saving#saveFindings': {
      args: (of) => [
        {
          caseId: of.caseId,
          assessmentId: of.openAssessmentId,
          section: 'palpation',
          revision: '',
          go: '',
          untouched: [],
          on: null,
          values: { palp_calf_left: 'normal' },
          errors: {},
        },
        of.now,
      ],
      by: 'lead',
    },
    'assessment/signed#signAssessment': {
      args: (of) => [
        { caseId: of.caseId, assessmentId: of.openAssessmentId, version: 1, checked: '', day: 'yes' },
        of.now,
      ],
      by: 'lead',
    },
    'assessment/withdrawal#withdrawAssessment': {
      args: (of) => [{ caseId: of.caseId, assessmentId: of.assessmentId, version: 1, reason: text }, of.now],
      by: 'lead',
    },
    'assessment/draft#startAssessment': {
      args: (of) => [{ id: newId(), caseId: of.caseId, on: todayOf(of), field: '' }, of.now],
      by: 'lead',
    },
  },
  parts: [
    'assessment/draft#lockAssessment',
    'assessment/draft#lockDraft',
    'assessment/findings#actOnFindings',
    'assessment/findings#actOnWithdrawal',
    'assessment/findings#hearFindings',
  ],
}
