import { newId } from '#lib/ids.ts'
import { paperRunId, type Target } from '../asked.ts'
import { todayOf, type Writes } from './row.ts'

const log = (of: Target) => ({ id: newId(), caseId: of.caseId, logDate: todayOf(of), note: '' })

export const tracking: Writes = {
  writes: {
    'tracking/entries/refused#hearRefused': {
      args: (of) => [{ ...log(of), log_safety: 'calf_swollen' }],
      by: 'patient',
    },
    'tracking/entries/supersede#withdrawEntry': {
      args: (of) => [{ caseId: of.caseId, kind: 'run', entryId: of.runLogId, reason: '' }],
      by: 'patient',
    },
    'tracking/entries/unasked#answerUnasked': {
      args: (of) => [{ caseId: of.caseId, entries: [paperRunId], noticed: [], log_safety: ['none'] }],
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
      args: (of) => [
        { ...log(of), items: { [of.itemId]: { how: 'planned', pain: 2 } }, log_safety: ['none'] },
      ],
      by: 'patient',
    },
  },
  parts: [
    'tracking/entries#actOnEntry',
    'tracking/entries#assertSame',
    'tracking/entries#entryCase',
    'tracking/entries#caseOfEntries',
    'tracking/entries#notThisEntry',
    'tracking/entries#ownedBy',
    'tracking/entries#raiseOf',
    'tracking/entries#takeFlagsTurn',
    'tracking/entries/heard#hear',
    'tracking/entries/heard#recordOrHear',
    'tracking/entries/recording#recordEntry',
    'tracking/entries/supersede#correctedEntry',
    'tracking/entries/supersede#settleEntry',
    'tracking/entries/unasked/copies#copyWith',
    'tracking/entries/unasked/copies#waitingOf',
  ],
}
