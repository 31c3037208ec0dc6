import { dayLabel, dayTicks, r1 } from './days.ts'

type Place = (value: number) => number
type Span = { from: number; to: number; x: Place }

export type VersionMark = {
  /** The first day it holds, days since 1970. */
  day: number
  /** "v3 Early 1" */
  label: string
  /** "v3", where the next version is near. */
  short: string
}

/** Lines across the chart with their numbers at the left. */
export function ValueAxis(props: {
  y: Place
  left: number
  right: number
  steps: readonly number[]
  size?: number
}) {
  const { y, left, right, steps, size } = props
  return (
    <>
      <path className="c-grid" d={steps.map((step) => `M${left} ${r1(y(step))}H${right}`).join('')} />
      {steps.map((step) => (
        <text key={step} className="c-axis" x={left - 8} y={r1(y(step) + 4)} textAnchor="end" fontSize={size}>
          {`${step}`.replace('-', '−')}
        </text>
      ))}
    </>
  )
}

export function DayAxis({
  from,
  to,
  x,
  y,
  name = dayLabel,
}: Span & { y: number; name?: (day: number) => string }) {
  const days = dayTicks(from, to)
  const [first, next] = days
  const endOf = (day: number) => x(day) + wide(name(day)) + 6
  // A phone has no room for the name of the first day just before that of a Monday.
  const isCrowded = first !== undefined && next !== undefined && endOf(first) > x(next)
  const named: number[] = []
  for (const day of days.slice(isCrowded ? 1 : 0)) {
    const last = named.at(-1)
    if (last === undefined || endOf(last) <= x(day)) named.push(day)
  }
  return named.map((day) => (
    <text key={day} className="c-axis" x={r1(x(day))} y={y}>
      {name(day)}
    </text>
  ))
}

type Tall = { top: number; bottom: number }

export function FlareBands(props: Span & Tall & { flares: readonly { from: number; to: number }[] }) {
  const { flares, from, to, x, top, bottom } = props
  return flares.map((flare) => {
    const start = x(Math.max(from, flare.from))
    const end = x(Math.min(to, flare.to))
    if (end < start) return null
    const width = Math.max(2, r1(end - start))
    return (
      <rect key={flare.from} className="c-flare" x={r1(start)} y={top} width={width} height={bottom - top} />
    )
  })
}

/** About 6 px for a letter of 11 px. */
const wide = (words: string) => words.length * 6
/** "Today" and a little air, to each side of its line. */
const TODAY_HALF = 22

/**
 * A change of the program runs through the chart as dotted teal, named at the top as far as there is room: right of its
 * line, and left of it where the next version or the word "Today" stands in the way.
 */
export function VersionMarks(
  props: Span & {
    bottom: number
    right: number
    versions: readonly VersionMark[]
    today?: number | undefined
  },
) {
  const { versions, from, to, x, bottom, right, today } = props
  const wall = today !== undefined && today >= from && today <= to ? x(today) - TODAY_HALF : null
  const shown = versions
    .filter(({ day }) => day >= from && day <= to)
    .sort((one, other) => one.day - other.day)
  let free = 0
  return shown.map(({ day, label, short }, index) => {
    const at = x(day)
    const next = shown[index + 1]
    const end = Math.min(next ? x(next.day) : right + 60, wall ?? Number.POSITIVE_INFINITY)
    const after = [label, short].find((words) => at + 8 + wide(words) < end)
    const edge = Math.min(at - 5, wall ?? at)
    const before = after ? undefined : [label, short].find((words) => free + 4 + wide(words) < edge)
    free = after ? at + 5 + wide(after) : at
    return (
      <g key={`${day} ${short}`}>
        <path className="c-version" d={`M${r1(at)} 12V${bottom}`} />
        {after ? (
          <text className="c-axis" x={r1(at + 5)} y="20">
            {after}
          </text>
        ) : null}
        {before ? (
          <text className="c-axis" x={r1(edge)} y="20" textAnchor="end">
            {before}
          </text>
        ) : null}
      </g>
    )
  })
}

export function TodayLine({ day, from, to, x, top, bottom }: Span & Tall & { day: number }) {
  if (day < from || day > to) return null
  return (
    <>
      <path className="c-today" d={`M${r1(x(day))} ${top - 6}V${bottom}`} />
      <text className="c-label" fontSize="11" x={r1(x(day))} y={top - 10} textAnchor="middle">
        Today
      </text>
    </>
  )
}
