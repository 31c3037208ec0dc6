/** Writes of the program. How to add one: see accounts.ts. */
import type { WorldServer } from '#tests/support/world-server.ts'
import { screened } from './intake.ts'
import { asOwner, team, text, today, type WriteRows } from './row.ts'

const ofCase = (w: WorldServer) => ({ caseId: w.world.one.a.caseId })
const draft = (w: WorldServer) => ({
  ...ofCase(w),
  versionId: w.world.one.a.draftVersionId,
  version: '1',
})
const phaseKey = 'prog_hip_focus_p1'

async function withoutDraft(w: WorldServer): Promise<void> {
  const of = [w.world.one.a.draftVersionId]
  await asOwner(
    w,
    `DELETE FROM "ProgramItem" WHERE "phaseId" IN (SELECT id FROM "ProgramPhase" WHERE "versionId" = $1)`,
    of,
  )
  await asOwner(w, `DELETE FROM "ProgramPhase" WHERE "versionId" = $1`, of)
  await asOwner(w, `DELETE FROM "ProgramVersion" WHERE id = $1`, of)
}
const paused = (at: 'now()' | 'NULL') => (w: WorldServer) =>
  asOwner(w, `UPDATE "Program" SET "pausedAt" = ${at} WHERE id = $1`, [w.world.one.a.programId])

export const programs: WriteRows = {
  'lib/programs/actions.ts#startDraftAction': {
    form: (w) => ({ ...ofCase(w), from: 'newest' }),
    before: withoutDraft,
    may: team,
  },
  'lib/programs/actions.ts#saveDraftAction': {
    form: (w) => ({ ...draft(w), phaseKey, intent: 'save', 'phase.name': 'First weeks' }),
    may: team,
  },
  'lib/programs/actions.ts#discardDraftAction': { form: draft, may: team },
  'lib/programs/actions.ts#publishDraftAction': {
    form: (w) => ({ ...draft(w), startsOn: today(), phaseKey, note: '', impactReason: '' }),
    before: screened,
    may: team,
  },
  'lib/programs/actions.ts#changePhaseAction': {
    form: (w) => ({ ...ofCase(w), version: '1', phaseKey, startedOn: today() }),
    before: screened,
    may: team,
  },
  'lib/programs/actions.ts#pauseProgramAction': {
    form: (w) => ({ ...ofCase(w), reason: text }),
    before: paused('NULL'),
    may: team,
  },
  'lib/programs/actions.ts#resumeProgramAction': { form: ofCase, before: paused('now()'), may: team },
}
