import { exerciseById } from '#lib/content/exercises/index.ts'
import { exerciseIndicators, isGood } from '#lib/programs/progression/exercise/rules.ts'
import { countDays, type Results } from '#lib/tracking/results/rules.ts'
import type { ExerciseOutcome, Outcome, RunOutcome, YesNo } from '#lib/tracking/results/schema.ts'
import { type Walk, walksOf } from '#lib/tracking/results/walks/rules.ts'
import { known, lacking, needs, noProgram, reading } from '../reading/rules.ts'
import type { ExerciseIndicators, IndicatorInput, Reading } from '../schema.ts'

const greenNeeded = 3
const lastResults = 3
const walkMinutes = 30
const walkPain = 2

const byTime = (a: Outcome, b: Outcome) => a.day - b.day || a.at - b.at || (a.id < b.id ? -1 : 1)
const inDays = (from: number, to: number) => (outcome: { readonly day: number }) =>
  outcome.day >= from && outcome.day <= to

/** How many of the newest satisfy the test without a break. */
export function newestInARow<T>(list: readonly T[], test: (one: T) => boolean): number {
  let count = 0
  for (let at = list.length - 1; at >= 0; at -= 1) {
    const one = list[at]
    if (one === undefined || !test(one)) break
    count += 1
  }
  return count
}

function grouped(outcomes: readonly ExerciseOutcome[]): Map<string, ExerciseOutcome[]> {
  const groups = new Map<string, ExerciseOutcome[]>()
  for (const outcome of outcomes) {
    const list = groups.get(outcome.entry.exerciseId)
    if (list) list.push(outcome)
    else groups.set(outcome.entry.exerciseId, [outcome])
  }
  return groups
}

function redInARow(outcomes: readonly ExerciseOutcome[]): number {
  const counts = new Map<string, number>()
  for (const { result, entry } of outcomes)
    if (result === 'red') counts.set(entry.exerciseId, (counts.get(entry.exerciseId) ?? 0) + 1)
  return Math.max(0, ...counts.values())
}

/** Days with plyometric items back from the newest on which every result was good. */
function goodPlyoDays(outcomes: readonly ExerciseOutcome[], amberOk: boolean): number {
  const days = new Map<number, boolean>()
  for (const outcome of outcomes)
    if (exerciseById(outcome.entry.exerciseId)?.region === 'plyometric')
      days.set(outcome.day, (days.get(outcome.day) ?? true) && isGood(outcome, amberOk))
  return newestInARow([...days.values()], (good) => good)
}

const isLongWalk = ({ minutes, maxPain, breach }: Walk): boolean =>
  minutes >= walkMinutes && maxPain !== null && maxPain <= walkPain && breach === 'no'

/**
 * `ind_good_…` and `ind_top_…` of every exercise that was done. One that was left at its top for a harder one stays there: the
 * end of a phase may ask for it (clinical/programmes.md 5.3, 5.8).
 */
export function perExercise(
  input: IndicatorInput,
  outcomes: readonly ExerciseOutcome[],
): Record<string, ExerciseIndicators> {
  const params = { amberOk: input.phase?.amberOk ?? false, needN: input.needN }
  const found: Record<string, ExerciseIndicators> = {}
  for (const [exerciseId, own] of grouped(outcomes)) {
    const rung = input.phase?.items.find((item) => item.exerciseId === exerciseId) ?? null
    const values = exerciseIndicators(own, rung, params)
    if (values) found[exerciseId] = values
  }
  for (const exerciseId of input.phase?.items.flatMap(({ outgrown }) => outgrown ?? []) ?? [])
    found[exerciseId] = { good: found[exerciseId]?.good ?? 0, top: 'yes' }
  return found
}

/**
 * Red among the last three results of the phase, all items and runs. One of them that is not known yet may still be
 * red, so that "none" is not known either; one that is red is enough.
 */
function redOfThree(phase: IndicatorInput['phase'], { exercises, runs }: Results): Reading {
  if (!phase) return reading(null, noProgram)
  const newest = <O extends Outcome>(list: readonly O[], test: (outcome: O) => boolean) => {
    const found: Outcome[] = []
    for (let at = list.length - 1; at >= 0 && found.length < lastResults; at -= 1) {
      const outcome = list[at]
      if (!outcome || outcome.day < phase.startedOn) break
      if (test(outcome)) found.push(outcome)
    }
    return found
  }
  const own = [
    ...newest(exercises, ({ entry }) => entry.phaseKey === phase.key),
    ...newest(runs, () => true),
  ].sort(byTime)
  const three = own.slice(-lastResults)
  const red = three.filter(({ result }) => result === 'red').length
  if (three.length === lastResults && red === 0 && three.some(({ result }) => result === 'unknown'))
    return lacking('needs the pain, the next morning and the safety answer of the last 3 sessions')
  return reading(
    three.length < lastResults ? null : red,
    needs(lastResults, 'session result', 'session results of the phase', three.length),
  )
}

/** Everything that follows from the results of sessions. `walked`: walks that were entered as runs. */
export function sessionIndicators(
  input: IndicatorInput,
  results: Results,
  exercises: Readonly<Record<string, ExerciseIndicators>>,
  walked: readonly RunOutcome[],
): Record<string, Reading> {
  const { today, phase } = input
  const recent = inDays(today - 13, today)
  const fortnight = [...results.exercises.filter(recent), ...results.runs.filter(recent)].filter(
    ({ result }) => result !== 'unknown',
  )
  const green = fortnight.filter(({ result }) => result === 'green').length
  const morningsAfter = (wanted: YesNo | null) =>
    [...results.breaches].flatMap(([day, breach]) => (breach === wanted ? [day + 1] : []))
  const [breached, open] = [morningsAfter('yes'), morningsAfter(null)]
  const breaches = (days: number) => {
    const from = today - days + 1
    const any = countDays(results.mornings.keys(), from, today) > 0
    const missing = needs(1, 'morning entry', 'morning entries', 0)
    return reading(any ? countDays(breached, from, today) : null, missing)
  }
  /**
   * A next phase asks for a week without a breach, and alerts for one or more: only that there was none is not known
   * while a morning after a session is not (clinical/programmes.md 5.9).
   */
  const ofWeek = breaches(7)
  const noneNotKnown = ofWeek.value === 0 && countDays(open, today - 6, today) > 0
  const swollen = [...results.mornings].flatMap(([day, { swelling }]) =>
    swelling === 'mild' || swelling === 'clear' ? [day] : [],
  )
  const inWeek = inDays(today - 6, today)
  const walks = walksOf(results.exercises, walked)
  return {
    ind_green_pct: reading(
      fortnight.length < greenNeeded ? null : (100 * green) / fortnight.length,
      needs(greenNeeded, 'session result', 'session results in 14 days', fortnight.length),
    ),
    ind_morning_breaches_14d: breaches(14),
    ind_morning_breaches_7d: noneNotKnown
      ? lacking('needs the pain and the swelling of the morning after each session of the last 7 days')
      : ofWeek,
    ind_swelling_days_7d: known(countDays(swollen, today - 6, today)),
    ind_night_pain_days_7d: known(countDays(results.nights, today - 6, today)),
    ind_red_ex_7d: known(redInARow(results.exercises.filter(inWeek))),
    ind_red_runs_7d: known(results.runs.filter((run) => inWeek(run) && run.result === 'red').length),
    ind_red_last3: redOfThree(phase, results),
    ind_top_count: reading(
      phase
        ? new Set(
            phase.items
              .filter(({ exerciseId, outgrown }) => outgrown || exercises[exerciseId]?.top === 'yes')
              .map(({ exerciseId }) => exerciseId),
          ).size
        : null,
      noProgram,
    ),
    ind_good_plyo: known(goodPlyoDays(results.exercises, phase?.amberOk ?? false)),
    ind_walk30_ok: known(newestInARow(walks, isLongWalk)),
  }
}
