/** Writes of the assessment. How to add one: see accounts.ts. */

import { sectionRevision } from '#lib/assessment/draft/rules.ts'
import { newId } from '#lib/ids.ts'
import type { WorldServer } from '#tests/support/world-server.ts'
import { asOwner, team, text, today, type WriteRows } from './row.ts'

const draft = (w: WorldServer) => ({
  caseId: w.world.one.a.caseId,
  assessmentId: w.world.one.a.openAssessmentId,
})
const palpation = (w: WorldServer) => ({
  ...draft(w),
  section: 'palpation',
  revision: sectionRevision('palpation', {}, today()),
  go: '',
  palp_calf_left: 'normal',
})

export const assessment: WriteRows = {
  'lib/assessment/actions.ts#startAssessmentAction': {
    form: (w) => ({ id: newId(), caseId: w.world.one.a.caseId, on: today(), field: '' }),
    // A case has one draft at most; with one, starting goes on with it.
    before: (w) => asOwner(w, `DELETE FROM "Assessment" WHERE id = $1`, [w.world.one.a.openAssessmentId]),
    may: team,
  },
  'lib/assessment/actions.ts#saveFindingsAction': { form: palpation, may: team },
  'lib/assessment/actions.ts#autosaveFindingsAction': { form: palpation, may: team },
  'lib/assessment/withdrawal/actions.ts#withdrawAssessmentAction': {
    form: (w) => ({ ...draft(w), version: '1', reason: text }),
    may: team,
  },
  'lib/assessment/actions.ts#signAssessmentAction': {
    form: (w) => ({ ...draft(w), version: '1', checked: '', day: 'yes' }),
    may: team,
  },
}
