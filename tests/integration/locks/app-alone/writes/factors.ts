import { newId } from '#lib/ids.ts'
import { seekHelpSeen } from '#tests/support/world/factors.ts'
import { text, type Writes } from './row.ts'

export const factors: Writes = {
  writes: {
    'factors#evaluateAgain': { args: (of) => [{ caseId: of.caseId }], by: 'lead' },
    'factors/releases#giveTexts': {
      args: (of) => [{ caseId: of.caseId, factor: [], advice: ['adv_seek_help'], seen: [seekHelpSeen] }],
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
  },
  parts: [
    'factors#evaluateOpenedCase',
    'factors#reevaluateFactors',
    'factors/releases/ending#giveAdviceAtEnd',
    'factors/releases/record#putTexts',
    'factors/releases/record#takeBackTexts',
  ],
}
