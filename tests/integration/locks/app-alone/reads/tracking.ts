import { morningId } from '../asked.ts'
import type { Reads } from './row.ts'

export const tracking: Reads = {
  reads: {
    'tracking/caseload#caseload': {
      args: (of) => [
        {
          tab: 'all',
          q: '',
          side: null,
          alerts: null,
          lead: null,
          complaint: null,
          sort: 'urgent',
          dir: null,
        },
        of.now,
      ],
      by: 'lead',
    },
    'tracking/entries/recent#recentEntries': { args: (of) => [of.now], by: 'patient', shows: /"id":/ },
    'tracking/entries/history#caseEntries': {
      args: (of) => [of.caseId, null, of.now],
      by: 'lead',
      hidden: true,
    },
    'tracking/entries/history#caseEntry': {
      args: (of) => [of.caseId, of.runLogId, of.now],
      by: 'lead',
      hidden: true,
    },
    'tracking/entries/unasked#unaskedEntries': { args: () => [], by: 'patient', shows: /Run, 3.5 km/ },
    'tracking/entries/unasked#unaskedForm': {
      args: (of) => [of.caseId, of.now],
      by: 'patient',
      hidden: true,
      shows: /Run, 3.5 km/,
    },
    'tracking/pain-scores#painForm': {
      args: (of) => [{ caseId: of.caseId, correct: of.painScoreId, about: 'now' }, of.now],
      by: 'patient',
      hidden: true,
      shows: /"before":3/,
    },
    'tracking/pain-scores#morningForm': {
      args: (of) => [{ caseId: of.caseId, correct: morningId }, of.now],
      by: 'patient',
      hidden: true,
    },
    'tracking/progress#caseProgress': {
      args: (of) => [of.caseId, 'all', of.now],
      by: 'lead',
      hidden: true,
      shows: /20\d\d/,
    },
    'tracking/progress#ownProgress': { args: (of) => ['all', of.now], by: 'patient', shows: /20\d\d/ },
    'tracking/progress/export#exportPainScores': { args: (of) => [of.caseId], by: 'lead', hidden: true },
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
    'tracking/timeline#caseTimeline': {
      args: (of) => [of.caseId, { weeks: '6', until: null, at: null, table: null }, of.now],
      by: 'lead',
      hidden: true,
    },
    'tracking/today#todayView': {
      args: (of) => [of.caseId, 0, of.now],
      by: 'patient',
    },
  },
  internal: {
    'tracking/session-logs#storedDone': 'tracking/session-logs#sessionForm',
    'tracking/waits#whyStands': 'programs#previewProgram',
    'tracking/entries#formAnswers': 'tracking/run-logs#runForm',
    'tracking/entries#formCase': 'tracking/run-logs#runForm',
    'tracking/entries#aroundEntry': 'tracking/run-logs#runForm',
    'tracking/entries#readWordsAtOnce': 'tracking/run-logs#runForm',
    'tracking/entries/history#readEntries': 'tracking/entries/history#caseEntries',
    'tracking/lately#loggedLately': 'tracking/today#todayView',
    'tracking/entries#dayOfEntry': 'tracking/run-logs#runForm',
    'tracking/entries#saidBefore': 'tracking/run-logs#runForm',
    'tracking/entries#sameWords': 'tracking/run-logs#runForm',
    'tracking/entries#versionsSince': 'tracking/run-logs#runForm',
    'tracking/progress#ownCourse': 'tracking/today#todayView',
    'tracking/progress#readCaseCourse': 'tracking/timeline#caseTimeline',
    'tracking/progress#readOwnDays': 'tracking/today#todayView',
    'tracking/run-logs#unitOfRuns': 'programs/builder#programPage',
    'tracking/waits#whyWaits': 'tracking/today#todayView',
  },
  fragments: [
    'tracking/progress/course#bodyStopDaysSql',
    'tracking/progress/course#donePart',
    'tracking/progress/course#lessDaysSql',
    'tracking/progress/course#painPart',
    'tracking/progress/course#planPart',
    'tracking/progress/course#runPart',
    'tracking/progress/course#unwellPart',
    'tracking/unwell#standsSql',
    'tracking/unwell#unwellDaysSql',
  ],
}
