import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { openAlertMax } from '#lib/alerts/worklist/queries.ts'
import { newestDischargeAnswer } from '#lib/cases/discharge/queries.ts'
import { answerValues, checkDischarge } from '#lib/cases/discharge/rules.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { readEvaluation } from '#lib/review/evaluation/queries.ts'
import type { CaseInput } from '#lib/review/indicators/queries.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { startStageAnswers } from '../missed/rules.ts'
import { missedWeeks, stageAfterMissed } from '../running/rules.ts'
import { advisePhase, type PhaseAdvice } from './rules.ts'

export type NextStep = {
  phase: PhaseAdvice
  /** Name of the phase that follows; null for the last one. */
  nextName: string | null
  /** Weeks without a run and the stage to begin with again; null without any. */
  missed: { weeks: number; stage: number; from: number } | null
}

type Target = { clinicId: string; caseId: string; patientId: string; timeZone: string; today: string }

/**
 * What depends on the day and on the examination and not on a single log: whether the next phase may begin, and runs that were
 * missed. Worked out on reading, so that it is never older than the page. For the care team, in the transaction of a page that
 * has checked the case; null before a program has begun.
 */
export async function nextStep(tx: Tx, actor: Actor, target: Target, now: Date): Promise<NextStep | null> {
  const { blockLevel, unresolvedLevel } = await caseSafety(tx, target, target.today)
  const safety = { blockLevel, unresolvedLevel, openAlertMax: await openAlertMax(tx, target) }
  const { read, values, indexSide } = await readEvaluation(tx, actor, target, safety, now)
  const { input, phase, versions } = read
  if (!input.phase || !phase) return null
  const next = versions.at(-1)?.content.phases[phase.position + 1] ?? null
  const params = next?.params
  const answers = await newestDischargeAnswer(tx, { clinicId: target.clinicId, caseId: target.caseId })
  const discharge = checkDischarge(new Map([...values, ...answerValues(answers)]), indexSide)
  const withParams = new Map<string, RuleValue>([
    ...values,
    ['discharge_ok', discharge.ok],
    ...(params
      ? ([
          ['run_limit', params.runLimit],
          ['ex_limit', params.exLimit],
          ['hop_limit', params.hopLimit],
        ] as const)
      : []),
  ])
  return {
    phase: advisePhase(phase.key, next && { key: next.key, name: next.name }, withParams, indexSide),
    nextName: next?.name ?? null,
    missed: missedRuns(read),
  }
}

function missedRuns({ input, answers }: CaseInput): NextStep['missed'] {
  const { stages, logs, today } = input
  const stage = stages?.at(-1)
  if (!stage || !stages) return null
  const last = Math.max(stage.from, ...logs.runs.map(({ day }) => day))
  const weeks = missedWeeks(last, today)
  const to = stageAfterMissed(stages, weeks, startStageAnswers(answers))
  return to === null ? null : { weeks, stage: to, from: stage.stage }
}
