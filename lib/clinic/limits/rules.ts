import { defaultLimits, isLimit, type Limits } from '#lib/content/limits/index.ts'

/** A change of a number. Null: back to the default. */
export type LimitRow = { readonly thresholdId: string; readonly value: number | null }

/** The limits that hold: the newest of each that the clinic set, else the default. `rows` from the oldest to the newest. */
export function limitValues(rows: readonly LimitRow[]): Limits {
  const set: Partial<Record<string, number | null>> = Object.fromEntries(
    rows.filter(({ thresholdId }) => isLimit(thresholdId)).map((row) => [row.thresholdId, row.value]),
  )
  if (Object.keys(set).length === 0) return defaultLimits
  return Object.fromEntries(
    Object.entries(defaultLimits).map(([id, value]) => [id, set[id] ?? value]),
  ) as Limits
}

/**
 * What is made of the limits, such as rules with their numbers: made at once with the defaults, so that a fault is found with
 * the module. Most clinics never change a limit: what the last change made is kept.
 */
export function perLimits<T>(make: (limits: Limits) => T): (limits: Limits) => T {
  const byDefault = make(defaultLimits)
  let last: { of: Limits; key: string; made: T } | null = null
  return (limits) => {
    if (limits === defaultLimits) return byDefault
    if (last?.of === limits) return last.made
    const key = JSON.stringify(limits)
    last = { of: limits, key, made: last?.key === key ? last.made : make(limits) }
    return last.made
  }
}
