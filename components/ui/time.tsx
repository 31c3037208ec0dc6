import { cx } from './cx.ts'

type TimeProps = {
  /** ISO 8601: a day, or an instant with its offset. */
  at: string
  /** What is read, already worded for the reader's zone: "Today 07:10", "Fri 13 Nov". */
  text: string
  className?: string
}

/** A day or a time. The wording is made by `lib/dates`, never here: a component does not know the clock. */
export function Time({ at, text, className }: TimeProps) {
  return (
    <time dateTime={at} className={cx('num', className)}>
      {text}
    </time>
  )
}
