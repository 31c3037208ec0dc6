import { type DayNumber, dayText, isoDay } from '#lib/dates.ts'
import { isRunningItem } from '#lib/programs/block/rules.ts'
import { followsRuns } from '#lib/programs/plan-week/rules.ts'
import { stageWords } from '#lib/programs/running/rules.ts'
import type { ProgramPhase } from '#lib/programs/schema.ts'
import { or, type Truth, tolerance } from '#lib/rules/evaluate.ts'
import { mondayOf } from '#lib/tracking/progress/runs/rules.ts'
import type { RunOutcome } from '#lib/tracking/results/schema.ts'
import { distanceText, limitText } from '#lib/tracking/run-logs/rules.ts'
import type { DistanceUnit } from '#lib/tracking/run-logs/schema.ts'
import { soundWords } from '../cap/rules.ts'
import { shortenedKm } from '../free-runs/rules.ts'
import type { RunCap } from '../free-runs/schema.ts'
import { missedWeeks } from '../running/rules.ts'
import type { WeekAdvice, WeekAsk, WeekFact } from './schema.ts'

/** Distance build-up from stage 10 (clinical/programmes.md 6.4). Kilometers. */

const weekShare = 1.1
const mostShare = 1.3
const lighterShare = 0.75
const everyWeeks = 4

const halfUp = (km: number) => Math.floor(km * 2 + 0.5 + tolerance) / 2
const tenthDown = (km: number) => Math.floor(km * 10 + tolerance) / 10
const halfDown = (km: number) => Math.floor(km * 2 + tolerance) / 2

export type BuildUp = {
  /** The last two complete weeks, Monday to Sunday, older one first. */
  readonly weeks: readonly [number, number]
  /** Not above the last week: a run was amber, over the limit or red, or the load may not rise. */
  readonly held: boolean
  /** The week of the build-up that the target is for, from 1: every fourth is lighter. */
  readonly week: number
}

/** The target of the next week and why; a soft guide: the cap of a single run is the hard rule [11][12][14]. */
export function weekTarget({ weeks, held, week }: BuildUp): { km: number; why: string } {
  const base = (weeks[0] + weeks[1]) / 2
  const last = tenthDown(weeks[1])
  const notAbove = (km: number) => (held ? Math.min(km, last) : km)
  const most = halfDown(base * mostShare)
  if (week % everyWeeks === 0)
    return { km: notAbove(Math.min(halfUp(base * lighterShare), most)), why: 'a lighter fourth week' }
  const wanted = Math.min(Math.max(halfUp(base * weekShare), base + 1), most)
  if (held && last < wanted) return { km: last, why: 'held at the distance of the last week' }
  return { km: wanted, why: '10 % more than the last two weeks' }
}

const weekRule =
  'base_km × 1.10, to 0.5 km, at least base_km + 1 km, never above base_km × 1.30; every fourth week base_km × 0.75; not above the last week after a run over the limit or red in these two weeks, or amber in the last. A single run: longest of 30 days × 1.10, under 5 km + 0.5 km. The single run is the hard rule, the week a soft guide [11][12][14].'

/** What the rule read: in kilometers, which it counts in, after the miles that they were typed in. */
const readText = (km: number, unit: DistanceUnit) =>
  unit === 'km' ? distanceText(km, 'km') : `${distanceText(km, unit)} (${distanceText(km, 'km')})`
const inWeek = (runs: readonly RunOutcome[], start: DayNumber) =>
  runs.filter(({ day }) => day >= start && day < start + 7)
const kmOf = (runs: readonly RunOutcome[]) =>
  Math.round(runs.reduce((sum, { entry }) => sum + entry.km, 0) * 100) / 100

/** Whether the distance is held; N while the result of a run is not known and no other one decides it. */
function heldBy(before: readonly RunOutcome[], last: readonly RunOutcome[], loadHeld: string | null): Truth {
  const truths = [...before, ...last].map(({ result }): Truth => {
    if (result === 'unknown') return 'N'
    return result === 'red' || result === 'over_limit' ? 'T' : 'F'
  })
  const amber = last.some(({ result }) => result === 'amber')
  return or([...truths, amber || loadHeld ? 'T' : 'F'])
}

const heldText = (held: Truth, loadHeld: string | null) =>
  loadHeld ? `yes: ${loadHeld}` : { T: 'yes', F: 'no', N: 'not assessed' }[held]

/** The smaller one of what is known. */
const least = (...several: readonly (number | null)[]): number | null => {
  const known = several.filter((km) => km !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** The build-up ends with the goal (clinical/programmes.md 5.10); whoever runs more already goes on as she does. */
function toGoal(found: { km: number; why: string }, goalKm: number | null, last: number) {
  const most = goalKm === null || goalKm <= 0 ? found.km : Math.max(goalKm, last)
  return found.km > most ? { km: most, why: 'not above the goal of the week' } : found
}

/**
 * The distance of this week from the last two complete ones (clinical/programmes.md 6.4), for a case at stage 10. Where the
 * result of a run is missing it is only said when it would be the same with any result.
 */
export function weekAdvice(ask: WeekAsk): WeekAdvice {
  const { today, runs, since, builtSince, startStage, longestKm, capKm, loadHeld, stepBackOpen, unit } = ask
  const start = mondayOf(today)
  const [before, last] = [inWeek(runs, start - 14), inWeek(runs, start - 7)]
  const weeks = [kmOf(before), kmOf(last)] as const
  const week = (start - mondayOf(builtSince)) / 7 + 1
  const held = heldBy(before, last, loadHeld)
  const facts: WeekFact[] = [
    { term: 'Last two weeks', value: weeks.map((km) => readText(km, unit)).join(' and ') },
    { term: 'Their mean, base_km', value: readText((weeks[0] + weeks[1]) / 2, unit) },
    { term: 'Week of the build-up', value: String(week) },
    { term: 'Distance held', value: heldText(held, loadHeld) },
    {
      term: 'Longest run of 30 days',
      value: longestKm === null ? 'not assessed' : readText(longestKm, unit),
    },
  ]
  const of = { rule: weekRule, facts, unit }
  const missed = Math.max(
    ask.missed ?? 0,
    missedWeeks(Math.max(builtSince, ...runs.map(({ day }) => day)), today),
  )
  const most = least(capKm, longestKm)
  const waits = (why: string, cap: number | null, capWhy: string): WeekAdvice => ({
    ...of,
    state: 'waits',
    why,
    capKm: cap,
    capWhy,
  })
  if (stepBackOpen || inWeek(runs, start).some(({ result }) => result === 'red')) {
    const tooMuch = runs.findLast(({ result }) => result === 'red' || result === 'over_limit')
    const less = tooMuch ? shortenedKm(tooMuch) : null
    return waits(
      'Running goes back or stops first: see what is suggested.',
      least(most, less),
      'running goes back or stops first',
    )
  }
  if (missed > 0)
    return waits('No run for a week or more: choose the stage first.', most, 'no run for a week or more')
  const cap = loadHeld ? most : capKm
  const capWhy = loadHeld ? `not above the longest run of 30 days: ${loadHeld}` : soundWords
  const lacks = (missing: string): WeekAdvice => ({
    ...of,
    state: 'not_assessed',
    missing,
    capKm: cap,
    capWhy,
  })
  // Neither minutes nor a distance would say how far.
  if (cap === null && startStage) return beginAdvice({ ...startStage, waits: false }, unit)
  if (since === null || since > start - 14) return lacks('two complete weeks, Monday to Sunday')
  if (weeks[0] + weeks[1] === 0) return lacks('a run in the last two complete weeks')
  if (cap === null) return lacks('a run of 1 km or more in the 30 days before')
  const [low, high] = [true, false].map((bound) => weekTarget({ weeks, week, held: bound }))
  const found = held === 'T' ? low : high
  if (!found || (held === 'N' && low?.km !== high?.km))
    return lacks('the pain or the next morning of a run of these weeks')
  return { ...of, state: 'target', capKm: cap, capWhy, ...toGoal(found, ask.goalKm, tenthDown(weeks[1])) }
}

/** Whether a phase plans runs outside the stage table, which go by their distance. */
export const plansFreeRuns = ({ key, items }: Pick<ProgramPhase, 'key' | 'items'>): boolean =>
  !followsRuns(key) && items.every(({ stage }) => stage === null) && items.some(isRunningItem)

const capRule =
  'A single run: longest of 30 days that was not red or over the limit, one above its own cap as far as that when it went well, × 1.10, under 5 km + 0.5 km [11][12][14]; after r_run_back 30 % less than that run.'

/** What one run may be where no stage holds, with what it rests on; null while it is not known. */
export function singleAdvice(
  cap: RunCap | null,
  longestKm: number | null,
  unit: DistanceUnit,
): WeekAdvice | null {
  if (!cap || cap.km <= 0) return null
  const value = longestKm === null ? 'not assessed' : readText(longestKm, unit)
  const facts = [{ term: 'Longest run of 30 days, for the cap', value }]
  return {
    rule: capRule,
    facts,
    unit,
    state: 'single',
    capKm: cap.km,
    why: cap.why,
    capWhy: cap.why,
    backOn: cap.backOn,
  }
}

export const beginRule =
  'No run of 1 km or more in the 30 days before: no cap of a single run is known. Begin with the run of the starting stage (6.3), by the answers and by the weeks without a run; from four weeks on after new answers to the safety questions (3.8).'

/** What is run where no distance is known; `weeks`: without a run. It waits until a clinician has answered what was missed. */
export function beginAdvice(
  { stage, weeks, waits }: { readonly stage: number; readonly weeks: number; readonly waits: boolean },
  unit: DistanceUnit,
): WeekAdvice {
  const run = stageWords(stage)
  const of = {
    rule: beginRule,
    facts: [{ term: 'Weeks without a run', value: `${weeks}` }],
    unit,
    capKm: null,
  }
  return waits
    ? {
        ...of,
        state: 'waits',
        why: `No run for ${weeks} weeks: begin again with stage ${stage} (${run}) first.`,
      }
    : { ...of, state: 'begin', run, why: `stage ${stage}, since no distance of 30 days is known` }
}

export const firstRule =
  'No run of 1 km or more in the 30 days before: no cap of a single run is known. Begin with 0.8 × run_pain_onset_min / pace_easy (5.7).'

/** The first run of somebody who runs and told after how many minutes it hurts. */
export const firstAdvice = (capKm: number, unit: DistanceUnit): WeekAdvice => ({
  rule: firstRule,
  facts: [{ term: 'Longest run of 30 days', value: 'not assessed' }],
  unit,
  state: 'single',
  capKm,
  capWhy: 'a part of the minutes until pain',
  why: 'a part of the minutes until pain at an easy pace, since no distance of 30 days is known',
})

const otherTerm = 'One run, by the program of the other treatment'

/** The advice of a program with the smallest cap of a single run that any of hers has, its own as long as none is smaller. */
export function stricter(own: WeekAdvice | null, others: readonly (WeekAdvice | null)[]): WeekAdvice | null {
  const known = others.filter((one) => one !== null && one.capKm !== null)
  const [least] = known.sort((a, b) => (a?.capKm ?? 0) - (b?.capKm ?? 0))
  const capKm = least?.capKm ?? null
  if (!least || capKm === null || (own && own.capKm !== null && own.capKm <= capKm)) return own
  const fact = { term: otherTerm, value: readText(capKm, own?.unit ?? least.unit) }
  const { rule, facts, unit } = own ?? { ...least, facts: [] }
  const why = 'not above what the program of the other treatment allows'
  if (own && own.state !== 'single') return { ...own, capKm, capWhy: why, facts: [...own.facts, fact] }
  return { rule, unit, facts: [...facts, fact], state: 'single', capKm, why, capWhy: why }
}

/** For the patient, in her unit: the week where it is known, else one run; null where neither is. */
export function weekSentence(advice: WeekAdvice | null): string | null {
  if (!advice) return null
  const { capKm, unit } = advice
  if (advice.state === 'begin') {
    const begin = `Begin gently. ${advice.run}.`
    return capKm ? `${begin} No single run above ${limitText(capKm, unit)}.` : begin
  }
  if (advice.state === 'single' && advice.backOn)
    return `No single run above ${limitText(advice.capKm, unit)}, until two runs went well: that of ${dayText(isoDay(advice.backOn))} was a bit much for your knee.`
  if (advice.state !== 'target') return capKm ? `No single run above ${limitText(capKm, unit)}.` : null
  if (advice.km <= 0) return null
  const week = `This week up to ${limitText(advice.km, unit)}`
  return advice.capKm < advice.km - tolerance
    ? `${week}; no single run above ${limitText(advice.capKm, unit)}.`
    : `${week}.`
}

/** The same for the physio, whose other pages are in kilometers: those in brackets. */
export function weekLimit(km: number, unit: DistanceUnit): string {
  return unit === 'km' ? limitText(km, 'km') : `${limitText(km, unit)} (${limitText(km, 'km')})`
}
