/** Reference values by age and sex (clinical/assessment.md 5.1, 5.2, 6.2); null where there is none. */

import type { Sex } from '#lib/assessment/schema.ts'
import {
  type ByAge,
  heelRaiseNorms,
  kneeExtensionLow,
  sitToStandLow,
  sitToStandYoung,
} from '#lib/content/assessment/norms.ts'

/** Intersex and "prefer not to say": the mean of both columns. */
function lookUp(rows: readonly ByAge[], age: number | null, sex: Sex | null): number | null {
  if (age === null || sex === null) return null
  const row = rows.find(({ from, to }) => age >= from && age <= to)
  if (!row) return null
  if (sex === 'female') return row.women
  return sex === 'male' ? row.men : (row.women + row.men) / 2
}

export const heelRaiseNorm = (age: number | null, sex: Sex | null): number | null =>
  lookUp(heelRaiseNorms, age, sex)

/** At or above this the sit-to-stand is not low. Between 19 and 35 years the sex does not matter. */
export function sitToStandLine(age: number | null, sex: Sex | null): number | null {
  if (age !== null && age >= sitToStandYoung.from && age <= sitToStandYoung.to) return sitToStandYoung.low
  return lookUp(sitToStandLow, age, sex)
}

/** Low line of knee extension, N·m/kg, for the angle at which it was measured. */
export const kneeExtensionLine = (
  angle: string | null,
  age: number | null,
  sex: Sex | null,
): number | null => (angle === '60' || angle === '90' ? lookUp(kneeExtensionLow[angle], age, sex) : null)
