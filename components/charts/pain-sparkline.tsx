import { Drawing } from '#components/ui/drawing.tsx'
import { knownRuns, latestMean, meanWords, sevenDayMean } from './pain-series.ts'

type PainSparklineProps = {
  /** The worst pain of each day, oldest first, 0 to 10; `null` for a day without an entry. */
  days: readonly (number | null)[]
  /** What the reader hears before the mean. */
  label?: string
}

const height = (value: number) => 100 - Math.round(value * 10)

/** One subpath a day, from point to point, because a list draws hundreds of these. */
function dotPath(days: readonly (number | null)[]): string {
  let path = ''
  days.forEach((value, at) => {
    if (value !== null) path += `M${at} ${height(value)}h0`
  })
  return path
}

/** The known stretches of the mean as lines, and what bridges them as dots. */
function meanPath(means: readonly (number | null)[]): { known: string; gaps: string } {
  let [known, gaps] = ['', '']
  let before: [number, number] | null = null
  for (const [start, end] of knownRuns(means)) {
    const y = height(means[start] ?? 0)
    if (before) gaps += `M${before[0]} ${before[1]}L${start} ${y}`
    known += `M${start} ${y}`
    let last = y
    for (let at = start + 1; at <= end; at += 1) {
      const next = height(means[at] ?? 0)
      known += next === last ? 'h1' : `l1 ${next - last}`
      last = next
    }
    before = [end, last]
  }
  const tail = means.length - 1
  if (before && before[0] < tail) gaps += `M${before[0]} ${before[1]}H${tail}`
  return { known, gaps }
}

/**
 * Pain in a row of a table, always 0 to 10, so that rows compare: dots are days, the line is the 7-day mean, dotted where
 * days are missing. The number stands beside it in a `PainSwatch`. One unit is a day across and a tenth of a point up;
 * the sheet (`.spark`) gives the size, 140 by 25.
 */
export function PainSparkline({ days, label = 'Pain, last 8 weeks' }: PainSparklineProps) {
  const means = sevenDayMean(days)
  const { known, gaps } = meanPath(means)
  const last = latestMean(means)
  const dots = dotPath(days)
  return (
    <Drawing
      viewBox={`0 0 ${Math.max(1, days.length - 1)} 100`}
      preserveAspectRatio="none"
      className="spark"
      role="img"
      aria-label={`${label}: ${meanWords(means)}`}
    >
      {dots ? <path className="c-dot" d={dots} /> : null}
      {gaps ? <path className="c-gap" d={gaps} /> : null}
      {known ? <path className="c-mean" d={known} /> : null}
      {last ? (
        <path className="c-end" d={`M${days.length - 1 - last.daysAgo} ${height(last.value)}h0`} />
      ) : null}
    </Drawing>
  )
}
