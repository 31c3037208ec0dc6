import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import { tolerance } from '#lib/rules/evaluate.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import type { Amount, ExerciseOutcome, SessionResult, YesNo } from '#lib/tracking/results/schema.ts'
import { isBelow, isTop, type Rung } from '../ladder/rules.ts'

/** What the rules of an exercise read (clinical/programmes.md 3.1). */

export type ExerciseFacts = {
  readonly last: SessionResult | null
  readonly redLast3: number | null
  readonly completedPct: number | null
  readonly goodStreak: number
  readonly top: YesNo
  readonly topRounds: number
}

export type Params = { readonly amberOk: boolean; readonly needN: number }

/** Minutes are logged as whole numbers. */
const asLogged = (amount: Amount): Amount => ({
  ...amount,
  minutes: amount.minutes === null ? null : Math.round(amount.minutes),
})

export function sameDose(a: Amount, b: Amount): boolean {
  const [x, y] = [asLogged(a), asLogged(b)]
  return (
    x.sets === y.sets &&
    x.reps === y.reps &&
    x.holdSeconds === y.holdSeconds &&
    x.minutes === y.minutes &&
    x.loadKg === y.loadKg
  )
}

const parts = ['sets', 'reps', 'holdSeconds', 'minutes', 'loadKg'] as const

/** Whether no part of a dose was less than wanted; what was not said was not reached. */
export function reaches(done: Amount, wanted: Amount): boolean {
  const [of, all] = [asLogged(done), asLogged(wanted)]
  return parts.every((part) => (of[part] ?? 0) >= (all[part] ?? 0) - tolerance)
}

/** Repetitions done of those prescribed, else seconds, else minutes, else sets, in percent; null when they were not said. */
export function completedPct(done: Amount, prescribed: Amount): number | null {
  const [of, wanted] = [asLogged(done), asLogged(prescribed)]
  const sets = wanted.sets ?? 1
  const share = (amount: number | null, each: number) =>
    amount === null || each === 0 ? null : (100 * (of.sets ?? 1) * amount) / (sets * each)
  if (wanted.reps !== null) return share(of.reps, wanted.reps)
  if (wanted.holdSeconds !== null) return share(of.holdSeconds, wanted.holdSeconds)
  if (wanted.minutes !== null) return share(of.minutes, wanted.minutes)
  return (100 * (of.sets ?? 1)) / sets
}

/**
 * A good session: green (amber where it counts), completed with the load that was prescribed, no harder than prescribed,
 * nothing in the safety question. What was not said is not good: an effort is asked for where one is prescribed.
 */
export function isGood({ result, entry }: ExerciseOutcome, amberOk: boolean): boolean {
  const { prescribed, done, rpe, safety } = entry
  if (result !== 'green' && !(result === 'amber' && amberOk)) return false
  if ((completedPct(done, prescribed) ?? 0) < 100) return false
  if (prescribed.rpeMax !== null && (rpe === null || rpe > prescribed.rpeMax)) return false
  if (prescribed.loadKg !== null && done.loadKg !== null && done.loadKg < prescribed.loadKg) return false
  return safety !== null && safety.length > 0 && safety.every((id) => id === logSafetyNone)
}

/** Good sessions at `dose`, counted back from the newest. */
function goodStreak(outcomes: readonly ExerciseOutcome[], dose: Amount, amberOk: boolean): number {
  let streak = 0
  for (let at = outcomes.length - 1; at >= 0; at -= 1) {
    const outcome = outcomes[at]
    if (!outcome || !sameDose(outcome.entry.prescribed, dose) || !isGood(outcome, amberOk)) break
    streak += 1
  }
  return streak
}

/**
 * The values of one exercise. `outcomes`: all its sessions, oldest first. `rung`: the present dose; without one (the
 * exercise is not in the phase any more) the dose of its last session stands for both.
 */
export function exerciseFacts(
  outcomes: readonly ExerciseOutcome[],
  rung: Rung | null,
  params: Params,
): ExerciseFacts {
  const newest = outcomes.at(-1)
  const three = outcomes.slice(-3)
  const dose = rung?.dose ?? newest?.entry.prescribed ?? null
  const streak = dose ? goodStreak(outcomes, dose, params.amberOk) : 0
  const top: YesNo = rung && isTop(rung) ? 'yes' : 'no'
  return {
    last: newest?.result ?? null,
    redLast3: three.length < 2 ? null : three.filter(({ result }) => result === 'red').length,
    completedPct: newest ? completedPct(newest.entry.done, newest.entry.prescribed) : null,
    goodStreak: streak,
    top,
    // A round that a poorer session interrupts begins anew, so the streak alone says how many are complete.
    topRounds: top === 'yes' ? Math.floor(streak / params.needN) : 0,
  }
}

export const exerciseValues = (facts: ExerciseFacts, { amberOk, needN }: Params): RuleValues =>
  new Map<string, RuleValue>([
    ['ex_last', facts.last],
    ['ex_red_last3', facts.redLast3],
    ['ex_completed_pct', facts.completedPct],
    ['ex_good_streak', facts.goodStreak],
    ['ex_top', facts.top],
    ['ex_top_rounds', facts.topRounds],
    ['amber_ok', amberOk ? 'yes' : 'no'],
    ['need_n', needN],
  ])

/** `ind_good_<exercise>` and `ind_top_<exercise>`; null when the exercise was never done. */
export function exerciseIndicators(
  outcomes: readonly ExerciseOutcome[],
  rung: Rung | null,
  params: Params,
): { good: number; top: YesNo } | null {
  if (outcomes.length === 0) return null
  const { goodStreak: good, top } = exerciseFacts(outcomes, rung, params)
  return {
    good: rung && isBelow(rung) ? 0 : good,
    top: top === 'yes' && good >= params.needN ? 'yes' : 'no',
  }
}
