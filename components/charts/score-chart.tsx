import { scaleLinear } from 'd3-scale'
import type { ReactNode } from 'react'
import { ChartDrawing, ChartFigure, LegendItem } from './chart-figure.tsx'
import { dayName, r1 } from './days.ts'
import { DayAxis, ValueAxis } from './pain-frame.tsx'

export type ScorePoint = { readonly day: number; readonly value: number }

type ScoreChartProps = {
  /** For the reader of a screen reader: "AKPS, 0 to 100, higher is better". */
  title: string
  caption: string
  min: number
  max: number
  better: 'higher' | 'lower'
  decimals: 0 | 1
  points: readonly ScorePoint[]
  baseline: ScorePoint | null
  /** Minimal detectable and minimal important change, from the baseline. */
  mdc: number | null
  mic: number | null
  /** The last day of the axis, days since 1970. */
  today: number
  width?: number
  height?: number
  table?: ReactNode
}

const within = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value))

/** Round steps, 0 among them: 0, 20 … 100; 0, 2 … 10; −4, −2 … 4. */
const stepsOf = (min: number, max: number) => {
  const step = [1, 2, 5, 10, 20, 25].find((size) => (max - min) / size <= 5) ?? 50
  const first = Math.ceil(min / step) * step
  return Array.from({ length: Math.floor((max - first) / step) + 1 }, (_, at) => first + at * step)
}

/**
 * A score over time on its whole range, so that a small change looks small. Around the baseline lies a band as wide as
 * the measurement error: what stays in it may be chance. The dashed line is where an important improvement begins.
 */
export function ScoreChart(props: ScoreChartProps) {
  const { title, caption, min, max, better, decimals, points, baseline, mdc, mic, today } = props
  const { width = 620, height = 190, table } = props
  const [top, bottom, left, right] = [12, height - 26, 34, width - 54]
  const days = points.map(({ day }) => day)
  const from = Math.min(...days, today)
  const to = Math.max(...days, today, from + 1)
  // A single day would stand at the edge.
  const x = scaleLinear([from, to], [left + 8, right - 8])
  const y = scaleLinear([min, max], [bottom, top])
  const line = points
    .map(({ day, value }, at) => `${at === 0 ? 'M' : 'L'}${r1(x(day))} ${r1(y(value))}`)
    .join('')
  // Two forms of one day with the same score are one dot.
  const dots = [...new Map(points.map((point) => [`${point.day} ${point.value}`, point])).values()]
  const last = points.at(-1)
  const goal = baseline && mic !== null ? baseline.value + (better === 'higher' ? mic : -mic) : null
  const shown = goal !== null && goal >= min && goal <= max ? goal : null
  const scoreText = (value: number) => value.toFixed(decimals).replace('-', '−')
  const spoken = last ? `Newest ${scoreText(last.value)} on ${dayName(last.day, today)}.` : ''
  const band =
    baseline && mdc !== null
      ? [within(baseline.value + mdc, min, max), within(baseline.value - mdc, min, max)]
      : null
  return (
    <ChartFigure
      caption={caption}
      table={table}
      legend={
        <>
          {band ? (
            <LegendItem sample={<span aria-hidden="true" className="c-band-sample h-3 w-4" />}>
              within measurement error of the baseline
            </LegendItem>
          ) : null}
          {shown !== null ? (
            <LegendItem
              sample={<span aria-hidden="true" className="w-4 border-t-2 border-dashed border-primary" />}
            >
              important improvement begins
            </LegendItem>
          ) : null}
          {goal !== null && shown === null ? (
            <span>
              An important improvement would begin at {scoreText(goal)}, beyond the scale: none can show here.
            </span>
          ) : null}
        </>
      }
    >
      <ChartDrawing width={width} height={height} label={`${title}. ${spoken}`}>
        {band ? (
          <rect
            className="c-band"
            x={left}
            width={right - left}
            y={r1(y(band[0] ?? max))}
            height={r1(y(band[1] ?? min) - y(band[0] ?? max))}
          />
        ) : null}
        <ValueAxis y={y} left={left} right={right} steps={stepsOf(min, max)} />
        {shown !== null ? <path className="c-goal" d={`M${left} ${r1(y(shown))}H${right}`} /> : null}
        {points.length > 1 ? <path className="c-score" d={line} /> : null}
        {dots.map(({ day, value }) => (
          <circle key={`${day} ${value}`} className="c-score-dot" cx={r1(x(day))} cy={r1(y(value))} r="3.5" />
        ))}
        {last ? (
          <text className="c-strong" fontSize="13" x={right + 8} y={r1(y(last.value) + 4)}>
            {scoreText(last.value)}
          </text>
        ) : null}
        <DayAxis from={from} to={to} x={x} y={bottom + 17} />
      </ChartDrawing>
    </ChartFigure>
  )
}
