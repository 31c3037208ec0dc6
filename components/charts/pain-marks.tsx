import { Drawing } from '#components/ui/drawing.tsx'
import { r1 } from './days.ts'
import { type PainPoint, type PainSeries, painSeries } from './pain-series.ts'

/** One subpath for each shape, drawn around a point: open circle, dot, dash, plus. */
const shapes: Record<PainSeries, (x: number, y: number) => string> = {
  during: (x, y) => `M${r1(x - 2.2)} ${r1(y)}a2.2 2.2 0 1 0 0-.01`,
  after: (x, y) => `M${r1(x)} ${r1(y)}h0`,
  morning: (x, y) => `M${r1(x - 2.6)} ${r1(y)}h5.2`,
  other: (x, y) => `M${r1(x - 2.3)} ${r1(y)}h4.6m-2.3-2.3v4.6`,
}

const classes: Record<PainSeries, string> = {
  during: 'c-ring',
  after: 'c-dot',
  morning: 'c-dash',
  other: 'c-plus',
}

// Within a day the morning comes first; so scores of one day do not cover each other.
const hour: Record<PainSeries, number> = { morning: -0.2, during: 0.05, after: 0.3, other: 0.45 }

/** The scores themselves: one path for each series, however many there are. */
export function PainMarks(props: {
  points: readonly PainPoint[]
  from: number
  to: number
  x: (day: number) => number
  y: (score: number) => number
}) {
  const { points, from, to, x, y } = props
  const paths: Record<PainSeries, string> = { during: '', after: '', morning: '', other: '' }
  for (const { day, score, series } of points) {
    if (day < from || day > to) continue
    paths[series] += shapes[series](x(day + hour[series]), y(score))
  }
  return painSeries
    .filter((series) => paths[series])
    .map((series) => <path key={series} className={classes[series]} d={paths[series]} />)
}

/** The shape beside its name, for a legend. */
export function PainMarkSample({ series }: { series: PainSeries }) {
  return (
    <Drawing width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" className="shrink-0">
      <path className={classes[series]} d={shapes[series](6, 6)} style={{ opacity: 0.9 }} />
    </Drawing>
  )
}
