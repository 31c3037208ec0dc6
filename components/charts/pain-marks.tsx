import { Drawing } from '#components/ui/drawing.tsx'
import type { PainContext } from '#lib/tracking/progress/schema.ts'
import { r1 } from './days.ts'
import { type PainPoint, worstByContext } from './pain-series.ts'

type Place = (value: number) => number
type Look = {
  /** Of the mark: its style, and one subpath drawn around a point. */
  className: string
  shape: (x: number, y: number) => string
  /** Of the line through the marks. */
  dash?: string
  /** Within a day the morning comes first, so that scores of one day do not cover each other. */
  hour: number
}

/** Each context has its own mark and its own dashes: nobody needs a color to tell them apart. */
const looks: Readonly<Record<PainContext, Look>> = {
  during_run: {
    className: 'c-ring',
    hour: 0.05,
    shape: (x, y) => `M${r1(x - 2.2)} ${r1(y)}a2.2 2.2 0 1 0 0-.01`,
  },
  after_run: {
    className: 'c-dot',
    hour: 0.3,
    dash: '6 2',
    shape: (x, y) => `M${r1(x)} ${r1(y)}h0`,
  },
  during_exercise: {
    className: 'c-ring',
    hour: 0,
    dash: '3 2',
    shape: (x, y) => `M${r1(x - 2)} ${r1(y - 2)}h4v4h-4z`,
  },
  after_exercise: {
    className: 'c-block',
    hour: 0.25,
    dash: '1 2',
    shape: (x, y) => `M${r1(x - 1.9)} ${r1(y)}h3.8`,
  },
  next_morning: {
    className: 'c-dash',
    hour: -0.2,
    dash: '7 2 1 2',
    shape: (x, y) => `M${r1(x - 2.6)} ${r1(y)}h5.2`,
  },
  day_worst: {
    className: 'c-plus',
    hour: 0.4,
    dash: '7 2 1 2 1 2',
    shape: (x, y) => `M${r1(x - 2)} ${r1(y - 2)}l4 4m0-4l-4 4`,
  },
  now: {
    className: 'c-plus',
    hour: 0.45,
    dash: '1 4',
    shape: (x, y) => `M${r1(x - 2.3)} ${r1(y)}h4.6m-2.3-2.3v4.6`,
  },
}

/** A line ends where a whole week has no such score: it never leads over time of which nothing is known. */
const mostApart = 7

type Frame = { points: readonly PainPoint[]; from: number; to: number; x: Place; y: Place }

/** The worst score of each day in each context: one path of marks a context, and with `lines` a thin line through them. */
export function PainMarks({ points, from, to, x, y, lines = false }: Frame & { lines?: boolean }) {
  return worstByContext(points, from, to).map(({ context, days }) => {
    const { className, shape, dash, hour } = looks[context]
    let [marks, line, before] = ['', '', Number.NEGATIVE_INFINITY]
    for (const { day, score } of days) {
      const [left, top] = [x(day + hour), y(score)]
      marks += shape(left, top)
      line += `${day - before > mostApart ? 'M' : 'L'}${r1(left)} ${r1(top)}`
      before = day
    }
    return (
      <g key={context}>
        {lines ? <path className="c-thin" strokeDasharray={dash} d={line} /> : null}
        <path className={className} d={marks} />
      </g>
    )
  })
}

/** The mark beside its name, for a legend; with `line` on a piece of its line. */
export function PainMarkSample({ context, line = false }: { context: PainContext; line?: boolean }) {
  const { className, shape, dash } = looks[context]
  const width = line ? 32 : 12
  return (
    <Drawing width={width} height="12" viewBox={`0 0 ${width} 12`} aria-hidden="true" className="shrink-0">
      {line ? <path className="c-thin" strokeDasharray={dash} d={`M0 6H${width}`} /> : null}
      <path className={className} d={shape(width / 2, 6)} style={{ opacity: 0.9 }} />
    </Drawing>
  )
}
