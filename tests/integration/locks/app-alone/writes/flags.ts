import { newId } from '#lib/ids.ts'
import { text, type Writes } from './row.ts'

export const flags: Writes = {
  writes: {
    'flags/responses#answerFlag': {
      args: (of) => [{ id: newId(), flagRowId: of.flagId, kind: 'confirmed', text }],
      by: 'lead',
    },
  },
  parts: [
    'flags#callDuty',
    'flags#isDutyTold',
    'flags#keepDutyTold',
    'flags#raiseFlags',
    'flags#readClinic',
    'flags/adoption#adoptFlags',
    'flags/heard#heardAllTheSame',
    'flags/heard#savedOrHeard',
    'flags/overdue#heedOverdueFlags',
    'flags/standing#raiseAnew',
    'flags/told#keepShownSql',
    'flags/told#waitForPage',
    'flags/visits#endVisit',
  ],
}
