import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { openAlertMax } from '#lib/alerts/worklist/queries.ts'
import type { CaseFindings } from '#lib/assessment/record/schema.ts'
import { newestDischargeAnswer } from '#lib/cases/discharge/queries.ts'
import { answerValues, checkDischarge } from '#lib/cases/discharge/rules.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { patternValues } from '#lib/factors/patterns/queries.ts'
import type { CaseSafety } from '#lib/flags/queries.ts'
import { stageAnswers } from '#lib/programs/fit/rules.ts'
import type { PrescribedCase } from '#lib/programs/record/queries.ts'
import { phaseByKey } from '#lib/programs/rules.ts'
import { startStageNow } from '#lib/programs/running/rules.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import { readEvaluation } from '#lib/review/evaluation/queries.ts'
import type { CaseInput } from '#lib/review/indicators/schema.ts'
import { runWeekNow } from '../progression/run-week/queries.ts'
import { beginningOf, choiceOf, type PhaseFacts } from './rules.ts'
import type { GoesOnFrom, PhaseCheck } from './schema.ts'
import type { Readings } from './words/rules.ts'

type Target = Pick<
  PrescribedCase,
  'clinicId' | 'caseId' | 'patientId' | 'timeZone' | 'today' | 'limits' | 'answers' | 'ran'
>

export type EntryFacts = PhaseFacts & {
  readonly read: CaseInput
  readonly readings: Readings
}

/** What was read of the case anyway. */
export type EntryKnown = {
  readonly safety: Pick<CaseSafety, 'blockLevel' | 'unresolvedLevel'>
  /** Findings and patterns, where they were read. */
  readonly examined?: CaseFindings
}

/**
 * Every value that the rules of a phase read: answers, findings, patterns, indicators, measures, flags, alerts, the discharge
 * criteria. For the care team, in a transaction that has checked the case.
 */
export async function entryFacts(
  tx: Tx,
  actor: Actor,
  target: Target,
  { safety, examined }: EntryKnown,
  now: Date,
): Promise<EntryFacts> {
  const { blockLevel, unresolvedLevel } = safety
  const levels = { blockLevel, unresolvedLevel, openAlertMax: await openAlertMax(tx, target) }
  const { read, values, indexSide, found } = await readEvaluation(tx, actor, target, levels, now, examined)
  const answers = await newestDischargeAnswer(tx, target)
  const discharge = checkDischarge(new Map([...values, ...answerValues(answers)]), indexSide)
  const patterns = examined ? [] : await patternValues(tx, target)
  return {
    read,
    indexSide,
    readings: found.readings,
    values: new Map([...values, ...patterns, ['discharge_ok', discharge.ok]]),
    start: startStageNow(stageAnswers(target.answers), target.ran, target.today, target.limits),
    runWeek: await runWeekNow(tx, target, read.phase?.key, now),
  }
}

/** What the chosen phase asks for. Nothing is read where nothing begins that has a rule. */
export async function entryChecks(
  tx: Tx,
  actor: Actor,
  target: Target,
  chosen: { content: ProgramVersionContent; phaseKey: string; goesOn: GoesOnFrom | null },
  known: EntryKnown,
  now: Date,
): Promise<readonly PhaseCheck[]> {
  const { content, phaseKey, goesOn } = chosen
  const phase = phaseByKey(content, phaseKey)
  if (!phase || !beginningOf(content, phaseKey, goesOn)) return []
  const facts = await entryFacts(tx, actor, target, known, now)
  return choiceOf(content, phase, goesOn, facts, target.limits).checks
}
