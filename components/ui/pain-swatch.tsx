import { cx } from './cx.ts'

/** The step of the scale, 0 to 10, whose color a score or a mean takes. */
export const painStep = (value: number) => Math.min(10, Math.max(0, Math.round(value)))

type PainSwatchProps = {
  /** A score (0 to 10) or a mean of scores; `null` when there is none. */
  value: number | null
  /** Decimals shown: 0 for a score, 1 for a mean. */
  digits?: 0 | 1
  /** The last known value is more than a week old: an outline instead of a fill. */
  old?: boolean
  className?: string
}

/** A pain value on its color. The color never stands without the number. */
export function PainSwatch({ value, digits = 0, old = false, className }: PainSwatchProps) {
  if (value === null) return null
  return (
    <span className={cx('pain', `pain-${painStep(value)}`, old && 'pain-old', className)}>
      <span className="sr-only">{old ? 'Pain, more than a week ago: ' : 'Pain '}</span>
      {value.toFixed(digits)}
      <span className="sr-only"> out of 10</span>
    </span>
  )
}
