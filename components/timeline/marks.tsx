import { r1 } from '#components/charts/days.ts'
import { Drawing } from '#components/ui/drawing.tsx'
import type { EventKind, TimelineEvent, TimelineModel } from '#lib/tracking/timeline/schema.ts'
import { type Days, middle } from './geometry.ts'

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
const room = (text: string) => text.length * 6.2 + 12

export function EventMarks({ model, days }: { model: TimelineModel; days: Days }) {
  const events = model.days.flatMap((day) => day.events)
  const ends = new Map<string, number>()
  const draw = (event: TimelineEvent) => {
    if (event.kind === 'version') return null
    const [x, y] = [days.x(event.day), middle(event.kind)]
    // A value stands beside its mark unless it would cover the one before.
    const free = x + 8 >= (ends.get(event.kind) ?? 0)
    if (free) ends.set(event.kind, x + room(event.short))
    return (
      <g key={event.id}>
        <path className={event.grave ? 't-grave' : looks[event.kind]} d={markPath[event.kind](x, y)} />
        {event.short && free ? (
          <text className="c-axis" x={r1(x + 8)} y={y + 4}>
            {event.short}
          </text>
        ) : null}
      </g>
    )
  }
  return events.map(draw)
}

export function MarkSample({ kind }: { kind: MarkKind }) {
  return (
    <Drawing width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className="shrink-0">
      <path className={looks[kind]} d={markPath[kind](7, 7)} />
    </Drawing>
  )
}
