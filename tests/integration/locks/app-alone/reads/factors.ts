import type { Reads } from './row.ts'

export const factors: Reads = {
  reads: {
    'factors#caseFactors': { args: (of) => [of.caseId, null, of.now], by: 'lead', hidden: true },
    'factors/releases#ownFactorTexts': { args: () => [], by: 'patient' },
  },
  internal: {
    'factors/history#evaluationsOf': 'factors#caseFactors',
    'factors/inputs#caseFactorInputs': 'factors#caseFactors',
    'factors/patterns#patternValues': 'programs/builder#programPage',
    'factors/releases/ending#readEndTexts': 'cases/discharge#closeView',
    'factors/releases/record#givableNow': 'factors#caseFactors',
    'factors/responses#factorAnswers': 'programs/picks#templatePicks',
    'factors/responses#outlivedDismissals': 'factors#caseFactors',
    'factors/plan#suggestedPlan': 'programs/picks#templatePicks',
  },
}
