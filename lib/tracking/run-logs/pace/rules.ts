import { KM_A_MILE } from '#lib/forms/typed.ts'

/**
 * A run that nobody can have run is asked about once: a slip of a digit bends every number after it. Read in the browser too, so that
 * it knows no schema.
 */

/** Minutes a kilometer that are taken as they are: faster than any race, slower than a walk with rests [EO]. */
const fastest = 2
const slowest = 30

type Ran = { readonly distance: number; readonly unit: 'km' | 'mi'; readonly minutes: number }

const rounded = (pace: number) => (pace < 10 ? Math.round(pace * 10) / 10 : Math.round(pace))

const asked = (said: string) =>
  `${said}: is that right? If it is, save once more; else correct the distance or the time.`

/** "100 minutes a mile: is that right? …"; null for a run that may be, and where distance or time are not known. */
export function paceQuestion({ distance, unit, minutes }: Ran): string | null {
  if (!(distance > 0 && minutes > 0)) return null
  const pace = minutes / distance
  const aKm = unit === 'mi' ? pace / KM_A_MILE : pace
  if (aKm >= fastest && aKm <= slowest) return null
  return asked(`${rounded(pace)} minutes a ${unit === 'mi' ? 'mile' : 'kilometer'}`)
}

/** "0 km in 29 minutes: is that right? …", of a correction that takes away a distance or a time that was known; else null. */
export function takenAwayQuestion(
  before: { readonly km: number; readonly minutes: number },
  { distance, unit, minutes }: Ran,
): string | null {
  const isTaken = (before.km > 0 && distance === 0) || (before.minutes > 0 && minutes === 0)
  return isTaken ? asked(`${distance} ${unit === 'mi' ? 'miles' : 'km'} in ${minutes} minutes`) : null
}
