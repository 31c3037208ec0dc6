import type { Limits } from '#lib/content/limits/index.ts'
import type { Day } from '#lib/dates.ts'
import { bodyMassIndex } from '#lib/intake/derived/rules.ts'
import { startDistance, startStageNow } from '#lib/programs/running/rules.ts'
import type { FirstRunAnswers, RanBefore, StageAnswers } from '#lib/programs/running/schema.ts'
import { type Weekday, weekdays } from '#lib/programs/schema.ts'
import type { Fit } from '#lib/programs/template/schema.ts'

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
const text = (value: unknown) => (typeof value === 'string' ? value : null)
const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null)

/** What the person has, as far as the intake was answered: equipment, days and minutes of exercise. */
export type Has = {
  readonly equipment: readonly string[] | null
  readonly days: readonly Weekday[] | null
  readonly minutes: number | null
}

export function hasFromAnswers(answers: Readonly<Record<string, unknown>>): Has {
  const days = weekdays.filter((day) => strings(answers.days_available).includes(day))
  const equipment = strings(answers.equipment)
  return {
    equipment: equipment.length === 0 ? null : equipment.filter((entry) => entry !== 'none'),
    days: days.length === 0 ? null : days,
    minutes: number(answers.minutes_per_session),
  }
}

/** What limits the first runs. */
export const firstRunAnswers = (answers: Readonly<Record<string, unknown>>): FirstRunAnswers => ({
  painOnsetMinutes: number(answers.run_pain_onset_min),
  paceEasy: number(answers.pace_easy),
  bmi: bodyMassIndex(number(answers.weight_kg), number(answers.height_cm)),
})

/** What the starting stage is decided from. */
export const stageAnswers = (answers: Readonly<Record<string, unknown>>): StageAnswers => ({
  runnerType: text(answers.runner_type),
  runningStatus: text(answers.running_status),
  stoppedWeeks: number(answers.stopped_weeks),
  painOnsetMinutes: number(answers.run_pain_onset_min),
})

/**
 * The same for a template. What was not answered is assumed: no equipment, three days, half an hour [EO]. What keeps
 * exercises from being proposed, the flags and what was perhaps told in a later form than these answers, is handed over.
 */
export function fitFromAnswers(
  answers: Readonly<Record<string, unknown>>,
  { spared, block, atClinic }: Pick<Fit, 'atClinic'> & Required<Pick<Fit, 'spared' | 'block'>>,
  { limits, ran, today }: { readonly limits: Limits; readonly ran: RanBefore; readonly today: Day },
): Fit {
  const has = hasFromAnswers(answers)
  const firstRuns = firstRunAnswers(answers)
  return {
    equipment: has.equipment ?? [],
    daysAvailable: has.days ?? ['mon', 'wed', 'fri'],
    minutesPerSession: has.minutes ?? 30,
    runStage: startStageNow(stageAnswers(answers), ran, today, limits).stage,
    firstRuns: { ...firstRuns, startKm: startDistance(firstRuns, limits), limits },
    runs: text(answers.running_status) !== 'stopped',
    block,
    spared,
    atClinic: atClinic ?? false,
  }
}
