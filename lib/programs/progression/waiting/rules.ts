import { isLess } from '../content/rules.ts'
import { reaches } from '../exercise/rules.ts'
import { sameAdvice } from '../kept/rules.ts'
import { keptWeeks, missedDecision, missedRuleId } from '../missed/rules.ts'
import type { Advised } from '../rules.ts'
import { leadsBack } from '../running/rules.ts'
import type { Change } from '../schema.ts'

/** Whether the newest advice of a subject goes on, or what the rules say now takes its place. */

export type Before = {
  readonly state: string
  readonly advice: string
  readonly createdAt: Date
  readonly ruleId: string
  readonly inputs: unknown
  readonly change: unknown
}

/**
 * Whether the newest advice says the same already. One that waits does, and one that was answered for the same session; a
 * session after the answer asks anew. So does each session after which a step back holds at once, for it is told of its day.
 */
export function saidAlready(before: Before | undefined, { decision, newestAt }: Advised): boolean {
  if (!before || !decision || before.state === 'superseded' || !sameAdvice(before, decision)) return false
  const waits = (before.state === 'open' || before.state === 'noted') && before.advice !== 'regress'
  return waits || newestAt <= before.createdAt.getTime()
}

/**
 * Whoever does less of an exercise, as she was told, has not shown that she can do all of it, and before the morning after
 * nobody knows how it went. A step down waits until a newer session of the dose that it lowers is calm, and while the session
 * stands that it rests on. No entry says which band it was, or how large the movement: that waits for an answer.
 */
function lessWaits({ ruleId, createdAt, change: kept }: Before, { decision, exercise }: Advised): boolean {
  const change = kept as Change
  if (ruleId !== 'r_ex_regress_dose' || change.kind !== 'dose') return false
  if (!exercise || decision?.advice === 'regress' || isLess(exercise.dose, change.from)) return false
  const { outcomes, amberOk } = exercise
  const newest = outcomes.at(-1)
  const rests = outcomes.findLast(({ at }) => at <= createdAt.getTime())
  if (!newest || newest === rests || (rests?.result !== 'red' && rests?.result !== 'over_limit')) return false
  if (change.note !== null) return true
  const isCalm = newest.result === 'green' || (newest.result === 'amber' && amberOk)
  return !isCalm || !reaches(newest.entry.done, exercise.dose)
}

/** Of the stage after missed weeks and that of a run since the lower one holds. */
function missedWaits({ change: kept }: Before, { decision }: Advised): boolean {
  if (decision?.advice === 'stop' || decision?.ruleId === missedRuleId) return false
  const [before, now] = [kept as Change, decision?.change]
  return !(before.kind === 'stage' && now?.kind === 'stage' && now.to < before.to)
}

/**
 * A step back of the running stages is not taken back by the next run, which was to be one stage lower: only by a run that leads
 * as far back, a lower stage in the program, or when the run that it rests on was put right.
 */
function backWaits({ ruleId, createdAt, change: kept }: Before, { decision, running }: Advised): boolean {
  const change = kept as Change
  if (ruleId !== 'r_run_back' || change.kind !== 'stage' || !running) return false
  if (running.stage === null || running.stage < change.from || decision?.advice === 'stop') return false
  if (decision?.change.kind === 'stage' && decision.change.to <= change.to) return false
  const { outcomes } = running
  const rests = outcomes.findLastIndex(({ at }) => at <= createdAt.getTime())
  const ran = outcomes[rests]?.entry.stage ?? null
  return ran !== null && ran <= change.to + 1 && leadsBack(outcomes.slice(0, rests + 1))
}

/**
 * A run that leads back while the stage after missed weeks waits asks for no higher one. She is told of the lower one in the
 * words of the run, since that she has not run for a while was told until her next one.
 */
export function withMissed(before: Before | undefined, advised: Advised): Advised {
  const { decision } = advised
  if (before?.state !== 'open' || before.ruleId !== missedRuleId || decision?.advice !== 'regress')
    return advised
  const kept = before.change as Change
  if (kept.kind !== 'stage' || !missedWaits(before, advised)) return advised
  const missed = missedDecision({ weeks: keptWeeks(before), stage: kept.to, from: kept.from })
  const { sentence, sentenceApplied } = decision
  return { ...advised, decision: { ...missed, sentence, sentenceApplied } }
}

/**
 * A stop of running waits for a clinician, whatever is run meanwhile (clinical/programmes.md 3.8); so does the stage after
 * missed weeks, unless the runs since ask for more care.
 */
export function waitsOn(before: Before | undefined, advised: Advised): boolean {
  if (before?.state !== 'open') return false
  if (lessWaits(before, advised) || backWaits(before, advised)) return true
  const { decision } = advised
  if (before.advice === 'stop') return decision?.advice !== 'stop'
  return before.ruleId === missedRuleId && missedWaits(before, advised)
}
