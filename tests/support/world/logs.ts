import { newId } from '#lib/ids.ts'
import { type CaseBase, day } from './base.ts'

/** Of the version that runs. */
type Prescribed = { versionId: string; itemId: string }
type Log = ReturnType<typeof logOf>

/** What every log of the patient holds. */
const logOf = ({ of, canary, now }: CaseBase, enteredById: string) => ({
  ...of,
  enteredById,
  note: canary,
  recordedAt: day(now, 1),
  logDate: day(now, 1),
})

/** A session, the advice that came of it, a run, and pain of its own and with each. */
export async function createLogs(p: CaseBase, enteredById: string, prescribed: Prescribed) {
  const log = logOf(p, enteredById)
  const { sessionLogId, exerciseLogId } = await createSession(p, log, prescribed)
  const suggestionId = await createSuggestion(p, prescribed, sessionLogId)
  const runLogId = await createRun(p, log)
  const painScoreId = await createPain(p, log, { sessionLogId, exerciseLogId, runLogId })
  return { sessionLogId, runLogId, suggestionId, painScoreId }
}

async function createSession({ db, of }: CaseBase, log: Log, { versionId, itemId }: Prescribed) {
  const sessionLogId = newId()
  await db.sessionLog.create({
    data: { ...log, id: sessionLogId, versionId, safety: ['none'] },
  })
  const exerciseLogId = newId()
  await db.exerciseLog.create({
    data: {
      ...of,
      id: exerciseLogId,
      sessionLogId,
      itemId,
      exerciseId: 'ex_hip_clam',
      setsDone: 3,
    },
  })
  return { sessionLogId, exerciseLogId }
}

async function createSuggestion(
  { db, of, canary, now }: CaseBase,
  { versionId }: Prescribed,
  sessionLogId: string,
): Promise<string> {
  const suggestionId = newId()
  await db.suggestion.create({
    data: {
      ...of,
      id: suggestionId,
      versionId,
      subject: 'canary_item',
      ruleId: 'r_ex_regress_dose',
      ruleSetVersion: 1,
      advice: 'regress',
      rule: 'ex_last in {red, over_limit}',
      inputs: [{ id: 'ex_last', value: canary }],
      change: { kind: 'none' },
      text: canary,
      sentence: canary,
      sentenceApplied: canary,
      sourceId: sessionLogId,
      day: day(now, 0),
    },
  })
  return suggestionId
}

async function createRun({ db, canary }: CaseBase, log: Log): Promise<string> {
  const runLogId = newId()
  await db.runLog.create({
    data: {
      ...log,
      id: runLogId,
      km: 5.5,
      minutes: 33,
      type: 'easy',
      surface: 'trail',
      shoes: canary,
      safety: ['none'],
    },
  })
  return runLogId
}

async function createPain(
  { db, now }: CaseBase,
  log: Log,
  {
    sessionLogId,
    exerciseLogId,
    runLogId,
  }: { sessionLogId: string; exerciseLogId: string; runLogId: string },
): Promise<string> {
  const painScoreId = newId()
  const at = day(now, 1)
  await db.painScore.create({ data: { ...log, id: painScoreId, context: 'now', score: 3, at, safety: [] } })
  await db.painScore.create({
    data: {
      ...log,
      id: newId(),
      context: 'during_exercise',
      score: 2,
      at,
      sessionLogId,
      exerciseLogId,
      safety: [],
    },
  })
  await db.painScore.create({
    data: { ...log, id: newId(), context: 'during_run', score: 4, at, runLogId, safety: [] },
  })
  return painScoreId
}
