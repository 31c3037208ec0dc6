import type { Reads } from './row.ts'

export const outcomes: Reads = {
  reads: {
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
  },
  internal: {
    'outcomes#readCaseOutcomes': 'outcomes#caseOutcomes',
    'outcomes/forms#formsWaiting': 'tracking/today#todayView',
    'outcomes/history#readFormHistory': 'outcomes#caseOutcomes',
    'outcomes/packs#packTexts': 'outcomes/forms#ownForm',
    'outcomes/record#readOutcomes': 'outcomes#caseOutcomes',
  },
}
