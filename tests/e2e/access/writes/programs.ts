/** Writes of the program. How to add one: see accounts.ts. */
import { newId } from '#lib/ids.ts'
import { seenOf } from '#lib/programs/seen/rules.ts'
import { buildingDistance, nextPhaseKey, readyForNextPhase } from '#tests/support/ready-phase.ts'
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
/** The settings of the world's draft as its page shows them. */
function seen(w: WorldServer): string {
  const params = { runLimit: 2, exLimit: 5, hopLimit: 2, amberOk: false, sessionsPerWeek: 3 }
  const phase = { key: phaseKey, name: w.world.one.a.canary, weeks: { min: 3, max: 4 }, params, items: [] }
  return JSON.stringify(seenOf({ templateId: null, phases: [phase] }, phase))
}

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
/** A step down of the one exercise, with nothing in its way. */
async function suggested(w: WorldServer): Promise<void> {
  await withoutDraft(w)
  await screened(w)
  const amount = { sets: 3, reps: 15, holdSeconds: null, minutes: null, loadKg: null }
  const change = { kind: 'dose', from: amount, to: { ...amount, reps: 12 }, note: null, raisesLoad: false }
  await asOwner(w, `UPDATE "Suggestion" SET subject = 'clam', change = $2::text::jsonb WHERE id = $1`, [
    w.world.one.a.suggestionId,
    JSON.stringify(change),
  ])
}
const suggestion = (w: WorldServer) => ({ ...ofCase(w), suggestionId: w.world.one.a.suggestionId })

async function phaseAdvised(w: WorldServer): Promise<void> {
  await screened(w)
  await readyForNextPhase(w.snapshot.sql, w.world.one.a)
}
/** At stage 3 for ten days, without a run. */
async function weeksWithoutRun(w: WorldServer): Promise<void> {
  await screened(w)
  await buildingDistance(w.snapshot.sql, w.world.one.a)
  const { itemId, caseId } = w.world.one.a
  await asOwner(
    w,
    `DELETE FROM "PainScore" WHERE "runLogId" IN (SELECT id FROM "RunLog" WHERE "caseId" = $1)`,
    [caseId],
  )
  await asOwner(w, `DELETE FROM "RunLog" WHERE "caseId" = $1`, [caseId])
  await asOwner(
    w,
    `UPDATE "ProgramItem" SET "exerciseId" = 'ex_rtr_walk_run', minutes = 30, stage = 3 WHERE id = $1`,
    [itemId],
  )
  await asOwner(w, `UPDATE "Program" SET "phaseStartedOn" = current_date - 10 WHERE "caseId" = $1`, [caseId])
}

const phaseAnswer = (w: WorldServer) => ({
  ...ofCase(w),
  suggestionId: newId(),
  version: '1',
  phaseKey: nextPhaseKey,
})

const paused = (at: 'now()' | 'NULL') => (w: WorldServer) =>
  asOwner(w, `UPDATE "Program" SET "pausedAt" = ${at} WHERE id = $1`, [w.world.one.a.programId])

export const programs: WriteRows = {
  'lib/programs/progression/deciding/actions.ts#acceptSuggestionAction': {
    form: suggestion,
    before: suggested,
    may: team,
  },
  'lib/programs/progression/deciding/actions.ts#changeSuggestionAction': {
    form: suggestion,
    before: suggested,
    may: team,
  },
  'lib/programs/progression/deciding/actions.ts#declineSuggestionAction': {
    form: (w) => ({ ...suggestion(w), reason: '' }),
    may: team,
  },
  'lib/programs/progression/missed/actions.ts#acceptMissedAction': {
    form: (w) => ({ ...ofCase(w), suggestionId: newId(), version: '1' }),
    before: weeksWithoutRun,
    may: team,
  },
  'lib/programs/progression/missed/actions.ts#keepMissedAction': {
    form: (w) => ({ ...ofCase(w), suggestionId: newId(), version: '1', reason: 'Examined, calm' }),
    before: weeksWithoutRun,
    may: team,
  },
  'lib/programs/progression/phase/actions.ts#acceptPhaseAction': {
    form: phaseAnswer,
    before: phaseAdvised,
    may: team,
  },
  'lib/programs/progression/phase/actions.ts#declinePhaseAction': {
    form: (w) => ({ ...phaseAnswer(w), reason: '' }),
    before: phaseAdvised,
    may: team,
  },
  'lib/programs/progression/standing/actions.ts#setStandingOrderAction': {
    form: (w) => ({ ...ofCase(w), on: 'yes' }),
    may: team,
  },
  'lib/programs/actions.ts#startDraftAction': {
    form: (w) => ({ ...ofCase(w), from: 'newest' }),
    before: withoutDraft,
    may: team,
  },
  'lib/programs/actions.ts#saveDraftAction': {
    form: (w) => ({
      ...ofCase(w),
      versionId: w.world.one.a.draftVersionId,
      seen: seen(w),
      phaseKey,
      intent: 'save',
      'phase.name': 'First weeks',
    }),
    may: team,
  },
  'lib/programs/actions.ts#discardDraftAction': { form: draft, may: team },
  'lib/programs/actions.ts#publishDraftAction': {
    form: (w) => ({ ...draft(w), startsOn: today(), phaseKey, note: '', impactReason: '', entryReason: '' }),
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
