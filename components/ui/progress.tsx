import { cx } from './cx.ts'

const share = (done: number, of: number) => (of > 0 ? Math.min(100, Math.max(0, (100 * done) / of)) : 0)

type ProgressBarProps = {
  /** What it is the progress of: "Form", "Session". */
  label: string
  done: number
  of: number
  /** Read out instead of the percentage: "Question 11 of 31". */
  text?: string
  thin?: boolean
  className?: string
}

export function ProgressBar({ label, done, of, text, thin = false, className }: ProgressBarProps) {
  const width = share(done, of)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(width)}
      aria-valuetext={text}
      className={cx('overflow-hidden rounded-full bg-base-300', thin ? 'h-1' : 'h-1.5', className)}
    >
      <div className="h-full rounded-full bg-primary" style={{ width: `${width.toFixed(1)}%` }} />
    </div>
  )
}

/** The steps of something short, as bars: done, now, still to come. */
export function ProgressSteps({ label, current, total }: { label: string; current: number; total: number }) {
  const steps = Array.from({ length: total }, (_, index) => index + 1)
  return (
    <div role="img" aria-label={`${label}: ${current} of ${total}`} className="flex gap-1">
      {steps.map((step) => (
        <span
          key={step}
          className={cx(
            'h-1.5 grow rounded-full',
            step < current ? 'bg-primary' : step === current ? 'bg-teal-mid' : 'bg-base-300',
          )}
        />
      ))}
    </div>
  )
}
