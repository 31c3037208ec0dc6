/** Reference values by age and sex (clinical/assessment.md 5.1, 5.2, 6.2); null where there is none. */

import type { Sex } from '#lib/assessment/record/schema.ts'
import {
  type ByAge,
  type BySex,
  heelRaiseNorms,
  kneeExtensionBounds,
  sitToStandLow,
  sitToStandYoung,
} from '#lib/content/assessment/norms.ts'
import type { Limits } from '#lib/content/limits/index.ts'

/** Intersex and "prefer not to say": the mean of both columns. */
function ofSex({ women, men }: BySex, sex: Sex): number {
  if (sex === 'female') return women
  return sex === 'male' ? men : (women + men) / 2
}

function lookUp(rows: readonly ByAge[], age: number | null, sex: Sex | null): number | null {
  if (age === null || sex === null) return null
  const row = rows.find(({ from, to }) => age >= from && age <= to)
  return row ? ofSex(row, sex) : null
}

export const heelRaiseNorm = (age: number | null, sex: Sex | null): number | null =>
  lookUp(heelRaiseNorms, age, sex)

/** At or above this the sit-to-stand is not low. Between 19 and 35 years the sex does not matter. */
export function sitToStandLine(age: number | null, sex: Sex | null): number | null {
  if (age !== null && age >= sitToStandYoung.from && age <= sitToStandYoung.to) return sitToStandYoung.low
  return lookUp(sitToStandLow, age, sex)
}

/** Low line of knee extension, N·m/kg, for the angle at which it was measured. */
export function kneeExtensionLine(
  angle: string | null,
  age: number | null,
  sex: Sex | null,
  limits: Limits,
): number | null {
  if ((angle !== '60' && angle !== '90') || age === null || age < 18 || sex === null) return null
  const { adult, older } = kneeExtensionBounds[angle]
  const bound = age >= limits.knee_ext_older_years ? older : adult
  return bound && (limits.knee_ext_low_pct * ofSex(bound, sex)) / 100
}
