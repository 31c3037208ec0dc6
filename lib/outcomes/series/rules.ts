import type { ScaleId } from '#lib/content/outcomes/types.ts'
import { addDays, compareDays, type Day, daysBetween } from '#lib/dates.ts'
import { baselineOf, changesAt, scored } from '../changes/rules.ts'
import { presentCourse } from '../course/rules.ts'
import { painAtStart, painChange, painChangeByForm, painOf7Days } from '../pain/rules.ts'
import type { OutcomeRecord } from '../record/schema.ts'
import type { Administration, Change, OutcomeInput, PainCourse, Point, Timeline } from '../schema.ts'

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

type Drawn = { readonly on: Day; readonly score: number; readonly of: string; readonly change: Change | null }

const withForm = 'worst of 7 days, with a form'
const weekMean = 'mean of 7 days'

const notBegun = (): Series => ({
  points: [],
  baseline: null,
  newest: null,
  changes: new Map(),
  of: new Map(),
  missing: 'Starts with the program.',
})

/** The mean of 7 days once a week, back from a day, in the present course and before it. */
function weekly(course: PainCourse, from: Day, until: Day, changeOn: (on: Day) => Change | null): Drawn[] {
  const weeks = Math.max(0, Math.floor(daysBetween(from, until) / 7) - 1)
  return Array.from({ length: weeks + 1 }, (_, back) => addDays(until, -7 * (weeks - back))).flatMap((on) => {
    const score = on > from ? painOf7Days(course, on) : null
    return score === null ? [] : [{ on, score, of: weekMean, change: changeOn(on) }]
  })
}

/** What forms told after the end of a case, the last of a day: no day has an entry any more. */
function toldLater({ pain, timeline }: OutcomeInput, activatedOn: Day): Drawn[] {
  const { closedOn } = timeline
  const later = pain.forms.filter(({ on }) => closedOn !== null && on > closedOn)
  return [...new Set(later.map(({ on }) => on))].flatMap((on) => {
    const change = painChangeByForm(pain, activatedOn, on)
    const score = later.findLast((form) => form.on === on)?.worst
    return score === undefined ? [] : [{ on, score, of: withForm, change }]
  })
}

/** The change as of a day, as a point of its own: a mean, or a form. */
function newestDrawn({ forms }: PainCourse, change: Change | null): Drawn | null {
  if (change === null) return null
  const { on, score } = change.followUp
  const byForm = forms.some((form) => form.on === on && form.worst === score)
  return { on, score, of: byForm ? withForm : weekMean, change }
}

/** Pain once a week: what it was at the start, then the mean of 7 days, back from today or the end; then what forms told later. */
export function painSeries(record: OutcomeRecord): Series {
  const course = presentCourse(record.input)
  const { pain, timeline } = course
  const { activatedOn, closedOn } = timeline
  const first = record.input.timeline.activatedOn
  const until = closedOn !== null && closedOn < record.today ? closedOn : record.today
  if (activatedOn === null || first === null || activatedOn > until) return notBegun()
  const start = painAtStart(pain, activatedOn, until)
  const now = newestDrawn(pain, painChange(pain, activatedOn, until))
  const known = weekly(pain, first, until, (on) => painChange(pain, activatedOn, on)).filter(
    ({ on }) => (start === null || on < activatedOn || on > start.on) && (now === null || on < now.on),
  )
  const begun = start ? [{ on: start.on, score: start.score, of: startWords[start.of], change: null }] : []
  const later = toldLater(course, activatedOn)
  const drawn = [
    ...known.filter(({ on }) => on !== start?.on),
    ...begun,
    ...(now ? [now] : []),
    ...later,
  ].sort((a, b) => compareDays(a.on, b.on))
  const newest = later.reduce((found, { change }) => change ?? found, now?.change ?? null)
  const changed = drawn.filter(({ on }) => start === null || on > start.on)
  return {
    points: drawn.map(({ on, score }) => onDay(on, score)),
    baseline: start && onDay(start.on, start.score),
    changes: new Map(changed.flatMap(({ on, change }) => (change ? [[on, change] as const] : []))),
    newest,
    missing:
      start === null ? noStart(timeline) : newest ? null : 'Needs 3 days with pain entries in the last 7.',
    of: new Map(drawn.map(({ on, of }) => [on, of] as const)),
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
