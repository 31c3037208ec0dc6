/**
 * The calculated values of clinical/intake.md 1.1, in full precision; null when an input is missing.
 *
 *   derive(values, { today, limits })   // values of shown answers by id; see lib/intake/answers/rules.ts for where they come from
 */

import { derivedIds, intakeIds } from '#lib/content/ids/intake.ts'
import { derivedSpecs } from '#lib/content/intake/derived.ts'
import { aggravatingIds, surfaceIds } from '#lib/content/intake/groups.ts'
import type { DerivedSpec } from '#lib/content/intake/types.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import { type Day, daysBetween } from '#lib/dates.ts'
import { perLimits } from '#lib/limits/values/rules.ts'
import { evaluate } from '#lib/rules/evaluate.ts'
import { namesAny, withNumbers } from '#lib/rules/numbers.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'
import { registryOf } from '#lib/rules/registry.ts'
import type { Rule } from '#lib/rules/tree.ts'

export interface DerivedInput {
  readonly today: Day
  /**
   * Those of the clinic; what names one is not judged by any other. Null where no rule reads such a value: it is missing
   * then.
   */
  readonly limits: Limits | null
  /** The day of the newest complete set of safety answers, for `safety_age_days`. */
  readonly safetyAnsweredOn?: Day | null
}

const registry = registryOf({ ...intakeIds, ...derivedIds })

type Cases = ReadonlyMap<string, readonly { option: string; rule: Rule }[]>

const load = (specs: readonly DerivedSpec[], numbers: Readonly<Record<string, number>>): Cases =>
  new Map(
    specs.flatMap(({ id, cases }) =>
      cases
        ? [
            [
              id,
              cases.map(({ option, rule }) => ({
                option,
                rule: loadRule(withNumbers(rule, numbers), registry),
              })),
            ] as const,
          ]
        : [],
    ),
  )

/** Loaded with the module, so that a broken rule is found before anybody is asked anything. */
export const casesWith = perLimits((limits) => load(derivedSpecs, limits))
const casesWithout = load(
  derivedSpecs.filter(({ cases }) => !cases?.some(({ rule }) => namesAny(rule))),
  {},
)

const gridValues: Readonly<Record<string, number>> = { none: 0, mild: 1, moderate: 2, severe: 3 }
const kneecapLoads = ['agg_stairs_up', 'agg_stairs_down', 'agg_squat', 'agg_sitting_long', 'agg_kneel']
const psfsScores = ['psfs_1_score', 'psfs_2_score', 'psfs_3_score']

class Inputs {
  private readonly values: RuleValues

  constructor(values: RuleValues) {
    this.values = values
  }

  number(id: string): number | null {
    const value = this.values.get(id)
    return typeof value === 'number' ? value : null
  }

  text(id: string): string | null {
    const value = this.values.get(id)
    return typeof value === 'string' ? value : null
  }

  /** The numbers of all ids; null when one is missing. */
  all(ids: readonly string[]): readonly number[] | null {
    const found = ids.map((id) => this.number(id)).filter((value) => value !== null)
    return found.length === ids.length ? found : null
  }

  known(ids: readonly string[]): readonly number[] {
    return ids.map((id) => this.number(id)).filter((value) => value !== null)
  }

  grid(ids: readonly string[]): readonly number[] {
    return ids.map((id) => gridValues[this.text(id) ?? '']).filter((value) => value !== undefined)
  }

  difference(id: string, from: string): number | null {
    const both = this.all([id, from])
    return both ? (both[0] ?? 0) - (both[1] ?? 0) : null
  }

  /** 100 × value / base, null below the smallest base that makes a percentage meaningful. */
  percent(value: number | null, base: string, smallest: number): number | null {
    const of = this.number(base)
    return value === null || of === null || of < smallest ? null : (100 * value) / of
  }
}

const sum = (numbers: readonly number[] | null): number | null =>
  numbers ? numbers.reduce((total, value) => total + value, 0) : null

/** `bmi` of kilograms and centimeters; null when one is not known. */
export const bodyMassIndex = (kg: number | null, cm: number | null): number | null =>
  kg === null || cm === null ? null : kg / (cm / 100) ** 2

/** Of less a percentage says nothing, unless the clinic compares with less. */
const smallestWeek = 5

function numericValues(inputs: Inputs, input: DerivedInput): Record<string, number | null> {
  const surfaces = inputs.all(surfaceIds)
  const loads = inputs.grid(kneecapLoads)
  const activities = inputs.grid(aggravatingIds)
  const scores = inputs.known(psfsScores)
  return {
    age_years: inputs.number('age_years'),
    bmi: bodyMassIndex(inputs.number('weight_kg'), inputs.number('height_cm')),
    km_rise: inputs.difference('km_week_onset', 'km_week_before'),
    load_change_weekly_pct: inputs.percent(
      inputs.difference('km_week_onset', 'km_week_before'),
      'km_week_before',
      Math.min(smallestWeek, input.limits?.week_base_km ?? smallestWeek),
    ),
    session_spike_pct: inputs.percent(
      inputs.difference('km_onset_run', 'km_longest_30d_before'),
      'km_longest_30d_before',
      1,
    ),
    runs_change: inputs.difference('runs_week_onset', 'runs_week_before'),
    hard_change: inputs.difference('hard_week_onset', 'hard_week_before'),
    long_run_share_pct: inputs.percent(inputs.number('km_longest_now'), 'km_week_now', 5),
    surface_total_pct: sum(surfaces),
    surface_hard_pct: surfaces ? sum(inputs.known(['surface_road_pct', 'surface_concrete_pct'])) : null,
    surface_top_pct: surfaces ? Math.max(...surfaces) : null,
    pfj_load_count: loads.length > 0 ? loads.filter((value) => value >= 1).length : null,
    agg_max: activities.length > 0 ? Math.max(...activities) : null,
    morning_increase: inputs.difference('nprs_next_morning', 'nprs_now'),
    safety_age_days: input.safetyAnsweredOn ? daysBetween(input.safetyAnsweredOn, input.today) : null,
    psfs_average: scores.length > 0 ? (sum(scores) ?? 0) / scores.length : null,
  }
}

/** From top to bottom: the first rule that is true gives the option; one that is not assessed before that gives null. */
function optionOf(list: readonly { option: string; rule: Rule }[], values: RuleValues): string | null {
  for (const { option, rule } of list) {
    const result = evaluate(rule, { values })
    if (result === 'T') return option
    if (result === 'N') return null
  }
  return null
}

/** All derived values by id. */
export function derive(values: RuleValues, input: DerivedInput): ReadonlyMap<string, RuleValue> {
  const derived = new Map<string, RuleValue>(Object.entries(numericValues(new Inputs(values), input)))
  const known = new Map<string, RuleValue>([...values, ...derived])
  for (const [id, list] of input.limits ? casesWith(input.limits) : casesWithout) {
    const option = optionOf(list, known)
    derived.set(id, option)
    known.set(id, option)
  }
  return derived
}
