import { max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import type { ReactNode } from 'react'
import { Drawing } from '#components/ui/drawing.tsx'
import { ChartFigure, fitted } from './chart-figure.tsx'
import { r1, weekName } from './days.ts'

export type Week = {
  /** "17 Aug": the Monday. */
  label: string
  /** The sum of the week in the unit of the chart; `null` before anything was logged. */
  value: number | null
  /** The week that is not over yet. */
  current?: boolean
}

const short = (value: number) => (Number.isInteger(value) ? `${value}` : value.toFixed(1))

type WeekBarsProps = {
  weeks: readonly Week[]
  /** "km", "min" */
  unit: string
  /** "Running a week" */
  title: string
  width?: number
  height?: number
  table?: ReactNode
}

/** How far a week: one bar with its sum. The bars start at 0 and the highest sum fills the height. */
export function WeekBars({ weeks, unit, title, width = 820, height = 150, table }: WeekBarsProps) {
  const [top, bottom] = [20, height - 22]
  const slot = width / Math.max(1, weeks.length)
  const bar = Math.min(28, slot * 0.6)
  const y = scaleLinear([0, max(weeks, (week) => week.value ?? 0) || 1], [bottom, top])
  // As many names as fit without touching: about 44 px each.
  const every = Math.max(1, Math.ceil(44 / slot))
  const spoken = weeks
    .map((week) => `${week.label}: ${week.value === null ? 'no entry' : short(week.value)}`)
    .join(', ')
  return (
    <ChartFigure caption={`${title}, ${unit}`} table={table} phone={width < 400}>
      <Drawing
        viewBox={`0 0 ${width} ${height}`}
        className="block h-auto w-full"
        style={width < 400 ? undefined : fitted(width)}
        role="img"
        aria-label={`${title}, ${unit}`}
      >
        <desc>{spoken}</desc>
        <path className="c-rule" d={`M0 ${bottom}H${width}`} />
        {weeks.map((week, index) => {
          const middle = (index + 0.5) * slot
          return (
            <g key={week.label}>
              {week.value ? (
                <rect
                  className={week.current ? 'c-run-now' : 'c-run'}
                  x={r1(middle - bar / 2)}
                  y={r1(y(week.value))}
                  width={r1(bar)}
                  height={r1(bottom - y(week.value))}
                  rx="2"
                />
              ) : null}
              {week.value !== null && slot >= 26 ? (
                <text className="c-axis" x={r1(middle)} y={r1(y(week.value) - 5)} textAnchor="middle">
                  {short(week.value)}
                </text>
              ) : null}
              {(weeks.length - 1 - index) % every === 0 ? (
                <text className="c-axis" {...weekName(index, slot, width)} y={height - 6}>
                  {week.label}
                </text>
              ) : null}
            </g>
          )
        })}
      </Drawing>
    </ChartFigure>
  )
}
