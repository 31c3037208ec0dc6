import { defaultLimits, isLimit, type Limits, limitUnits } from '#lib/content/limits/index.ts'

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

/** "Below {lunge_possible_deg}" with the number that holds and its unit: "Below 35°". Throws for what is no limit. */
export const inWords = (text: string, limits: Limits): string =>
  text.replace(/\{([a-z0-9_]+)\}/g, (_, id: string) => {
    if (!isLimit(id)) throw new Error(`No limit is called ${id}`)
    return `${limits[id]}${limitUnits[id] === '°' ? '°' : ` ${limitUnits[id]}`}`
  })
