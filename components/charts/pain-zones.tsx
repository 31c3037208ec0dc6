import { r1 } from './days.ts'

type Place = (value: number) => number
type Frame = { left: number; right: number; y: Place }

/**
 * The zones of the pain-monitoring model (clinical/programmes.md 2) [29]: greys with their words, never traffic lights. The
 * words stand between whole numbers, where no score is drawn, the lowest below where a calm knee's mean runs.
 */
const zones = [
  { from: 5.5, to: 10, look: 'c-zone-high', words: 'too high', at: 9.5 },
  { from: 2.5, to: 5.5, look: 'c-zone-mid', words: 'acceptable', at: 4.5 },
  { from: 0, to: 2.5, look: '', words: 'safe', at: 0.5 },
] as const

export function PainZones({ left, right, y }: Frame) {
  return zones.map(({ from, to, look, words, at }) => (
    <g key={words}>
      {look ? (
        <rect className={look} x={left} y={r1(y(to))} width={right - left} height={r1(y(from) - y(to))} />
      ) : null}
      <text className="c-axis" x={left + 6} y={r1(y(at) + 4)}>
        {words}
      </text>
    </g>
  ))
}

/** A straight line of pain over the days that it was found on: `intercept` is its value on `today`. */
export type Trend = { perWeek: number; intercept: number; from: number; to: number; today: number }

/** Kept within 0 to 10, whatever the line says beyond. */
export function TrendLine({ trend, x, y }: { trend: Trend; x: Place; y: Place }) {
  const at = (day: number) =>
    Math.min(10, Math.max(0, trend.intercept + (trend.perWeek / 7) * (day - trend.today)))
  const { from, to } = trend
  return <path className="c-trend" d={`M${r1(x(from))} ${r1(y(at(from)))}L${r1(x(to))} ${r1(y(at(to)))}`} />
}
