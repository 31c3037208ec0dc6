import { r1 } from './days.ts'
import { meanPaths } from './mean-path.ts'
import { latestMean, sevenDayMean } from './pain-series.ts'

type PainSparklineProps = {
  /** The worst pain of each day, oldest first, 0 to 10; `null` for a day without an entry. */
  days: readonly (number | null)[]
  width?: number
  height?: number
  /** "Pain, last 8 weeks": what the reader hears before the mean. */
  label?: string
}

/**
 * Pain in a row of a table, always 0 to 10, so that rows compare: dots are days, the line is the 7-day mean, dotted where
 * days are missing. The number stands beside it in a `PainSwatch`.
 */
export function PainSparkline(props: PainSparklineProps) {
  const { days, width = 148, height = 30, label = 'Pain, last 8 weeks' } = props
  const base = height - 3
  const step = days.length > 1 ? (width - 8) / (days.length - 1) : 0
  const x = (at: number) => 2 + at * step
  const y = (value: number) => base - (value * (base - 2)) / 10
  const means = sevenDayMean(days)
  const { known, gaps } = meanPaths(means, x, y)
  const last = latestMean(means)
  const dots = days.map((value, at) => (value === null ? '' : `M${r1(x(at))} ${r1(y(value))}h0`)).join('')
  const spoken = last
    ? `7-day mean ${last.value.toFixed(1)} out of 10${last.daysAgo > 0 ? `, ${last.daysAgo} days ago` : ''}`
    : 'too few entries for a mean'
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="block shrink-0"
      role="img"
      aria-label={`${label}: ${spoken}`}
    >
      <path d={`M2 ${base}H${width - 6}`} stroke="var(--line-strong)" strokeWidth=".75" />
      {dots ? <path d={dots} className="c-dot" style={{ strokeWidth: 2.2, opacity: 0.3 }} /> : null}
      {gaps ? <path d={gaps} className="c-gap" /> : null}
      {known ? <path d={known} className="c-mean" style={{ strokeWidth: 1.75 }} /> : null}
      {last ? (
        <circle
          cx={r1(x(days.length - 1 - last.daysAgo))}
          cy={r1(y(last.value))}
          r="2.6"
          fill="var(--pain-line)"
        />
      ) : null}
    </svg>
  )
}
