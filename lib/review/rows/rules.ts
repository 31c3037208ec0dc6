import { type IndicatorDoc, indicatorDocs, optionWords, otherLabels } from '#lib/content/review/indicators.ts'
import { countText, dayText, isoDay } from '#lib/dates.ts'
import { inputLabel } from '#lib/flags/cards/rules.ts'
import { capAfter, type NextRun } from '#lib/programs/progression/cap/rules.ts'
import { tolerance } from '#lib/rules/evaluate.ts'
import { withNumbers } from '#lib/rules/numbers.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { daysIn } from '#lib/tracking/progress/course/rules.ts'
import { limitText } from '#lib/tracking/run-logs/rules.ts'
import { begunOn } from '../indicators/begun/rules.ts'
import type { IndicatorId, IndicatorInput, Indicators } from '../indicators/schema.ts'
import type { ReadingRow } from '../record/schema.ts'

/** Indicators as rows that a physiotherapist reads: the number first, everything it rests on behind it. */

export const readingLabel = (id: string): string =>
  indicatorDocs[id]?.label ?? otherLabels[id] ?? inputLabel(id)

/** "1.7", "−0.82", "No clear trend". A number that rounds to nothing has no sign. */
export function indicatorText(value: RuleValue, digits: number): string {
  if (value === null) return 'not assessed'
  if (typeof value === 'string') return optionWords[value] ?? value.replaceAll('_', ' ')
  if (typeof value !== 'number') return value.map((one) => one.replaceAll('_', ' ')).join(', ')
  const text = Math.abs(value).toFixed(digits)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}

const ofReading = (found: Indicators, id: IndicatorId, digits: number): string | null => {
  const { value } = found.readings[id]
  return value === null ? null : indicatorText(value, digits)
}

/** Why is said where it is less than the cap after the longest run. */
function nextRunText({ km, why }: NextRun, longestKm: number): string {
  const text = `next run at most ${limitText(km, 'km')}`
  return km < (capAfter(longestKm) ?? 0) - tolerance ? `${text}: ${why}` : text
}

/** What stands beside the number: what it is compared with. */
function noteOf(id: IndicatorId, found: Indicators, nextRun: NextRun | null): string | null {
  const { slope } = found.pain
  const beside = (other: IndicatorId, digits: number, words: (text: string) => string) => {
    const text = ofReading(found, other, digits)
    return text === null ? null : words(text)
  }
  switch (id) {
    case 'ind_pain_7d':
      return beside('ind_pain_start', 1, (start) => `${start} at the start`)
    case 'ind_pain_start': {
      const delta = found.readings.ind_pain_delta.value
      if (typeof delta !== 'number') return null
      const text = indicatorText(Math.abs(delta), 1)
      return Number(text) === 0 ? 'the same since' : `${text} points ${delta > 0 ? 'better' : 'worse'} since`
    }
    case 'ind_pain_slope_wk':
      return (
        slope &&
        `${indicatorText(slope.lower, 2)} to ${indicatorText(slope.upper, 2)}, approximate 95 % interval`
      )
    case 'ind_flare':
      return found.readings.ind_flare.value === 'open'
        ? beside('ind_flare_days', 0, (days) => `for ${countText(Number(days), 'day')}`)
        : null
    case 'ind_week_km':
      return beside('ind_prev4_km', 1, (km) => `${km} a week before`)
    case 'ind_longest_30d_km':
      return nextRun && nextRunText(nextRun, Number(found.readings[id].value))
    case 'ind_stage':
      return beside('ind_stage_days', 0, (days) => `for ${countText(Number(days), 'day')}`)
    case 'ind_load_ratio':
      return 'weak predictor, never alone'
    default:
      return null
  }
}

const day = (at: number, today: number) => dayText(isoDay(at), isoDay(today))
const values = (found: Indicators, from: number) =>
  found.pain.days
    .filter((point) => point.day >= from)
    .map((point) => `${day(point.day, found.today)}: ${point.pain}`)

function painInputs(id: IndicatorId, found: Indicators): string[] | null {
  const { today, pain } = found
  const from = id === 'ind_pain_slope_wk' ? today - 27 : today - 6
  if (id === 'ind_flare' || id === 'ind_flare_days' || id === 'ind_flare_free_days')
    return pain.flares
      .slice(-3)
      .map(({ opened, closed, ref }) =>
        closed === null
          ? `Opened ${day(opened, today)}, median before it ${ref}`
          : `${day(opened, today)} to ${day(closed, today)}, median before it ${ref}`,
      )
  if (id !== 'ind_pain_7d' && id !== 'ind_pain_slope_wk') return null
  const list = values(found, from)
  return list.length === 0 ? null : [`${countText(list.length, 'day')} with an entry`, ...list]
}

/** What the number was made of, line by line. */
function inputsOf(id: IndicatorId, found: Indicators, input: IndicatorInput): string[] {
  const { today } = found
  const pain = painInputs(id, found)
  if (pain) return pain
  const inDays = (from: number, to: number) => (one: { readonly day: number }) =>
    one.day >= today - to && one.day <= today - from
  const results = [...found.results, ...found.runs, ...found.walked]
  switch (id) {
    case 'ind_adherence_pct':
    case 'ind_session_adherence_pct':
    case 'ind_extra_pct':
      return [`${countText(found.results.filter(inDays(1, 14)).length, 'exercise')} logged on days 1–14`]
    case 'ind_green_pct':
      return ['green', 'amber', 'over_limit', 'red', 'unknown'].map(
        (kind) =>
          `${kind.replace('_', ' ')}: ${results.filter(inDays(0, 13)).filter(({ result }) => result === kind).length}`,
      )
    case 'ind_week_km':
      return found.runs
        .filter(inDays(0, 6))
        .map((run) => `${day(run.day, today)}: ${run.entry.km} km, ${run.entry.minutes} min`)
    case 'ind_longest_30d_km':
    case 'ind_session_cap_km':
      return [`${countText(found.runs.filter(inDays(1, 30)).length, 'run')} in the 30 days before`]
    case 'ind_session_spike_pct':
    case 'ind_run_ratio_30d': {
      const run = found.runs.at(-1)
      return run
        ? [`${day(run.day, today)}: ${run.entry.km} km`, `longest before it ${run.longest30Km} km`]
        : []
    }
    case 'ind_goal_week_pct':
    case 'ind_weeks_goal':
      return input.goals.kmWeek === null ? [] : [`Goal ${input.goals.kmWeek} km a week`]
    case 'ind_weeks': {
      const { plan } = input.course
      if (!plan) return []
      const begun = begunOn(input) ?? plan.activatedOn
      return [
        `Activated ${day(plan.activatedOn, today)}`,
        ...(begun > plan.activatedOn ? [`opened again ${day(begun, today)}`] : []),
      ]
    }
    case 'ind_phase_weeks':
    case 'ind_phase_ratio': {
      if (!input.phase) return []
      const closed = daysIn(input.course.closed ?? [], input.phase.startedOn, today)
      return [
        `Phase since ${day(input.phase.startedOn, today)}`,
        ...(closed > 0 ? [`closed for ${countText(closed, 'day')} of it`] : []),
        `usually at most ${input.phase.weeksMax} weeks`,
      ]
    }
    default:
      return []
  }
}

const noDoc: IndicatorDoc = { label: '', definition: '', minimum: '', source: '' }

/** The rows of a part, in its order. What is not known says what is missing. `nextRun`: of `nextRunCap`. */
export const readingRows = (
  ids: readonly IndicatorId[],
  found: Indicators,
  input: IndicatorInput,
  nextRun: NextRun | null = null,
): ReadingRow[] =>
  ids.map((id) => {
    const doc = indicatorDocs[id] ?? { ...noDoc, label: id }
    const { value, missing } = found.readings[id]
    return {
      id,
      label: doc.label,
      unit: typeof value === 'number' ? (doc.unit ?? '') : '',
      value: value === null ? null : indicatorText(value, doc.digits ?? 0),
      missing,
      note: value === null ? null : noteOf(id, found, nextRun),
      definition: withNumbers(doc.definition, input.limits),
      minimum: withNumbers(doc.minimum, input.limits),
      source: doc.source,
      inputs: inputsOf(id, found, input),
    }
  })
