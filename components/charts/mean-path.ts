import { line } from 'd3-shape'
import { r1 } from './days.ts'
import { knownRuns } from './pain-series.ts'

type Place = (value: number) => number

/**
 * The 7-day mean as one path that stops where it is not known, and a second one, dotted, that bridges the gaps and
 * leads from the last known value to the end. A gap is never drawn as if it were known.
 */
export function meanPaths(
  means: readonly (number | null)[],
  x: Place,
  y: Place,
): { known: string; gaps: string } {
  const known =
    line<number | null>()
      .digits(1)
      .defined((value) => value !== null)
      .x((_, at) => x(at))
      .y((value) => y(value ?? 0))(means as (number | null)[]) ?? ''
  const runs = knownRuns(means)
  const point = (at: number) => `${r1(x(at))} ${r1(y(means[at] ?? 0))}`
  const bridges = runs.slice(1).map(([start], index) => {
    const end = runs[index]?.[1] ?? start
    return `M${point(end)}L${point(start)}`
  })
  const last = runs.at(-1)?.[1]
  const tail =
    last !== undefined && last < means.length - 1 ? `M${point(last)}H${r1(x(means.length - 1))}` : ''
  return { known, gaps: bridges.join('') + tail }
}
