import { defaultLimits, type FactorLimits } from '#lib/content/factors/limits.ts'

/** The limits that hold: the newest of each that the clinic set, else the default. `rows` from the oldest to the newest. */
export function limitValues(
  rows: readonly { readonly thresholdId: string; readonly value: number | null }[],
): FactorLimits {
  const set = Object.fromEntries(
    rows.filter(({ thresholdId }) => thresholdId in defaultLimits).map((row) => [row.thresholdId, row.value]),
  )
  if (Object.keys(set).length === 0) return defaultLimits
  return Object.fromEntries(Object.entries(defaultLimits).map(([id, value]) => [id, set[id] ?? value]))
}
