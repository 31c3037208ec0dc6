import { defaultLimits, isLimit, type Limits } from '#lib/content/limits/index.ts'

/** A change of a number. Null: back to what holds above it, the clinic's number or the default. */
export type LimitRow = { readonly limitId: string; readonly value: number | null }

/** The limits that hold: the newest of each that the clinic set, else the default. `rows` from the oldest to the newest. */
export function limitValues(rows: readonly LimitRow[]): Limits {
  const set: Partial<Record<string, number | null>> = Object.fromEntries(
    rows.filter(({ limitId }) => isLimit(limitId)).map((row) => [row.limitId, row.value]),
  )
  if (Object.keys(set).length === 0) return defaultLimits
  return Object.fromEntries(
    Object.entries(defaultLimits).map(([id, value]) => [id, set[id] ?? value]),
  ) as Limits
}

/** Sets of limits at a time whose rules are kept: those of a few clinics, and of older flags. */
const mostKept = 20

/**
 * What is made of the limits, such as rules with their numbers: with the defaults at once, so that a fault is found with the
 * module, and with others once for each set.
 */
export function perLimits<T>(make: (limits: Limits) => T): (limits: Limits) => T {
  const byDefault = make(defaultLimits)
  const kept = new Map([[JSON.stringify(defaultLimits), byDefault]])
  let last = { of: defaultLimits, made: byDefault }
  return (limits) => {
    if (limits === defaultLimits) return byDefault
    if (limits !== last.of) {
      const key = JSON.stringify(limits)
      const made = kept.get(key) ?? make(limits)
      if (kept.size >= mostKept) kept.clear()
      kept.set(key, made)
      last = { of: limits, made }
    }
    return last.made
  }
}
