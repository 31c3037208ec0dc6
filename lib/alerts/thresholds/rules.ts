import { defaultThresholds } from '#lib/alerts/findings/rules.ts'
import type { ThresholdValues } from '#lib/alerts/findings/schema.ts'
import { thresholdById } from '#lib/content/alerts/thresholds.ts'
import type { ThresholdRow } from './schema.ts'

/** The numbers that hold in a case: its own, else the clinic's, else the defaults. `rows` from the oldest to the newest. */
export function thresholdValues(rows: readonly ThresholdRow[], caseId: string | null): ThresholdValues {
  if (rows.length === 0) return defaultThresholds
  const clinic: Record<string, number | null> = {}
  const own: Record<string, number | null> = {}
  for (const row of rows) {
    if (!thresholdById(row.thresholdId)) continue
    if (row.caseId === null) clinic[row.thresholdId] = row.value
    else if (row.caseId === caseId) own[row.thresholdId] = row.value
  }
  return Object.fromEntries(
    Object.entries(defaultThresholds).map(([id, value]) => [id, own[id] ?? clinic[id] ?? value]),
  )
}
