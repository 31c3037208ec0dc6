/** Writes about the contributing factors of a case. How to add one: see accounts.ts. */
import { newId } from '#lib/ids.ts'
import { seekHelpSeen } from '#tests/support/world/factors.ts'
import type { WorldServer } from '#tests/support/world-server.ts'
import { team, text, type WriteRows } from './row.ts'

const caseId = (w: WorldServer) => w.world.one.a.caseId

export const factors: WriteRows = {
  'lib/factors/actions.ts#evaluateAgainAction': { form: (w) => ({ caseId: caseId(w) }), may: team },
  'lib/factors/responses/actions.ts#answerFactorAction': {
    form: (w) => ({
      id: newId(),
      caseId: caseId(w),
      evaluationId: w.world.one.a.evaluationId,
      factorId: 'fac_no_strength',
      kind: 'dismissed',
      text,
    }),
    may: team,
  },
  'lib/factors/responses/actions.ts#addFactorAction': {
    form: (w) => ({ id: newId(), caseId: caseId(w), factorId: 'fac_crossover', level: '2', text }),
    may: team,
  },
  'lib/factors/releases/actions.ts#giveTextsAction': {
    form: (w) => ({ caseId: caseId(w), advice: 'adv_seek_help', seen: seekHelpSeen }),
    may: team,
  },
  'lib/factors/releases/actions.ts#withdrawTextAction': {
    form: (w) => ({ caseId: caseId(w), releaseId: w.world.one.a.releaseId }),
    may: team,
  },
}
