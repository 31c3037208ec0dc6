import { defaultAlertLimits } from '#lib/alerts/findings/rules.ts'
import type { AlertLimits } from '#lib/alerts/findings/schema.ts'
import { alertTable } from '#lib/content/alerts/table.ts'
import { readersOf } from '#lib/content/factors/index.ts'
import { alertLimitById, alertLimits } from '#lib/content/limits/alerts.ts'
import { inOrder } from '#lib/content/limits/order.ts'
import { timeText } from '#lib/dates.ts'
import { limitValues } from '#lib/limits/values/rules.ts'
import { namesNumber } from '#lib/rules/numbers.ts'
import type { LimitCard, SetLimit } from './schema.ts'
import { limitById, settableLimits } from './schema.ts'

/** The numbers that hold in a case: its own, else the clinic's, else the defaults. `rows` from the oldest to the newest. */
export function alertLimitValues(rows: readonly SetLimit[], caseId: string | null): AlertLimits {
  if (rows.length === 0) return defaultAlertLimits
  const clinic: Record<string, number | null> = {}
  const own: Record<string, number | null> = {}
  for (const row of rows) {
    if (!alertLimitById(row.limitId)) continue
    if (row.caseId === null) clinic[row.limitId] = row.value
    else if (row.caseId === caseId) own[row.limitId] = row.value
  }
  return Object.fromEntries(
    Object.entries(defaultAlertLimits).map(([id, value]) => [id, own[id] ?? clinic[id] ?? value]),
  )
}

/** Every number that holds in the clinic, or in one of its cases. `rows` from the oldest to the newest. */
export const allLimits = (
  rows: readonly SetLimit[],
  caseId: string | null,
): Readonly<Record<string, number>> => ({
  ...limitValues(rows.filter((row) => row.caseId === null)),
  ...alertLimitValues(rows, caseId),
})

/** What is wrong with a number beside those that it stands in an order with; null when nothing is. */
export function outOfOrder(values: Readonly<Record<string, number>>, id: string): string | null {
  for (const [lower, upper] of inOrder) {
    const [low, high] = [values[lower], values[upper]]
    if (low === undefined || high === undefined || low <= high) continue
    if (id === lower) return `Choose at most ${high}, which holds for “${limitById(upper)?.label}”.`
    if (id === upper) return `Choose at least ${low}, which holds for “${limitById(lower)?.label}”.`
  }
  return null
}

/** What somebody reads whose number would stand over one that she has not seen. */
export function overtaken(
  saved: { value: number | null; by: string },
  mine: number | null,
  unit: string,
): string {
  const theirs = saved.value === null ? 'took it back' : `set ${saved.value} ${unit}`
  const own = mine === null ? 'yours takes it back' : `yours is ${mine}`
  return `${saved.by} ${theirs} meanwhile; ${own}. Load the page again to set yours over it.`
}

/** A change with who made it. */
export type LimitChange = SetLimit & {
  readonly id: string
  readonly note: string
  readonly by: string
  readonly at: Date
}

const alertsReading = (id: string): string[] =>
  alertTable
    .filter(({ levels }) => levels.some(({ rule }) => namesNumber(rule, id)))
    .map(({ title }) => title)

/**
 * Every number with its history: those of alerts in one case, or with the limits of factors those of the clinic (`caseId`
 * null). `rows` from the oldest to the newest.
 */
export function limitCards(
  rows: readonly LimitChange[],
  caseId: string | null,
  zone: string,
  now: Date,
): LimitCard[] {
  const values = allLimits(rows, caseId)
  return (caseId === null ? settableLimits : ([['alerts', alertLimits]] as typeof settableLimits)).flatMap(
    ([about, specs]) =>
      specs.map(({ id, label, unit, min, max, step, reason, readBy, default: standard }) => {
        const own = rows.filter((row) => row.limitId === id && row.caseId === caseId)
        const clinic = rows.findLast((row) => row.limitId === id && row.caseId === null)?.value ?? null
        const set = own.at(-1)?.value ?? null
        const from = caseId !== null && set !== null ? 'case' : clinic !== null ? 'clinic' : 'default'
        return {
          id,
          label,
          unit,
          min,
          max,
          step,
          reason,
          default: standard,
          from,
          own: set,
          about,
          value: values[id] ?? standard,
          readBy: readBy ?? (about === 'alerts' ? alertsReading(id) : readersOf(id)),
          history: own.toReversed().map((row) => ({
            id: row.id,
            text: `${row.value === null ? 'Taken back' : `${row.value} ${unit}`}, ${row.by}, ${timeText(row.at, zone, now)}`,
            note: row.note,
          })),
        }
      }),
  )
}
