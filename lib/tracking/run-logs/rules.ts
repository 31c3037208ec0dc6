import { Invalid } from '#lib/errors.ts'
import { KM_A_MILE } from '#lib/forms/typed.ts'
import type { ProgramPhase } from '#lib/programs/schema.ts'
import { tolerance } from '#lib/rules/evaluate.ts'
import { paceQuestion, takenAwayQuestion } from './pace/rules.ts'
import type { DistanceUnit, RunInput, RunType } from './schema.ts'

const hundredth = (value: number) => Math.round(value * 100) / 100

/** What was typed, in kilometers to two places. */
export const toKm = (distance: number, unit: DistanceUnit): number =>
  hundredth(unit === 'mi' ? distance * KM_A_MILE : distance)

/** What is stored, in the unit it was typed in, to two places. */
export const fromKm = (km: number, unit: DistanceUnit): number =>
  hundredth(unit === 'mi' ? km / KM_A_MILE : km)

const miles = (count: number) => `${count} ${count === 1 ? 'mile' : 'miles'}`

/** A distance in words, "11.3 km", "7 miles": kilometers as they are, to two places, miles to one. */
export const distanceText = (km: number, unit: DistanceUnit): string =>
  unit === 'mi' ? miles(Math.round((km / KM_A_MILE) * 10) / 10) : `${hundredth(km)} km`

/** The same of a limit: rounded down, so that the words never allow more than the limit does. */
export const limitText = (km: number, unit: DistanceUnit): string =>
  unit === 'mi'
    ? miles(Math.floor((km / KM_A_MILE) * 10 + tolerance * 10) / 10)
    : `${Math.floor(km * 100 + tolerance * 100) / 100} km`

type KnownRun = { readonly km: number; readonly minutes: number }

/**
 * Throws Invalid for a pace that nobody runs, and for a distance or a time that a correction of `before` takes away, until who types
 * it has read the question and saves once more. What stays as it is was asked about when it was saved.
 */
export function assertPace(
  run: Pick<RunInput, 'distance' | 'unit' | 'minutes' | 'pace'>,
  before: KnownRun | null = null,
): void {
  if (before?.minutes === run.minutes && before.km === toKm(run.distance, run.unit)) return
  const question = paceQuestion(run) ?? (before && takenAwayQuestion(before, run))
  if (question && question !== run.pace) throw new Invalid({ minutes: [question] })
}

/** The kind of run that a stage is made of (clinical/programmes.md 6.2): walk and jog below stage 8, then easy running. */
export const typeOfStage = (stage: number): RunType => (stage < 8 ? 'walk_run' : 'easy')

/** The kind that the form begins with; null where the phase follows no stage. */
export function plannedType({ items }: Pick<ProgramPhase, 'items'>): RunType | null {
  const stage = items.find((item) => item.stage !== null)?.stage ?? null
  return stage === null ? null : typeOfStage(stage)
}
