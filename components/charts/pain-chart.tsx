import { scaleLinear } from 'd3-scale'
import type { ReactNode } from 'react'
import { ChartDrawing, ChartFigure, LegendItem } from './chart-figure.tsx'
import { r1 } from './days.ts'
import { meanPaths } from './mean-path.ts'
import { DayAxis, FlareBands, TodayLine, ValueAxis, type VersionMark, VersionMarks } from './pain-frame.tsx'
import { PainLegend } from './pain-legend.tsx'
import { PainMarks } from './pain-marks.tsx'
import {
  latestMean,
  meanAge,
  meansOf,
  meanWords,
  type PainPoint,
  seriesNames,
  worstByContext,
} from './pain-series.ts'
import { PainZones, type Trend, TrendLine } from './pain-zones.tsx'

export type PainChartProps = {
  /** Days since 1970, both included. */
  from: number
  to: number
  points: readonly PainPoint[]
  /** For the reader of a screen reader: "Right knee, worst pain of each day". */
  title: string
  versions?: readonly VersionMark[]
  /** Days of a flare, both included. */
  flares?: readonly { from: number; to: number }[]
  today?: number
  /** Greys behind the scores: safe, acceptable, too high. */
  zones?: boolean
  /** The line of a trend, with its words for the legend. */
  trend?: (Trend & { words: string }) | null
  width?: number
  height?: number
  table?: ReactNode
}

/**
 * Pain over time on a desk: a line for each context, the 7-day mean of the worst of each day, program versions and flares.
 * Always 0 to 10: a flat 2 must look flat.
 */
export function PainChart(props: PainChartProps) {
  const {
    from,
    to,
    points,
    title,
    versions = [],
    flares = [],
    today,
    zones = false,
    trend = null,
    width = 820,
    height = 236,
    table,
  } = props
  const [top, bottom, left, right] = [26, height - 26, 30, width - 76]
  const x = scaleLinear([from, Math.max(to, from + 1)], [left, right])
  const y = scaleLinear([0, 10], [bottom, top])
  const means = meansOf(points, from, to)
  const { known, gaps } = meanPaths(means, (at) => x(from + at), y)
  const last = latestMean(means)
  const contexts = worstByContext(points, from, to).map(({ context }) => context)
  const lines =
    contexts.length > 0 ? ` Lines: ${contexts.map((context) => seriesNames[context]).join(', ')}.` : ''
  return (
    <ChartFigure
      table={table}
      caption="Pain, 0 to 10"
      legend={
        <>
          <PainLegend contexts={contexts} mean="7-day mean of the worst pain" />
          {trend ? (
            <LegendItem
              sample={
                <span aria-hidden="true" className="w-4 border-t-2 border-dashed border-base-content" />
              }
            >
              {trend.words}
            </LegendItem>
          ) : null}
          {flares.length > 0 ? (
            <LegendItem sample={<span aria-hidden="true" className="h-3 w-2 bg-pain-line/15" />}>
              flare
            </LegendItem>
          ) : null}
        </>
      }
    >
      <ChartDrawing width={width} height={height} label={`${title}: ${meanWords(means)}.${lines}`}>
        {zones ? <PainZones left={left} right={right} y={y} /> : null}
        <ValueAxis y={y} left={left} right={right} steps={[0, 2, 4, 6, 8, 10]} />
        <FlareBands flares={flares} from={from} to={to} x={x} top={top} bottom={bottom} />
        <VersionMarks
          versions={versions}
          from={from}
          to={to}
          x={x}
          bottom={bottom}
          right={right}
          today={today}
        />
        <PainMarks points={points} from={from} to={to} x={x} y={y} lines />
        {gaps ? <path className="c-gap" d={gaps} /> : null}
        {known ? <path className="c-mean" d={known} /> : null}
        {trend ? <TrendLine trend={trend} x={x} y={y} /> : null}
        {today !== undefined ? (
          <TodayLine day={today} from={from} to={to} x={x} top={top} bottom={bottom} />
        ) : null}
        {last ? (
          <>
            <circle cx={r1(x(to - last.daysAgo))} cy={r1(y(last.value))} r="3.5" fill="var(--pain-line)" />
            <text className="c-strong" fontSize="13" x={right + 9} y={r1(y(last.value) - 1)}>
              {last.value.toFixed(1)}
            </text>
            <text className="c-axis" x={right + 9} y={r1(y(last.value) + 12)}>
              {meanAge(last.daysAgo)}
            </text>
          </>
        ) : null}
        <DayAxis from={from} to={to} x={x} y={bottom + 17} />
      </ChartDrawing>
    </ChartFigure>
  )
}
