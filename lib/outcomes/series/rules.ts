import type { ScaleId } from '#lib/content/outcomes/types.ts'
import { addDays, compareDays, type Day, daysBetween } from '#lib/dates.ts'
import { baselineOf, changesAt, scored } from '../changes/rules.ts'
import { presentCourse } from '../course/rules.ts'
import { painAtStart, painChange, painOf7Days } from '../pain/rules.ts'
import type { OutcomeRecord } from '../record/schema.ts'
import type { Administration, Change, Point, Timeline } from '../schema.ts'

/** `key`: the id of the administration; of pain, of which a day has one value, the day. */
type Keyed = Point & { readonly key: string }

/** One scale over time, before it is put into words. What belongs to a point stands under its key. */
export type Series = {
  points: readonly Keyed[]
  baseline: Keyed | null
  changes: ReadonlyMap<string, Change>
  /** What holds today; an older change of pain is in the table alone. */
  newest: Change | null
  missing: string | null
  /** What a value of pain is, in words. */
  of: ReadonlyMap<string, string>
}

const onDay = (on: Day, score: number): Keyed => ({ on, score, key: on })

const startWords = {
  'first week': 'mean of the first 7 days',
  intake: 'worst of 7 days, in the intake',
  form: 'worst of 7 days, with a form',
} as const

const noStart = ({ reopenedOn }: Timeline): string =>
  reopenedOn === null
    ? 'Needs 3 days with pain entries in the first week, or the intake.'
    : 'Since the case was opened again: needs 3 days with pain entries in the first week, or the worst pain of a form within 14 days.'

/** Pain once a week: what it was at the start, then the mean of 7 days, back from today. */
export function painSeries(record: OutcomeRecord): Series {
  const { pain, timeline } = presentCourse(record.input)
  const { activatedOn } = timeline
  const first = record.input.timeline.activatedOn
  const { today } = record
  const nothing = { changes: new Map<Day, Change>(), of: new Map<Day, string>() }
  const none = { points: [], baseline: null, newest: null, ...nothing }
  if (activatedOn === null || first === null || activatedOn > today)
    return { ...none, missing: 'Starts with the program.' }
  const start = painAtStart(pain, activatedOn, today)
  const weeks = Math.max(0, Math.floor(daysBetween(first, today) / 7) - 1)
  const days = Array.from({ length: weeks + 1 }, (_, back) => addDays(today, -7 * (weeks - back))).filter(
    (on) => on > first && (start === null || on < activatedOn || on > start.on),
  )
  const baseline = start && onDay(start.on, start.score)
  const known = days.flatMap((on) => {
    const score = painOf7Days(pain, on)
    return score === null ? [] : [onDay(on, score)]
  })
  const newest = painChange(pain, activatedOn, today)
  const last =
    newest && known.at(-1)?.on !== newest.followUp.on
      ? [onDay(newest.followUp.on, newest.followUp.score)]
      : []
  const points = [
    ...known.filter(({ on }) => on !== start?.on),
    ...(baseline ? [baseline] : []),
    ...last,
  ].sort((a, b) => compareDays(a.on, b.on))
  const changes = new Map(
    points.flatMap(({ on }) => {
      if (start === null || on <= start.on) return []
      const change = painChange(pain, activatedOn, on)
      return change ? [[on, change] as const] : []
    }),
  )
  return {
    points,
    baseline,
    changes,
    newest,
    missing:
      start === null ? noStart(timeline) : newest ? null : 'Needs 3 days with pain entries in the last 7.',
    of: new Map([
      ...known.map(({ on }) => [on, 'mean of 7 days'] as const),
      ...last.map(({ on }) => [on, 'worst of 7 days, with a form'] as const),
      ...(start ? [[start.on, startWords[start.of]] as const] : []),
    ]),
  }
}

/** Why no change can be counted yet. */
function missingFor({ activatedOn, reopenedOn }: Timeline, baseline: Administration | null): string {
  if (activatedOn === null) return 'Changes are counted from the day the program starts.'
  if (baseline !== null)
    return reopenedOn !== null && baseline.on < reopenedOn
      ? 'Needs a complete form since the case was opened again.'
      : 'Needs a second complete form.'
  return reopenedOn !== null
    ? 'Needs a complete form within 14 days after the case was opened again; of a knee measure that was chosen later, within 14 days of the choice.'
    : 'Needs a complete form on or before the start of the program, or within 14 days after it; of a knee measure that was chosen later, within 14 days of the choice.'
}

/** The complete forms of a scale in order, with the change at each of the present course; `counted` are those of it. */
export function scaleSeries(
  record: OutcomeRecord,
  id: ScaleId,
): Series & { all: readonly Administration[]; counted: readonly Administration[] } {
  const { administrations, timeline, chosen } = presentCourse(record.input)
  const all = scored(record.input.administrations, id)
  const base = baselineOf(administrations, id, timeline.activatedOn, chosen)
  const value = (a: Administration): Keyed => ({ on: a.on, score: a.scores[id] ?? 0, key: a.id })
  const changes = changesAt(administrations, id, timeline.activatedOn, chosen)
  const newest = [...changes.values()].at(-1) ?? null
  const missing = changes.size > 0 ? null : missingFor(timeline, base)
  return {
    all,
    counted: scored(administrations, id),
    points: all.map(value),
    baseline: base && id !== 'groc' ? value(base) : null,
    changes,
    newest,
    missing,
    of: new Map(),
  }
}
