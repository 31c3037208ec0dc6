import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { defaultLimits, type Limits } from '#lib/content/limits/index.ts'
import { plateauRule } from '#lib/content/progression/plateau.ts'
import type { DayNumber } from '#lib/dates.ts'
import { evaluate } from '#lib/rules/evaluate.ts'
import { explain, missingIds } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import type { Rule } from '#lib/rules/tree.ts'
import { splitDays } from '#lib/tracking/progress/course/rules.ts'
import type { Course } from '#lib/tracking/progress/course/schema.ts'
import { currentLogs, dailyPain, isSession } from '#lib/tracking/results/daily/rules.ts'
import { resultsOf, resultValues, unwellDays } from '#lib/tracking/results/rules.ts'
import type { Logs } from '#lib/tracking/results/schema.ts'
import { caseIndicators } from './case/rules.ts'
import { doingIndicators } from './doing/rules.ts'
import { painIndicators } from './pain/rules.ts'
import { known, lacking } from './reading/rules.ts'
import { perRun, runningIndicators, runReadings, splitRuns } from './running/rules.ts'
import type { IndicatorId, IndicatorInput, Indicators, PainDay, Reading } from './schema.ts'
import { perExercise, sessionIndicators } from './sessions/rules.ts'
import { weekIndicators } from './weeks/rules.ts'

/** Loaded with the module: a rule with an error is not used. Most clinics never change a limit, so the last one is kept. */
let plateau = loadRule(plateauRule(defaultLimits), flagRuleIds)

function plateauWith(limits: Limits): Rule {
  const text = plateauRule(limits)
  if (plateau.text !== text) plateau = loadRule(text, flagRuleIds)
  return plateau
}

/** Entries about days that have not come are not there yet. */
const until = (logs: Logs, today: DayNumber): Logs => {
  const past = <E extends { readonly day: DayNumber }>(entries: readonly E[]) =>
    (entries.at(-1)?.day ?? today) > today ? entries.filter(({ day }) => day <= today) : entries
  return {
    ...logs,
    exercises: past(logs.exercises),
    runs: past(logs.runs),
    mornings: past(logs.mornings),
    pains: past(logs.pains),
  }
}

/** How far back entries can fulfil what was due in days 1–14. */
const nearDays = 17

/** The course with what the logs say was done in the near days. */
function courseOf(course: Course, logs: Logs, today: DayNumber): Course {
  const near = logs.exercises.filter(({ day }) => day >= today - nearDays)
  return {
    ...course,
    done: near.map((entry) => ({
      day: entry.day,
      key: entry.itemKey,
      sets: entry.done.sets,
      done: isSession(entry),
    })),
    ...splitDays(course.plan, logs.runs),
    ranElsewhere: logs.elsewhere?.ran ?? [],
    unwell: [...unwellDays(logs)],
  }
}

/** The first entry of any kind or the start of the program; null without either. `logs`: current entries, sorted. */
export function firstDay(logs: Logs, course: Course): DayNumber | null {
  const firsts = [logs.exercises[0], logs.runs[0], logs.mornings[0], logs.pains[0]].flatMap((entry) =>
    entry ? [entry.day] : [],
  )
  if (course.plan) firsts.push(course.plan.activatedOn)
  return firsts.length === 0 ? null : Math.min(...firsts)
}

/**
 * `yes` when the rule is true, else `no`; null while what it reads is missing, unless a part that is known decides it.
 */
function plateauReading(
  rule: Rule,
  values: RuleValues,
  readings: Readonly<Record<string, Reading>>,
): Reading {
  const result = evaluate(rule, { values })
  if (result !== 'N') return known(result === 'T' ? 'yes' : 'no')
  const [first = ''] = missingIds(explain(rule, { values }))
  return lacking(readings[first]?.missing ?? first)
}

/** Every indicator of a case as of `input.today`. Entries in any order, with or without their older versions. */
export function indicatorsOf(input: IndicatorInput): Indicators {
  const logs = until(currentLogs(input.logs), input.today)
  const course = courseOf(input.course, logs, input.today)
  const results = resultsOf(logs, input.forms, input.limits)
  const days: PainDay[] = [...dailyPain(logs)]
    .map(([day, pain]) => ({ day, pain }))
    .sort((a, b) => a.day - b.day)
  const { ran, walked } = splitRuns(results.runs, course)
  const runs = perRun(ran, course, input.forms)
  const exercises = perExercise(input, results.exercises)
  const { readings: pain, slope, flares } = painIndicators(input, days)
  const readings: Record<string, Reading> = {
    ...pain,
    ...doingIndicators(input, course, logs),
    ...sessionIndicators(input, results, exercises, walked),
    ...runningIndicators(input, runs),
    ...weekIndicators(input, runs, results.breaches, firstDay(logs, course)),
    ...caseIndicators(input, course),
  }
  const values = new Map<string, RuleValue>(Object.entries(readings).map(([id, { value }]) => [id, value]))
  readings.ind_plateau = plateauReading(plateauWith(input.limits), values, readings)
  values.set('ind_plateau', readings.ind_plateau.value)
  for (const [id, { good, top }] of Object.entries(exercises)) {
    values.set(`ind_good_${id}`, good)
    values.set(`ind_top_${id}`, top)
  }
  return {
    today: input.today,
    readings: readings as Record<IndicatorId, Reading>,
    exercises,
    values,
    pain: { days, slope, flares },
    results: results.exercises,
    runs,
    walked,
  }
}

/**
 * The values with those of one run in place of the newest one's, and its own `max_pain`, `morning_breach`, `run_km` …: for
 * rules about a run. Null when there is no such run.
 */
export function valuesOfRun(found: Indicators, runId: string): RuleValues | null {
  const walked = found.walked.find(({ id }) => id === runId)
  if (walked)
    return new Map<string, RuleValue>([
      ...found.values,
      ...resultValues(walked),
      ...Object.keys(runReadings(undefined)).map((id) => [id, null] as const),
    ])
  const run = found.runs.find(({ id }) => id === runId)
  if (!run) return null
  return new Map<string, RuleValue>([
    ...found.values,
    ...resultValues(run),
    ...Object.entries(runReadings(run)).map(([id, { value }]) => [id, value] as const),
    ['ind_longest_30d_km', run.longest30Km],
    ['ind_session_cap_km', run.capKm],
    ['run_km', run.entry.km],
    ['run_min', run.entry.minutes],
    ['run_type', run.entry.type],
    ['run_finished', run.entry.finished ? 'yes' : 'no'],
    ['run_settle', run.entry.settle],
  ])
}
