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

type DoneBarProps = {
  /** 0 to 100. */
  percent: number
  className?: string
}

/** A bar beside its number in a table; the number is what is read. */
export function DoneBar({ percent, className }: DoneBarProps) {
  return (
    <span
      aria-hidden="true"
      className={cx('block h-1 w-12 overflow-hidden rounded-full bg-base-300', className)}
    >
      <span
        className="block h-full rounded-full bg-primary"
        style={{ width: `${share(percent, 100).toFixed(1)}%` }}
      />
    </span>
  )
}

type StartNowProps = { start: number; now: number; of?: number; phone?: boolean }

/** Where a goal stood at the start and where it stands now. The numbers stand beside it. */
export function StartNow({ start, now, of = 10, phone = false }: StartNowProps) {
  const [from, to] = [share(Math.min(start, now), of), share(Math.max(start, now), of)]
  const height = phone ? 4 : 3
  const line = { top: 7 - height / 2, height }
  return (
    <span aria-hidden="true" className="relative mx-1.5 block h-3.5">
      <span className="absolute inset-x-0 rounded-full bg-base-300" style={line} />
      <span className="absolute bg-teal-mid" style={{ ...line, left: `${from}%`, width: `${to - from}%` }} />
      <span
        className="absolute top-[2px] h-2.5 w-2.5 -translate-x-1/2 rounded-full border-2 border-control bg-base-100"
        style={{ left: `${share(start, of)}%` }}
      />
      <span
        className={cx(
          'absolute -translate-x-1/2 rounded-full bg-primary',
          phone ? 'top-0 h-3.5 w-3.5' : 'top-[1px] h-3 w-3',
        )}
        style={{ left: `${share(now, of)}%` }}
      />
    </span>
  )
}
