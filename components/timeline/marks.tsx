import { r1 } from '#components/charts/days.ts'
import { Drawing } from '#components/ui/drawing.tsx'
import type { EventKind, TimelineEvent, TimelineModel } from '#lib/tracking/timeline/schema.ts'
import { type Days, left, middle, right } from './geometry.ts'

type MarkKind = Exclude<EventKind, 'version'>

/** A shape for each kind, so that a grey print tells them apart: square, diamond, triangle, circle. */
export const markPath: Record<MarkKind, (x: number, y: number) => string> = {
  review: (x, y) => `M${r1(x - 5)} ${r1(y - 5)}h10v10h-10z`,
  note: (x, y) => `M${r1(x)} ${r1(y - 6)}l6 6l-6 6l-6 -6z`,
  alert: (x, y) => `M${r1(x)} ${r1(y - 6)}l6.5 11.5h-13z`,
  outcome: (x, y) => `M${r1(x - 5)} ${r1(y)}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0`,
}

const looks: Record<MarkKind, string> = {
  review: 't-full',
  note: 't-open',
  alert: 't-open',
  outcome: 't-open',
}

export const markNames: Record<MarkKind, string> = {
  review: 'review',
  note: 'note',
  alert: 'alert',
  outcome: 'outcome score',
}

/** About 6 px for a letter of 11 px. */
const room = (text: string) => text.length * 6.2 + 14

/** Of one kind on one day: the name of a single score, else how many there are. */
const labelOf = (events: readonly TimelineEvent[]): string => {
  const [only] = events
  if (events.length > 1) return `${events.length}`
  return only?.kind === 'outcome' ? only.title : ''
}

/** One mark for each kind of each day; a label stands beside it unless it would cover the next mark, or left of it before the line of today. */
function LaneMarks({ kind, model, days }: { kind: MarkKind; model: TimelineModel; days: Days }) {
  const y = middle(kind)
  const marked = model.days.flatMap(({ day, events }) => {
    const own = events.filter((event) => event.kind === kind)
    return own.length === 0 ? [] : [{ day, own }]
  })
  return marked.map(({ day, own }, at) => {
    const x = days.x(day)
    const next = marked[at + 1]
    const free = (next ? days.x(next.day) : right + 60) - x - 8
    const label = [labelOf(own), own.length === 1 ? (own[0]?.short ?? '') : ''].find(
      (text) => room(text) < free,
    )
    const before = marked[at - 1]
    const crosses = label !== undefined && x + 9 < right && x + room(label) > right
    const toLeft = crosses && x - (before ? days.x(before.day) : left) > room(label)
    const look = own.some(({ grave }) => grave) ? 't-grave' : looks[kind]
    return (
      <g key={day}>
        <path className={look} d={markPath[kind](x, y)} />
        {label ? (
          <text
            className="c-axis"
            x={r1(toLeft ? x - 9 : x + 9)}
            y={y + 4}
            textAnchor={toLeft ? 'end' : undefined}
          >
            {label}
          </text>
        ) : null}
      </g>
    )
  })
}

const kinds: readonly MarkKind[] = ['review', 'note', 'alert', 'outcome']

export function EventMarks({ model, days }: { model: TimelineModel; days: Days }) {
  return kinds.map((kind) => <LaneMarks key={kind} kind={kind} model={model} days={days} />)
}

export function MarkSample({ kind }: { kind: MarkKind }) {
  return (
    <Drawing width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className="shrink-0">
      <path className={looks[kind]} d={markPath[kind](7, 7)} />
    </Drawing>
  )
}
