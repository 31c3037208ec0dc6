/** The first two weeks of somebody who keeps running (clinical/programmes.md 6.5). Kilometers. */
import { keepRunningRows } from '#lib/content/factors/plan.ts'
import type { KeepRunningRow } from '#lib/content/factors/types.ts'
import { clinicalIds } from '#lib/content/ids.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { basisOf } from '#lib/factors/inputs/rules.ts'
import { tolerance } from '#lib/rules/evaluate.ts'
import { explain, missingIds } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'

export interface FirstWeeks {
  readonly situation: string
  readonly rule: string
  /** What week 1 is, then what else holds. */
  readonly lines: readonly string[]
  readonly basis: readonly { readonly id: string; readonly value: RuleValue }[]
  /** Of the rows before it that were skipped, and of the distances. */
  readonly missing: readonly string[]
}

const rows = keepRunningRows.map((row) => ({ ...row, loaded: loadRule(row.rule, clinicalIds) }))
const restFromWhich = 3

const number = (values: RuleValues, id: string): number | null => {
  const value = values.get(id)
  return typeof value === 'number' ? value : null
}
/** To 0.1 km, down. */
const kmOf = (km: number, share: number) => `${Math.floor(km * share * 10 + tolerance * 10) / 10} km`

function linesOf(week: NonNullable<KeepRunningRow['week']>, values: RuleValues, limits: Limits): string[] {
  const [km, longest] = [number(values, 'km_week_now'), number(values, 'km_longest_now')]
  const [runs, rest] = [number(values, 'runs_week_now'), number(values, 'rest_days_week')]
  const percent = week.percent === null ? null : limits[week.percent]
  const part = percent === null ? 'the distance of now' : `${percent} % of the distance of now`
  const inRuns = percent === null && runs !== null ? `, in ${runs} ${runs === 1 ? 'run' : 'runs'} as now` : ''
  return [
    `Week 1: ${km === null ? part : `${kmOf(km, (percent ?? 100) / 100)}, ${part}`}${inRuns}`,
    ...(longest === null ? [] : [`No run longer than ${kmOf(longest, week.longest)}`]),
    ...(week.extraRun && rest !== null && rest >= restFromWhich ? ['One more, shorter run a week'] : []),
    ...week.besides,
    'From week 3 on by the distance of a week, programs 6.4',
  ]
}

/** `runLimit`: highest pain 0 to 10 that the first phase accepts on a run; null without a program. */
export function firstWeeks(values: RuleValues, runLimit: number | null, limits: Limits): FirstWeeks {
  const pain = number(values, 'nprs_during_run')
  const excess = pain === null || runLimit === null ? null : pain - runLimit
  const known = new Map<string, RuleValue>([...values, ['run_excess', excess]])
  const traces = rows.map((row) => ({
    row,
    trace: explain(row.loaded, { values: known, registry: clinicalIds }),
  }))
  const at = traces.findIndex(({ trace }) => trace.result === 'T')
  const skipped = traces.slice(0, at).flatMap(({ trace }) => (trace.result === 'N' ? missingIds(trace) : []))
  const { row } = traces[at] ?? { row: rows.at(-1) as (typeof rows)[number] }
  const wanted = row.week ? ['km_week_now', 'km_longest_now'].filter((id) => number(values, id) === null) : []
  return {
    situation: row.situation,
    rule: row.rule,
    lines: row.week
      ? linesOf(row.week, values, limits)
      : ['No continuous running: back to running by stages'],
    basis: basisOf(traces.slice(0, at + 1).map(({ trace }) => trace)),
    missing: [...new Set([...skipped, ...wanted])],
  }
}
