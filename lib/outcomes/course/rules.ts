import { instruments } from '#lib/content/outcomes/instruments.ts'
import type { MeasureId, ScaleId } from '#lib/content/outcomes/types.ts'
import { addDays, type Day } from '#lib/dates.ts'
import { BASELINE_DAYS_AFTER, scored } from '../changes/rules.ts'
import { painSinceReopened } from '../pain/rules.ts'
import type { Administration, OutcomeInput, Scores, Timeline } from '../schema.ts'

/**
 * The day from which changes and rounds are counted: that of activation, or that on which the case was opened again after it.
 * Null before there is a program.
 */
export const begunOn = ({
  activatedOn,
  reopenedOn,
}: Pick<Timeline, 'activatedOn' | 'reopenedOn'>): Day | null =>
  activatedOn !== null && reopenedOn !== null && reopenedOn > activatedOn ? reopenedOn : activatedOn

type Span = { readonly from: Day; readonly until: Day }

/** When a form is the state to compare with, the first span that holds one: at the beginning, else after a later choice. */
function startSpans({ timeline, chosen }: OutcomeInput, reopenedOn: Day, measure: MeasureId): Span[] {
  const begun = begunOn(timeline)
  const after = (from: Day, start: Day): Span => ({ from, until: addDays(start, BASELINE_DAYS_AFTER) })
  const { knee, kneeSince } = chosen
  const later = measure === knee && kneeSince !== null && begun !== null && kneeSince > begun
  return [after(reopenedOn, begun ?? reopenedOn), ...(later ? [after(kneeSince, kneeSince)] : [])]
}

/** Without the scores of an earlier course, of each scale that has a new start. */
function withoutEarlier(input: OutcomeInput, reopenedOn: Day): Administration[] {
  const { administrations } = input
  const startsOn = (measure: MeasureId, id: ScaleId): Day | null => {
    const days = scored(administrations, id).map(({ on }) => on)
    const span = startSpans(input, reopenedOn, measure).find(({ from, until }) =>
      days.some((on) => on >= from && on <= until),
    )
    return span?.from ?? null
  }
  const starts = new Map(
    [...new Set(administrations.map(({ measure }) => measure))].flatMap((measure) =>
      instruments[measure].scales.map(({ id }) => [id, startsOn(measure, id)] as const),
    ),
  )
  const counts = (id: ScaleId, on: Day) => {
    const from = starts.get(id) ?? null
    return from === null || on >= from
  }
  return administrations.map((one) => ({
    ...one,
    scores: Object.fromEntries(
      Object.entries(one.scores).filter(([id]) => counts(id as ScaleId, one.on)),
    ) as Scores,
  }))
}

/** The worst pain that a form told when the case was opened again; null without one, and of a case that never ended. */
export function painToldAgain(input: OutcomeInput): number | null {
  const { intake } = presentCourse(input).pain
  return intake?.again ? intake.worst : null
}

/**
 * What counts in the present course of a case. Of one that was opened again a score from then until 14 days after the beginning
 * is the state to compare with, of a knee measure that was chosen later one within 14 days of the choice, and only without one the
 * last score before; ratings of change and answers about pain from before are of the earlier course.
 */
export function presentCourse(input: OutcomeInput): OutcomeInput {
  const { timeline, pain } = input
  const { reopenedOn } = timeline
  if (reopenedOn === null) return input
  const activatedOn = begunOn(timeline)
  const until = addDays(activatedOn ?? reopenedOn, BASELINE_DAYS_AFTER)
  return {
    ...input,
    timeline: { ...timeline, activatedOn },
    administrations: withoutEarlier(input, reopenedOn).filter(
      ({ measure, on }) => measure !== 'groc' || on > reopenedOn,
    ),
    pain: painSinceReopened(pain, reopenedOn, until),
  }
}
