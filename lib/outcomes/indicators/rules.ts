import { isMeasureId, scaleOf } from '#lib/content/outcomes/instruments.ts'
import { kneeMeasures, type ScaleId, scaleIds } from '#lib/content/outcomes/types.ts'
import { type Day, daysBetween } from '#lib/dates.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
import { baselineOf, changesOf, inOrder, isRecent, pairedMeans, scored } from '../changes/rules.ts'
import { presentCourse } from '../course/rules.ts'
import { painBetterRecently, painChange, painSinceEnd } from '../pain/rules.ts'
import { openOccasions, overdueDays } from '../schedule/rules.ts'
import type { Change, Chosen, OutcomeInput } from '../schema.ts'
import { signed } from '../words/rules.ts'

/** What clinical/review.md 2 makes of the outcome measures. Null = without its minimum data. */
export type OutcomeIndicators = {
  /** `ind_delta_<measure>` at the newest follow-up, by scale. */
  readonly ind_delta: Readonly<Record<ScaleId, Change | null>>
  readonly ind_mic_reached: readonly ScaleId[] | null
  readonly ind_mic_count: number | null
  readonly ind_mic_recent: number
  readonly ind_worse_count: number | null
  readonly ind_outcome_overdue_days: number | null
  readonly psfs_paired_mean: number | null
}

/** `nprs`, `psfs` and the one knee measure; of `koos` pain and sport. */
export function primaryScales(chosen: Chosen): ScaleId[] {
  const knee: ScaleId[] =
    chosen.knee === null ? [] : chosen.knee === 'koos' ? ['koos_pain', 'koos_sport'] : [chosen.knee]
  return ['nprs', 'psfs', ...knee]
}

/** Whether a scale is of a knee measure that is not the chosen one any more: nobody fills it again, so that it would stay worse. */
const isLeft = (id: ScaleId, { knee }: Chosen): boolean => {
  const { id: measure } = scaleOf(id).instrument
  return knee !== null && measure !== knee && kneeMeasures.some((one) => one === measure)
}

/**
 * The same as if it had begun when the case ended: what is filled in afterwards is compared with the state at discharge. Null
 * while it goes on.
 */
export function sinceEnd(input: OutcomeInput): OutcomeInput | null {
  const { closedOn } = input.timeline
  if (closedOn === null) return null
  return {
    ...input,
    timeline: { ...input.timeline, activatedOn: closedOn, reopenedOn: null },
    administrations: input.administrations.filter(({ measure, on }) => measure !== 'groc' || on >= closedOn),
    pain: painSinceEnd(input.pain, closedOn),
  }
}

/** The indicators of a case on a day. Pure: everything comes in. */
export function outcomeIndicators(whole: OutcomeInput, today: Day): OutcomeIndicators {
  const input = presentCourse(whole)
  const { timeline, chosen, pain, onPaper } = input
  const { activatedOn } = timeline
  const administrations = input.administrations.filter(({ on }) => on <= today)
  const courses = new Map(
    scaleIds
      .filter((id) => id !== 'nprs')
      .map((id) => [id, changesOf(administrations, id, activatedOn, chosen)]),
  )
  const nprs = painChange(pain, activatedOn, today)
  const newest = (id: ScaleId): Change | null => (id === 'nprs' ? nprs : (courses.get(id)?.at(-1) ?? null))
  const deltas = Object.fromEntries(scaleIds.map((id) => [id, newest(id)])) as Record<ScaleId, Change | null>
  const primary = primaryScales(chosen)
  const followed = primary.filter((id) => deltas[id] !== null)
  const reached = followed.filter((id) => deltas[id]?.status === 'better_important')
  const compared = scaleIds.filter((id) => deltas[id] !== null && !isLeft(id, chosen))
  const recent = primary.filter((id) =>
    id === 'nprs'
      ? painBetterRecently(pain, activatedOn, today)
      : courses.get(id)?.some((c) => c.status === 'better_important' && isRecent(c.followUp.on, today)),
  )
  return {
    ind_delta: deltas,
    ind_mic_reached: followed.length > 0 ? reached : null,
    ind_mic_count: followed.length > 0 ? reached.length : null,
    ind_mic_recent: recent.length,
    ind_worse_count:
      compared.length > 0 ? compared.filter((id) => deltas[id]?.status === 'worse').length : null,
    ind_outcome_overdue_days: overdueDays(
      openOccasions(timeline, chosen, administrations, today).filter(({ measure }) => !onPaper.has(measure)),
      today,
      timeline,
    ),
    psfs_paired_mean: pairedMeanNow(input, today),
  }
}

/** The mean now over the activities that were scored at the baseline as well. */
function pairedMeanNow(input: OutcomeInput, today: Day): number | null {
  const administrations = input.administrations.filter(({ on }) => on <= today)
  const baseline = baselineOf(administrations, 'psfs', input.timeline.activatedOn)
  const newest = scored(administrations, 'psfs').at(-1)
  if (!baseline || !newest || newest.id === baseline.id) return null
  return pairedMeans(baseline, newest)?.to ?? null
}

/** A value of the weekly check that is older counts as missing (clinical/review.md 1). */
const CHECK_DAYS = 14

/**
 * What rules read: the numbers above, the newest score under its measure id (clinical/outcome-measures.md 6), and the
 * weekly check of the last 14 days. `known`: the numbers, where they were worked out already.
 */
export function outcomeRuleValues(
  input: OutcomeInput,
  today: Day,
  known: OutcomeIndicators = outcomeIndicators(input, today),
): Map<string, RuleValue> {
  const { ind_delta: _, ind_mic_reached: __, ...numbers } = known
  const administrations = presentCourse(input).administrations.filter(({ on }) => on <= today)
  const newest = scaleIds
    .filter((id) => id !== 'nprs' && isMeasureId(id))
    .map((id) => [id, scored(administrations, id).at(-1)?.scores[id] ?? null] as const)
  const checks = inOrder(administrations).filter(
    (a) => a.measure === 'weekly_check' && daysBetween(a.on, today) <= CHECK_DAYS,
  )
  // In order, so that a newer answer stands over an older one: also a place left empty, which says "not tried".
  const newestOf = new Map(checks.flatMap(({ items }) => Object.entries(items)))
  const check = [...newestOf].filter(([, value]) => value !== null)
  return new Map<string, RuleValue>([...Object.entries(numbers), ...newest, ...check])
}

/** A score as it is read: with its decimals (clinical/outcome-measures.md 2), and its sign on a scale that runs both ways. */
export const scoreText = (id: ScaleId, value: number): string => {
  const { min, decimals } = scaleOf(id).scale
  return min < 0 ? signed(value, decimals) : value.toFixed(decimals)
}
