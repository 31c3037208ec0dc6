import { instruments, scaleOf } from '#lib/content/outcomes/instruments.ts'
import type { MeasureId, Scale, ScaleId } from '#lib/content/outcomes/types.ts'
import { addDays, compareDays, type Day, daysBetween } from '#lib/dates.ts'
import { tolerance } from '#lib/rules/evaluate.ts'
import type { Administration, Change, Chosen, Point, Status } from '../schema.ts'

/** The first complete administration counts as the baseline until so many days after activation. */
export const BASELINE_DAYS_AFTER = 14

type Thresholds = { readonly mdc: number | null; readonly mic: number | null }

export const thresholdsOf = (scale: Scale): Thresholds => ({
  mdc: scale.mdc?.value ?? null,
  mic: scale.mic?.value ?? null,
})

const reaches = (delta: number, threshold: number) => delta >= threshold - tolerance

/** Status of a change, plus = better (clinical/outcome-measures.md 2). A threshold that is not known is left out. */
export function statusOf(delta: number, { mdc, mic }: Thresholds): Status | null {
  const known = [mdc, mic].filter((threshold) => threshold !== null)
  const [first] = known
  if (first === undefined) return null
  const reached = known.filter((threshold) => reaches(delta, threshold)).length
  if (reached === known.length) return 'better_important'
  if (reached > 0) return 'better_possible'
  return reaches(-delta, mdc ?? first) ? 'worse' : 'no_detectable_change'
}

/** Administrations in the order in which they count: by day, then as they were made (ids grow with time). */
export const inOrder = (administrations: readonly Administration[]): Administration[] =>
  [...administrations].sort((a, b) => compareDays(a.on, b.on) || (a.id < b.id ? -1 : 1))

const measureOf = (id: ScaleId): MeasureId => scaleOf(id).instrument.id

/** Those with a score on this scale, in order. */
export const scored = (administrations: readonly Administration[], id: ScaleId): Administration[] =>
  inOrder(administrations).filter((a) => a.measure === measureOf(id) && typeof a.scores[id] === 'number')

type Knee = Pick<Chosen, 'knee' | 'kneeSince'>

/** The day from which a knee measure is compared that was chosen while the program ran; null for any other. */
function chosenLater(id: ScaleId, activatedOn: Day, knee: Knee | null): Day | null {
  if (!knee || measureOf(id) !== knee.knee) return null
  return knee.kneeSince !== null && knee.kneeSince > activatedOn ? knee.kneeSince : null
}

/**
 * The baseline of a scale: the last complete administration on or before the day of activation, else the first within 14
 * days after it, else of a knee measure that was chosen later the first within 14 days of the choice [EO]. Null before there is a
 * program.
 */
export function baselineOf(
  administrations: readonly Administration[],
  id: ScaleId,
  activatedOn: Day | null,
  knee: Knee | null = null,
): Administration | null {
  if (activatedOn === null) return null
  const complete = scored(administrations, id)
  const before = complete.filter((a) => a.on <= activatedOn).at(-1)
  const last = addDays(activatedOn, BASELINE_DAYS_AFTER)
  const since = chosenLater(id, activatedOn, knee)
  const afterChoice = (a: Administration) =>
    since !== null && a.on >= since && a.on <= addDays(since, BASELINE_DAYS_AFTER)
  return before ?? complete.find((a) => a.on <= last) ?? complete.find(afterChoice) ?? null
}

const sameActivity = (a: Administration, b: Administration, id: string) => {
  const [one, other] = [a.activities[id]?.trim(), b.activities[id]?.trim()]
  return !one || !other || one === other
}

/** Means over the activities that were scored both times: dropping one would change the average. */
export function pairedMeans(a: Administration, b: Administration): { from: number; to: number } | null {
  const pairs = instruments.psfs.items.flatMap(({ id }) => {
    const [from, to] = [a.items[id], b.items[id]]
    return typeof from === 'number' && typeof to === 'number' && sameActivity(a, b, id) ? [{ from, to }] : []
  })
  if (pairs.length === 0) return null
  const mean = (side: 'from' | 'to') => pairs.reduce((total, pair) => total + pair[side], 0) / pairs.length
  return { from: mean('from'), to: mean('to') }
}

const point = (on: Day, score: number): Point => ({ on, score })

/** The change from one score to another, with its status. */
export function changeBetween(scale: Scale, from: Point, to: Point): Change {
  const delta = scale.better === 'lower' ? from.score - to.score : to.score - from.score
  return {
    scale: scale.id,
    baseline: from,
    followUp: to,
    delta,
    status: statusOf(delta, thresholdsOf(scale)),
  }
}

/** Whether a baseline counts only because the scale was chosen while the program ran. */
export const isAfterChoice = ({ on }: { readonly on: Day }, activatedOn: Day | null): boolean =>
  activatedOn !== null && on > addDays(activatedOn, BASELINE_DAYS_AFTER)

/** The change at one follow-up. Null when nothing can be compared. */
function changeAt(scale: Scale, baseline: Administration, followUp: Administration): Change | null {
  const [from, to] = [baseline.scores[scale.id], followUp.scores[scale.id]]
  if (typeof from !== 'number' || typeof to !== 'number') return null
  if (scale.id !== 'psfs') return changeBetween(scale, point(baseline.on, from), point(followUp.on, to))
  const paired = pairedMeans(baseline, followUp)
  return paired && changeBetween(scale, point(baseline.on, paired.from), point(followUp.on, paired.to))
}

/**
 * The changes of a scale at each of its follow-ups by administration id, oldest first: two forms of one day have one each. The
 * global rating is itself a change. `nprs` is not here: its change comes from daily pain (`painChange`).
 */
export function changesAt(
  administrations: readonly Administration[],
  id: ScaleId,
  activatedOn: Day | null,
  knee: Knee | null = null,
): ReadonlyMap<string, Change> {
  const { scale } = scaleOf(id)
  const complete = scored(administrations, id)
  if (id === 'groc')
    return new Map(
      complete.flatMap((a) => {
        const rating = a.scores.groc
        if (typeof rating !== 'number') return []
        const status = statusOf(rating, thresholdsOf(scale))
        return [[a.id, { scale: id, baseline: null, followUp: point(a.on, rating), delta: rating, status }]]
      }),
    )
  const baseline = baselineOf(administrations, id, activatedOn, knee)
  const late = baseline !== null && isAfterChoice(baseline, activatedOn)
  const later = baseline ? complete.slice(complete.indexOf(baseline) + 1) : []
  return new Map(
    later.flatMap((a) => {
      const change = baseline && changeAt(scale, baseline, a)
      return change ? [[a.id, late ? { ...change, afterChoice: true } : change]] : []
    }),
  )
}

export const changesOf = (...of: Parameters<typeof changesAt>): Change[] => [...changesAt(...of).values()]

/** Whether a day is one of the days 0–27. */
export const isRecent = (on: Day, today: Day): boolean => {
  const ago = daysBetween(on, today)
  return ago >= 0 && ago <= 27
}
