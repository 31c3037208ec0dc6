import { scaleLinear } from 'd3-scale'
import { area } from 'd3-shape'
import type { ReactNode } from 'react'
import { Drawing } from '#components/ui/drawing.tsx'
import { ChartFigure } from './chart-figure.tsx'
import { monthLabel, r1 } from './days.ts'
import { meanPaths } from './mean-path.ts'
import { DayAxis, ValueAxis } from './pain-frame.tsx'
import { PainLegend } from './pain-legend.tsx'
import { PainMarks } from './pain-marks.tsx'
import { knownRuns, meansOf, type PainPoint, worstByContext } from './pain-series.ts'

type PainChartPhoneProps = {
  /** Days since 1970, both included. */
  from: number
  to: number
  points: readonly PainPoint[]
  /** The sentence that the picture shows: "Your pain went from about 5 in August to about 2 now". */
  title: string
  caption: ReactNode
  /** One thing that explains a bump: "a very long run". */
  note?: { day: number; text: string }
  table?: ReactNode
}

/** How a chart of 350 px holds two ends apart: the label stands where the line leaves room. */
function EndLabel({ x, y, value, end }: { x: number; y: number; value: number; end: boolean }) {
  const below = end ? y < 60 : y < 34
  return (
    <>
      <circle
        cx={r1(x)}
        cy={r1(y)}
        r="5"
        fill="var(--pain-line)"
        stroke="var(--color-base-100)"
        strokeWidth="2"
      />
      <text
        className="c-strong c-halo"
        fontSize="13"
        x={r1(end ? x + 4 : x - 4)}
        y={r1(below ? y + 22 : y - 11)}
        textAnchor={end ? 'end' : 'start'}
      >
        about {Math.round(value)}
      </text>
    </>
  )
}

/** Two labels need 120 px; of a short series only the end is named. */
const endsApart = (x: (day: number) => number, first: number, last: number, from: number) =>
  x(from + last) - x(from + first) >= 120

/** A patient's own pain on a phone: the 7-day mean with its start and its end in words, and a thin line for each context. */
export function PainChartPhone(props: PainChartPhoneProps) {
  const { from, to, points, title, caption, note, table } = props
  const [top, bottom, left, right] = [14, 212, 22, 336]
  const x = scaleLinear([from, Math.max(to, from + 1)], [left, right])
  const y = scaleLinear([0, 10], [bottom, top])
  const means = meansOf(points, from, to)
  const { known, gaps } = meanPaths(means, (at) => x(from + at), y)
  const fill = area<number | null>()
    .digits(1)
    .defined((value) => value !== null)
    .x((_, at) => x(from + at))
    .y0(bottom)
    .y1((value) => y(value ?? 0))(means)
  const contexts = worstByContext(points, from, to).map(({ context }) => context)
  const runs = knownRuns(means)
  const [first, last] = [runs[0]?.[0], runs.at(-1)?.[1]]
  const noted = note ? note.day : Number.NaN
  const noteMean = means[noted - from]
  return (
    <ChartFigure
      phone
      caption={caption}
      legend={<PainLegend contexts={contexts} mean="mean of 7 days" />}
      table={table}
    >
      <Drawing viewBox="0 0 350 236" className="block w-full" role="img" aria-label={title}>
        <ValueAxis y={y} left={left} right={right} steps={[0, 5, 10]} size={12} />
        {fill ? <path d={fill} className="c-flare" /> : null}
        <PainMarks points={points} from={from} to={to} x={x} y={y} lines />
        {gaps ? <path className="c-gap" d={gaps} /> : null}
        {known ? <path className="c-mean" style={{ strokeWidth: 3 }} d={known} /> : null}
        {note && typeof noteMean === 'number' ? (
          <>
            <path
              d={`M${r1(x(noted))} ${r1(y(noteMean) - 6)}V${r1(y(noteMean) - 34)}`}
              stroke="var(--control)"
            />
            <text
              x={r1(x(noted))}
              y={r1(y(noteMean) - 40)}
              textAnchor={x(noted) < 90 ? 'start' : x(noted) > 260 ? 'end' : 'middle'}
              fontSize="12"
              fill="var(--ink-2)"
            >
              {note.text}
            </text>
          </>
        ) : null}
        {first !== undefined && (last === undefined || last === first || endsApart(x, first, last, from)) ? (
          <EndLabel x={x(from + first)} y={y(means[first] ?? 0)} value={means[first] ?? 0} end={false} />
        ) : null}
        {last !== undefined && last !== first ? (
          <EndLabel x={x(from + last)} y={y(means[last] ?? 0)} value={means[last] ?? 0} end />
        ) : null}
        <DayAxis from={from} to={to} x={x} y={230} {...(to - from > 42 ? { name: monthLabel } : {})} />
      </Drawing>
    </ChartFigure>
  )
}
