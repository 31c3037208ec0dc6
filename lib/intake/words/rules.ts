/** Answers and calculated values in words, for the summary, the triage and the case. */
import type { Question } from '#lib/content/intake/questionnaire.ts'
import { fullDayText, isDay, startLower } from '#lib/dates.ts'
import { sideOf, zoneOf } from '#lib/intake/answers/rules.ts'
import type { AnswerValue } from '#lib/intake/answers/schema.ts'
import { isZoneQuestion } from '#lib/intake/answers/schema.ts'
import type { RuleValue } from '#lib/rules/registry.ts'

/** Units that the wording of a question implies. */
const units: Readonly<Record<string, string>> = {
  rf_trauma_days: 'days',
  symptom_weeks: 'weeks',
  preventive_weeks: 'weeks',
  stopped_weeks: 'weeks',
  run_pain_onset_min: 'min',
  running_years: 'years',
  rest_days_week: 'days',
  pace_easy: 'min per km',
  cadence_known: 'steps per min',
  shoe_age_months: 'months',
  warmup_min: 'min',
  stretch_days: 'days',
  sleep_hours: 'hours',
  sitting_hours: 'hours',
  strength_days: 'days',
  strength_months: 'months',
  other_sport_hours: 'hours',
  minutes_per_session: 'min',
}

/** A distance, which may also be typed in miles. */
export const isDistance = ({ id, type }: Question): boolean =>
  (type === 'decimal' || type === 'integer') && /(^|_)km(_|$)/.test(id)

/** Integers from 0 to 10 are asked as a scale. */
export const isScale = ({ type, limits }: Question): boolean =>
  type === 'integer' && limits?.min === 0 && limits.max === 10

export function unitOf(question: Question): string | null {
  if (isDistance(question)) return 'km'
  if (question.id.startsWith('surface_') && question.type === 'integer') return '%'
  return question.limits?.unit ?? units[question.id] ?? null
}

function labelOf(question: Question, value: string): string {
  if (!isZoneQuestion(question)) return question.options.find((option) => option.id === value)?.label ?? value
  const zone = question.options.find((option) => option.id === zoneOf(value))?.label ?? zoneOf(value)
  const side = sideOf(value)
  return side ? `${zone} (${side})` : zone
}

const number = (value: number): string => `${Math.round(value * 100) / 100}`

/** "12 km", "Yes", "Hips, calves", "3 Mar 1992"; null for an answer that was not given. */
export function answerInWords(question: Question, value: AnswerValue): string | null {
  if (value === null) return null
  if (typeof value === 'number') {
    if (question.type === 'nprs' || isScale(question)) return `${number(value)} of 10`
    const unit = unitOf(question)
    const one = value === 1 && unit?.endsWith('s') && !unit.includes(' ') ? unit.slice(0, -1) : unit
    return one ? `${number(value)}${one === '%' ? '' : ' '}${one}` : number(value)
  }
  if (typeof value === 'string') {
    if (question.type === 'date' && isDay(value)) return fullDayText(value)
    const isOption = question.options.length > 0 || (question.limits?.orUnknown && value === 'unknown')
    if (!isOption) return value
    return value === 'unknown' ? 'I don’t know' : labelOf(question, value)
  }
  if (value.length === 0) return null
  const [first = '', ...rest] = value.map((item) => labelOf(question, item))
  return isZoneQuestion(question) ? [first, ...rest].join('; ') : [first, ...rest.map(startLower)].join(', ')
}

/** What the physio reads for a calculated value, in the order of clinical/intake.md 1.1. */
export const derivedLabels: Readonly<Record<string, { label: string; unit?: string }>> = {
  age_years: { label: 'Age', unit: 'years' },
  index_side: { label: 'Index side' },
  bmi: { label: 'Body mass index' },
  km_rise: { label: 'Rise in km per week', unit: 'km' },
  load_change_weekly_pct: { label: 'Change of weekly distance', unit: '%' },
  session_spike_pct: { label: 'Longest run against the month before', unit: '%' },
  runs_change: { label: 'Change of runs per week' },
  hard_change: { label: 'Change of hard sessions per week' },
  long_run_share_pct: { label: 'Longest run of the weekly distance', unit: '%' },
  surface_hard_pct: { label: 'Hard ground', unit: '%' },
  surface_top_pct: { label: 'Most used ground', unit: '%' },
  pfj_load_count: { label: 'Painful activities that load the kneecap' },
  agg_max: { label: 'Highest activity rating (0 to 3)' },
  morning_increase: { label: 'Pain next morning against now' },
  irritability: { label: 'Irritability' },
  symptom_stage: { label: 'Stage' },
  periods_missed: { label: 'Periods missed' },
  bone_risk: { label: 'Bone risk' },
  psfs_average: { label: 'PSFS average' },
}

/** With at most one decimal (clinical/intake.md 1.1); null when it could not be calculated. */
export function derivedInWords(id: string, value: RuleValue): string | null {
  if (value === null || Array.isArray(value)) return null
  const unit = derivedLabels[id]?.unit
  if (typeof value !== 'number') return `${value}`.charAt(0).toUpperCase() + `${value}`.slice(1)
  const text = `${Math.round(value * 10) / 10}`.replace('-', '−')
  return unit ? `${text}${unit === '%' ? '' : ' '}${unit}` : text
}
