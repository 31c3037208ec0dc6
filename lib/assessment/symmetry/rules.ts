/** Sums over trials and sides. Small and free of content, so that a page can compute while one types. */

/** Strength and counts: the best trial. */
export const bestOf = (trials: readonly number[]): number | null =>
  trials.length > 0 ? Math.max(...trials) : null

/** Angles: the mean of the trials. */
export const meanOf = (trials: readonly number[]): number | null =>
  trials.length > 0 ? trials.reduce((sum, one) => sum + one, 0) / trials.length : null

/** Limb symmetry index in percent: symptomatic side of the other side; null without both or when the other is 0. */
export const limbSymmetry = (symptomatic: number | null, other: number | null): number | null =>
  symptomatic === null || other === null || other === 0 ? null : (100 * symptomatic) / other

export const behind = (index: number | null, other: number | null): number | null =>
  index === null || other === null ? null : other - index

export const apart = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? null : Math.abs(left - right)

/** 100 × (higher − lower) / higher; null when the higher is 0. */
export function gapPercent(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return null
  const high = Math.max(left, right)
  return high === 0 ? null : (100 * (high - Math.min(left, right))) / high
}

export type Band = 'symmetric' | 'possible' | 'deficit'

/** A quotient that is 90 on paper may be a little less in a machine. */
const tolerance = 1e-9

/** In percent: symmetric from, deficit below [EO] (clinical/assessment.md 6.1); a clinic may set both. */
export type Bands = { readonly lsi_symmetric_pct: number; readonly lsi_deficit_pct: number }

export const bandOf = (lsi: number, { lsi_symmetric_pct, lsi_deficit_pct }: Bands): Band => {
  if (lsi >= lsi_symmetric_pct - tolerance) return 'symmetric'
  return lsi >= lsi_deficit_pct - tolerance ? 'possible' : 'deficit'
}

export const bandWords: Record<Band, string> = {
  symmetric: 'symmetric',
  possible: 'possible deficit',
  deficit: 'deficit',
}

const newton = 9.80665

/** Force in newton of what a scale shows in kilogram. */
export const newtonOf = (kg: number): number => kg * newton

/** Torque by body weight, N·m/kg, from newton, metre and kilogram. */
export const torquePerKg = (forceN: number, leverM: number, weightKg: number): number =>
  (forceN * leverM) / weightKg

/** Force as a percentage of body mass. */
export const percentBodyMass = (forceN: number, weightKg: number): number =>
  (100 * (forceN / newton)) / weightKg

/** Beside a symmetry whose other side is itself below its line (clinical/assessment.md 6.1). */
export const weakWords = '; comparison side is weak'
