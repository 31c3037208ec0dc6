import type { ReactNode } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Drawing } from '#components/ui/drawing.tsx'
import { ChartFigure, fitted, LegendItem } from './chart-figure.tsx'
import { r1, weekName } from './days.ts'

export type SessionState = 'done' | 'part' | 'missed' | 'ahead'

export type AdherenceWeek = {
  /** "17 Aug": the Monday. */
  label: string
  /** The planned sessions of the week, in order. */
  sessions: readonly SessionState[]
}

const done = (sessions: readonly SessionState[]) => sessions.filter((state) => state === 'done').length

const [cell, tall, gap] = [9, 15, 5]
const box = (x: number, y: number, width: number, height: number) =>
  `M${r1(x)} ${r1(y)}h${r1(width)}v${r1(height)}h${r1(-width)}z`

/** One path for each state: full, the lower half, an outline; ahead is a faint outline. */
function cellPaths(weeks: readonly AdherenceWeek[], slot: number) {
  const paths = { full: '', half: '', outline: '', ahead: '' }
  weeks.forEach(({ sessions }, week) => {
    const step = Math.min(cell + gap, (slot - 2) / Math.max(1, sessions.length))
    const side = Math.min(cell, step - 1.5)
    const start = (week + 0.5) * slot - (step * sessions.length - (step - side)) / 2
    sessions.forEach((state, index) => {
      const x = start + index * step
      if (state === 'done') paths.full += box(x, 2, side, tall)
      else if (state === 'ahead') paths.ahead += box(x + 0.5, 2.5, side - 1, tall - 1)
      else paths.outline += box(x + 0.5, 2.5, side - 1, tall - 1)
      if (state === 'part') paths.half += box(x, 2 + tall / 2, side, tall / 2)
    })
  })
  return paths
}

type AdherenceWeeksProps = {
  weeks: readonly AdherenceWeek[]
  title: string
  width?: number
  table?: ReactNode
}

/** Sessions done of those planned, week by week: a cell is a session. */
export function AdherenceWeeks({ weeks, title, width = 820, table }: AdherenceWeeksProps) {
  const slot = width / Math.max(1, weeks.length)
  const { full, half, outline, ahead } = cellPaths(weeks, slot)
  const every = Math.max(1, Math.ceil(44 / slot))
  const spoken = weeks
    .map(({ label, sessions }) => `${label}: ${done(sessions)} of ${sessions.length}`)
    .join(', ')
  return (
    <ChartFigure
      caption={`${title}, sessions a week`}
      table={table}
      phone={width < 400}
      legend={(['done', 'part', 'missed'] as const).map((state) => (
        <LegendItem key={state} sample={<SessionCell state={state} />}>
          {state === 'part' ? 'in part' : state}
        </LegendItem>
      ))}
    >
      <Drawing
        viewBox={`0 0 ${width} 50`}
        className="block h-auto w-full"
        style={width < 400 ? undefined : fitted(width)}
        role="img"
        aria-label={title}
      >
        <desc>{spoken}</desc>
        <path d={full + half} fill="var(--color-primary)" />
        <path d={outline} fill="none" stroke="var(--control)" />
        <path d={ahead} fill="none" stroke="var(--line-strong)" strokeDasharray="2 2" />
        {weeks.map(({ label, sessions }, index) => (
          <g key={label} className="c-axis" textAnchor="middle">
            {slot >= 40 && sessions.length > 0 ? (
              <text x={r1((index + 0.5) * slot)} y="30">
                {done(sessions)} of {sessions.length}
              </text>
            ) : null}
            {(weeks.length - 1 - index) % every === 0 ? (
              <text {...weekName(index, slot, width)} y="45">
                {label}
              </text>
            ) : null}
          </g>
        ))}
      </Drawing>
    </ChartFigure>
  )
}

const looks: Record<SessionState, string> = {
  done: 'bg-primary',
  part: 'border border-control bg-[linear-gradient(to_top,var(--color-primary)_50%,transparent_50%)]',
  missed: 'border border-control',
  ahead: 'border border-dashed border-line-strong',
}

export function SessionCell({ state, large = false }: { state: SessionState; large?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        'inline-block shrink-0',
        large ? 'h-3.5 w-3.5 rounded-[4px]' : 'h-3 w-2 rounded-[2px]',
        looks[state],
      )}
    />
  )
}
