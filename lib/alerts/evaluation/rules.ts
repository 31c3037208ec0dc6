import { alertFindings, alertInputIds } from '#lib/alerts/findings/rules.ts'
import type { AlertLimits, Finding, Occasion } from '#lib/alerts/findings/schema.ts'
import { flagOverdueAlert, limitFlagAlert, overdueInput, runWaitsAlert } from '#lib/content/alerts/table.ts'
import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { dayNumber, isoDay } from '#lib/dates.ts'
import { painToldAgain } from '#lib/outcomes/course/rules.ts'
import { outcomeRuleValues } from '#lib/outcomes/indicators/rules.ts'
import type { OutcomeInput } from '#lib/outcomes/schema.ts'
import { followsRuns, noRuns } from '#lib/programs/plan-week/rules.ts'
import { anewAfter, weeksMissed } from '#lib/programs/progression/missed/rules.ts'
import { type PresentRung, sessionsOf } from '#lib/programs/progression/past/rules.ts'
import { missedWeeks } from '#lib/programs/progression/running/rules.ts'
import type { BatchCase } from '#lib/review/indicators/batch/rules.ts'
import { indicatorsOf, valuesOfRun } from '#lib/review/indicators/rules.ts'
import type { IndicatorInput, Indicators } from '#lib/review/indicators/schema.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { isQuiet, SEVERE } from '#lib/tracking/entries/rules.ts'
import { type Swelling, swellings } from '#lib/tracking/entries/schema.ts'
import { isPaused } from '#lib/tracking/progress/adherence/rules.ts'
import { currentLogs } from '#lib/tracking/results/daily/rules.ts'
import { aroundOf, flaggedOf, unwellDays } from '#lib/tracking/results/rules.ts'
import type { Logs, Outcome } from '#lib/tracking/results/schema.ts'
import type { EntryFacts } from './schema.ts'

/** From what is stored of a case to what its alerts say. */

/** Days, today included, whose entries the night asks the rules about a log and a run of. */
const windowDays = 7

/** Days of the sessions that still say how an exercise goes. */
const redDays = 30

/**
 * `ex_red_last3` of the exercise of the present phase that has most (clinical/programmes.md 3.2), of its sessions since it is in
 * the program; null while none has two results. One that has been made less waits for a session of that: what was too much is
 * answered.
 */
export function redOfExercises(
  { results, today }: Pick<Indicators, 'results' | 'today'>,
  items: readonly Pick<PresentRung, 'key' | 'exerciseId' | 'becameOn' | 'loweredOn'>[],
): number | null {
  const near = results.filter(({ day }) => day > today - redDays)
  const counts = items.flatMap((item) => {
    const three = sessionsOf(near, item, items).slice(-3)
    const isAnswered = item.loweredOn !== null && (three.at(-1)?.day ?? 0) < item.loweredOn
    return three.length < 2 || isAnswered ? [] : [three.filter(({ result }) => result === 'red').length]
  })
  return counts.length === 0 ? null : Math.max(...counts)
}

const worst = (values: readonly (number | null)[]): number | null => {
  const known = values.flatMap((value) => (value === null ? [] : [value]))
  return known.length === 0 ? null : Math.max(...known)
}

/** The worst that the entries of the last 7 days say; null without an entry. */
export function logOfWindow(found: Indicators, logs: Logs, limits: Limits): RuleValues | null {
  const near = <E extends { readonly day: number }>(list: readonly E[]) =>
    list.filter(({ day }) => day > found.today - windowDays && day <= found.today)
  const outcomes: readonly Outcome[] = [...near(found.results), ...near(found.runs), ...near(found.walked)]
  const [mornings, pains] = [near(logs.mornings), near(logs.pains)]
  if (outcomes.length + mornings.length + pains.length === 0) return null
  const around = aroundOf(logs)
  const flags = [
    ...outcomes.map(({ flagged }) => flagged),
    ...mornings.map((one) => flaggedOf(one, around, limits)),
  ]
  const swelling = worst(
    mornings.map((one) => (one.swelling === null ? null : swellings.indexOf(one.swelling))),
  )
  return new Map<string, RuleValue>([
    ['max_pain', worst(outcomes.map(({ maxPain }) => maxPain))],
    ['morning_pain', worst(mornings.map(({ pain }) => pain))],
    ['day_worst_pain', worst(pains.map(({ score }) => score))],
    ['morning_swelling', swelling === null ? null : (swellings[swelling] ?? null)],
    ['log_flagged', flags.includes('yes') ? 'yes' : flags.includes('no') ? 'no' : null],
  ])
}

/** Older days are known by their worst pain alone; each counts as an entry of its own. */
function withOlderPain(logs: Logs, daily: ReadonlyMap<string, number>): Logs {
  const first = Math.min(
    ...[logs.exercises, logs.mornings, logs.pains].flatMap((list) => list.map(({ day }) => day)),
    Number.POSITIVE_INFINITY,
  )
  const older = [...daily].flatMap(([text, score]) => {
    const day = dayNumber(text)
    return day < first
      ? [{ id: text, supersedes: null, withdrawn: false, day, at: 0, safety: null, score }]
      : []
  })
  return older.length === 0 ? logs : { ...logs, pains: [...older, ...logs.pains] }
}

export type CaseAlertFindings = {
  readonly findings: readonly Finding[]
  readonly partOf: (alertId: string) => boolean
  /** What the rules about the case read. */
  readonly values: RuleValues
}

type Log = EntryFacts['log']

/** What was answered in an entry; a pain by itself asks nothing. */
function saidIn(log: Log) {
  const { log_safety: safety, morning_pain: pain } = log
  return {
    safety: Array.isArray(safety) ? (safety as readonly string[]) : [],
    injury: null,
    ...(typeof pain === 'number' ? { morningPain: pain } : {}),
  }
}

const painIds = ['max_pain', 'morning_pain', 'day_worst_pain']

const isSevere = (log: Log): boolean => painIds.some((id) => Number(log[id] ?? 0) >= SEVERE)

const degreeOf = (swelling: RuleValue | undefined): number =>
  Math.max(0, swellings.indexOf(swelling as Swelling))

const isSwollenAnew = (log: Log, before: Log | null): boolean =>
  degreeOf(log.morning_swelling) > degreeOf(before?.morning_swelling)

/** The safety answers of an entry without an injury that was told before it was put right: that stops the plan once. */
export function saidAnew(log: Log, before: Log | null): readonly string[] {
  const known = before ? saidIn(before).safety : []
  return saidIn(log).safety.filter((id) => id !== 'new_injury' || !known.includes(id))
}

/**
 * Whether an entry that is sent again under its own id tells more than it did: an answer that is neither behind the alert that is
 * open nor was behind one of its own that was closed.
 */
export const tellsMore = (
  { log, before = null }: EntryFacts,
  ...told: readonly Readonly<Record<string, unknown>>[]
): boolean => {
  const known = told.flatMap(({ log_safety: said }) => (Array.isArray(said) ? said : []))
  return saidAnew(log, before).some((id) => id !== logSafetyNone && !known.includes(id))
}

/** Whether nothing in an entry can open `al_red_flag`: a clear swelling can, on a day with a fever. */
export const isCalm = ({ log }: EntryFacts): boolean =>
  isQuiet(saidIn(log)) && log.morning_swelling !== 'clear'

/** Whether it tells of a new injury that the entry which it puts right did not. */
export const isInjuredAnew = ({ log, before = null }: EntryFacts): boolean =>
  saidAnew(log, before).includes('new_injury')

/**
 * Something in the safety answers or in a pain on waking. What was answered before it was put right is no news, unless a
 * swelling came to it; with an injury even that makes none of it.
 */
function tellsOfDanger(log: Log, before: Log | null, from: number): boolean {
  const said = saidIn(log)
  const known = before && !isSwollenAnew(log, before) ? saidIn(before) : null
  const safety = saidAnew(log, before).filter((id) => !known?.safety.includes(id))
  const { morningPain, ...rest } = said
  const isNew = !known || (known.morningPain ?? 0) < from
  return !isQuiet({ ...rest, safety, ...(morningPain !== undefined && isNew ? { morningPain } : {}) }, from)
}

/** As `tellsOfDanger`; a knee that came to be clearly swollen on a day with a fever is dangerous without another word. */
const isDangerAnew = ({ day, log, before = null }: EntryFacts, logs: Logs, limits: Limits): boolean =>
  tellsOfDanger(log, before, limits.severe_pain_nprs) ||
  (log.morning_swelling === 'clear' && isSwollenAnew(log, before) && unwellDays(logs).has(day))

/**
 * What a new entry says, with `log_flagged` among the entries around it. Of one that puts another right only what became severe,
 * swollen or dangerous by it: the rest was heard then, however long ago (clinical/review.md 3).
 */
function logOfEntry(entry: EntryFacts, logs: Logs, limits: Limits): RuleValues {
  const { log, before = null } = entry
  const { safety, morningPain: pain = null } = saidIn(log)
  const swelling = swellings.find((one) => one === log.morning_swelling) ?? null
  const said = { day: entry.day, safety: safety.length > 0 ? safety : null, pain, swelling }
  const told = before !== null && !isDangerAnew(entry, logs, limits)
  const flagged = entry.kind === 'pain' || told ? null : flaggedOf(said, aroundOf(logs), limits)
  const known = [
    ...(before && isSevere(before) ? painIds : []),
    ...(before && !isSwollenAnew(log, before) ? ['morning_swelling'] : []),
  ]
  const news = Object.entries(log).filter(([id]) => !known.includes(id))
  return new Map<string, RuleValue>([...news, ['log_flagged', flagged]])
}

/** What a new injury says by itself, whatever else is in the record. */
export function injuryFinding(): Finding {
  const occasion: Occasion = { log: new Map<string, RuleValue>([['log_flagged', 'yes']]), runs: [] }
  const found = alertFindings(new Map(), occasion).find(({ alertId }) => alertId === 'al_red_flag')
  if (!found) throw new Error('no rule of a new injury')
  return found
}

/** Whether a new entry has a part in an alert that is opened again by each entry that makes it true. */
function partOf(
  entry: EntryFacts | null,
  found: Indicators,
  logs: Logs,
  sessionOf: ReadonlyMap<string, string>,
  limits: Limits,
): (alertId: string) => boolean {
  if (!entry) return () => false
  const { id, kind, day, log, before = null } = entry
  const isRed = (one: Outcome) => one.result === 'red'
  const own = (one: { readonly id: string }) => one.id === id || sessionOf.get(one.id) === id
  const outcomes: readonly Outcome[] = [...found.results, ...found.runs, ...found.walked]
  return (alertId) => {
    switch (alertId) {
      // Nights that earlier entries told of make the rule true of a quiet one as well; it is no news.
      case 'al_red_flag':
        return isDangerAnew(entry, logs, limits)
      case 'al_swelling':
        return isSwollenAnew(log, before)
      case 'al_pain_high':
        return kind === 'morning'
          ? outcomes.some((one) => one.day === day - 1 && isRed(one) && one.breach === 'yes')
          : outcomes.some((one) => own(one) && isRed(one)) ||
              logs.exercises.some((one) => own(one) && one.skipReason === 'pain')
      default:
        return true
    }
  }
}

/** The flags of `al_flag_overdue`, by their rows: which they are is for whoever may read them. */
const overdueToo = (findings: readonly Finding[], { flagsOverdue }: BatchCase): Finding[] =>
  findings.map((one) =>
    one.alertId === flagOverdueAlert && one.truth === 'T'
      ? { ...one, inputs: { ...one.inputs, [overdueInput]: flagsOverdue.map(({ id }) => id) } }
      : one,
  )

/** Asked by night alone: a limit of the clinic is set for no case. */
const limitFinding = ({ flagsByLimits }: BatchCase): Finding =>
  flagsByLimits.length === 0
    ? { alertId: limitFlagAlert, truth: 'F', severity: null, rule: '', inputs: {} }
    : {
        alertId: limitFlagAlert,
        truth: 'T',
        severity: 'act',
        rule: '',
        inputs: { red_flags: flagsByLimits.map((id) => flagTitles[id] ?? id) },
      }

/**
 * Weeks without a run after which her runs wait. In the first ten weeks of running the rows of the runs say whether they do, since there
 * her answers to the safety questions may end it.
 */
function weeksWaited(input: IndicatorInput): number {
  const { today, course, phase, logs } = input
  if (!phase || !followsRuns(phase.key)) return weeksMissed(input)
  const row = course.runRows?.findLast(({ from }) => from <= today)
  if (row?.week !== noRuns) return 0
  // A run in spite of it ends no wait.
  return Math.max(
    anewAfter,
    missedWeeks(Math.max(phase.startedOn, ...logs.runs.map(({ day }) => day)), today),
  )
}

/** While her runs wait, which stand still with the program, a flag or a stop. */
function waitFinding({ input }: BatchCase): Finding {
  const { today, course, phase } = input
  const weeks = weeksWaited(input)
  const stopped =
    course.runStops?.some(({ from, to }) => from <= today && (to === null || today < to)) ?? false
  const stands =
    stopped ||
    isPaused(course, today) ||
    course.blocks.some(({ from, to }) => from <= today && (to === null || today <= to))
  return phase === null || stands || weeks < anewAfter
    ? { alertId: runWaitsAlert, truth: 'F', severity: null, rule: '', inputs: {} }
    : { alertId: runWaitsAlert, truth: 'T', severity: 'act', rule: '', inputs: { run_missed_weeks: weeks } }
}

/**
 * What every alert of a case says: by night (`entry` null) with the entries of the last 7 days, else with the new entry.
 * Pure; the order of the entries does not matter.
 */
export function caseAlertFindings(
  one: BatchCase,
  outcomes: OutcomeInput | null,
  limits: AlertLimits,
  entry: EntryFacts | null,
  when: 'night' | 'entry' = entry ? 'entry' : 'night',
): CaseAlertFindings {
  const day = isoDay(one.input.today)
  const measured = outcomes ? outcomeRuleValues(outcomes, day) : null
  const number = (id: string) => {
    const value = measured?.get(id)
    return typeof value === 'number' ? value : null
  }
  const input: IndicatorInput = {
    ...one.input,
    logs: outcomes ? withOlderPain(one.input.logs, outcomes.pain.daily) : one.input.logs,
    ...(measured
      ? {
          outcomes: {
            micCount: number('ind_mic_count'),
            micRecent: number('ind_mic_recent'),
            worseCount: number('ind_worse_count'),
            overdueDays: number('ind_outcome_overdue_days'),
            painAgain: outcomes && painToldAgain(outcomes),
          },
        }
      : {}),
  }
  const found = indicatorsOf(input)
  const logs = currentLogs(input.logs)
  const base = new Map<string, RuleValue>([...found.values].filter(([id]) => alertInputIds.has(id)))
  base.set('ex_red_last3', redOfExercises(found, one.items))
  base.set('swelling_now', one.swellingAtStart)
  base.set('groc', number('groc'))
  const occasion: Occasion =
    when === 'night'
      ? {
          log: logOfWindow(found, logs, input.limits),
          runs: [...found.runs, ...found.walked]
            .filter((run) => run.day > found.today - windowDays)
            .flatMap(({ id }) => valuesOfRun(found, id) ?? []),
        }
      : {
          log: entry ? logOfEntry(entry, logs, input.limits) : null,
          runs: entry?.kind === 'run' ? [valuesOfRun(found, entry.id)].flatMap((run) => run ?? []) : [],
        }
  return {
    values: base,
    findings: [
      ...overdueToo(alertFindings(base, occasion, limits), one),
      ...(when === 'night' ? [limitFinding(one), waitFinding(one)] : []),
    ],
    partOf: partOf(entry, found, logs, one.sessionOf, input.limits),
  }
}
