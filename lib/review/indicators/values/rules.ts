import { flagRuleIds } from '#lib/content/ids/flags.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { previousInjuryLevels } from '#lib/content/progression/modifiers.ts'
import { type Day, type DayNumber, dayNumber } from '#lib/dates.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import type { PastVersion } from '#lib/programs/progression/past/rules.ts'
import { evaluate } from '#lib/rules/evaluate.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValues } from '#lib/rules/registry.ts'
import { swellings } from '#lib/tracking/entries/schema.ts'
import {
  closedStretches,
  holdStretches,
  lessStretches,
  phaseOfSpan,
  stopsOf,
} from '#lib/tracking/progress/course/rules.ts'
import type {
  BlockStretch,
  BlockText,
  Course,
  HoldText,
  LessText,
  PhaseSpan,
  Plan,
  Stretch,
} from '#lib/tracking/progress/course/schema.ts'
import type { FormAnswers, FormKind, YesNo } from '#lib/tracking/results/schema.ts'
import type { Goals } from '../schema.ts'

/** From stored rows and answers to what the indicators read. */

type Begun = Pick<Plan, 'activatedOn' | 'phases'> & { readonly paused: readonly Stretch[] }

/** `versions`: those that have begun, oldest first; `changes`: of the case's status; `bodyStops`: what stops each treatment of hers; `less`: what she was told to do less of. */
export function courseOfVersions(
  program: Begun | null,
  versions: readonly PastVersion[],
  changes: readonly HoldText[],
  blocks: readonly BlockStretch[],
  runStops: readonly Stretch[],
  bodyStops: readonly BlockText[],
  less: readonly LessText[] | null,
): Course {
  const body = stopsOf(bodyStops)
  const paused = [...holdStretches(changes), ...(program?.paused ?? [])]
  const plan = program && {
    activatedOn: program.activatedOn,
    phases: program.phases,
    versions: versions.map(({ number, startsOn, publishedAt, content }) => ({
      number,
      startsOn,
      publishedAt,
      phases: content.phases.map(({ key, name, items }, position) => ({
        position,
        key,
        name,
        items: items.flatMap((item) =>
          item.days === 'each_run' ? [] : [{ ...item, sets: item.sets, days: item.days }],
        ),
      })),
    })),
  }
  return {
    plan,
    done: [],
    runDays: [],
    paused,
    closed: closedStretches(changes),
    blocks: [...blocks, ...body.blocks],
    runStops: [...runStops, ...body.runStops],
    less: lessStretches(less),
    unwell: [],
  }
}

const phaseAt = (version: PastVersion | undefined, span: PhaseSpan | undefined) =>
  version && ((span && phaseOfSpan(version.content.phases, span)) ?? version.content.phases[0])

/**
 * The limit of a run on that day. `spans`: which phase held when. On the day on which one phase follows another nobody knows
 * which of them the run was in: the lower limit of both holds.
 */
export function runLimitOn(
  versions: readonly PastVersion[],
  spans: readonly PhaseSpan[],
  day: DayNumber,
): number {
  const version = versions.findLast(({ startsOn }) => startsOn <= day) ?? versions[0]
  const at = Math.max(
    0,
    spans.findLastIndex(({ from }) => from <= day),
  )
  const phase = phaseAt(version, spans[at])
  const before = at > 0 && spans[at]?.from === day ? phaseAt(version, spans[at - 1]) : undefined
  const limits = [phase, before].flatMap((one) => (one ? [one.params.runLimit] : []))
  return limits.length > 0 ? Math.min(...limits) : 2
}

const number = (values: RuleValues, id: string): number | null => {
  const value = values.get(id)
  return typeof value === 'number' ? value : null
}
const option = <T extends string>(values: RuleValues, id: string, options: readonly T[]): T | null =>
  options.find((name) => name === values.get(id)) ?? null
const day = (values: RuleValues, id: string): DayNumber | null => {
  const value = values.get(id)
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayNumber(value) : null
}
const yesNo: readonly YesNo[] = ['yes', 'no']

/** By how it is stored. */
export const formKind = (kind: string): FormKind =>
  kind === 'intake' ? 'intake' : kind === 'visit_form' ? 'visit' : 'review'

export const formOf = (
  values: RuleValues,
  submittedOn: DayNumber,
  kind: FormAnswers['kind'],
): FormAnswers => ({
  submittedOn,
  kind,
  nprsNow: number(values, 'nprs_now'),
  nprsWorst7d: number(values, 'nprs_worst_7d'),
  nprsNextMorning: number(values, 'nprs_next_morning'),
  swellingNow: option(values, 'swelling_now', swellings),
  kmLongestNow: number(values, 'km_longest_now'),
  energyLow: option(values, 'energy_low', yesNo),
  periodsMissed: option(values, 'periods_missed', yesNo),
})

export const goalsOf = (values: RuleValues): Goals => ({
  kmWeek: number(values, 'goal_km_week'),
  longestKm: number(values, 'goal_longest_km'),
  eventKm: number(values, 'event_km'),
  goalDate: day(values, 'goal_date'),
  eventDate: day(values, 'event_date'),
})

const levels = previousInjuryLevels.map(({ level, rule }) => ({ level, rule: loadRule(rule, flagRuleIds) }))

/** The level of `fac_previous_injury`; null when the answers do not say. */
function previousInjury(values: RuleValues): number | null {
  let unknown = false
  for (const { level, rule } of levels) {
    const result = evaluate(rule, { values })
    if (result === 'T') return level
    unknown ||= result === 'N'
  }
  return unknown ? null : 0
}

/** Clean answers, and beside them the date of birth of the record (`withRecord`). */
type Sent = { readonly on: Day; readonly answers: Answers }

/** What was answered until a day, a newer form over an older one, with derived values and `fac_previous_injury`. */
export function answersOf(forms: readonly Sent[], today: Day, limits: Limits): RuleValues {
  const merged: Answers = Object.assign({}, ...forms.map(({ answers }) => answers))
  const values = new Map(intakeValues(merged, { today, limits }))
  values.set('fac_previous_injury', previousInjury(values))
  return values
}
