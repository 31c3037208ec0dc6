import { cx } from '#components/ui/cx.ts'
import type { DayMinutes } from '#lib/programs/builder/schema.ts'
import type { Weekday } from '#lib/programs/schema.ts'
import { dayNames } from './words.ts'

type MinutesBarsProps = {
  minutes: readonly DayMinutes[]
  has: { minutes: number | null; days: readonly Weekday[] | null }
}

const HEIGHT = 64

/** Minutes of exercise by weekday, against what the person has. More than that stands in ink with its word. */
export function MinutesBars({ minutes, has }: MinutesBarsProps) {
  const top = Math.max(10, has.minutes ?? 0, ...minutes.map((day) => day.minutes))
  const over = minutes.filter((day) => has.minutes !== null && day.minutes > has.minutes + 0.5)
  const elsewhere = minutes.filter((day) => day.minutes > 0 && has.days && !has.days.includes(day.day))
  return (
    <>
      <p className="text-caption text-ink-2">
        {has.minutes === null ? 'Not answered in the intake' : `Has ${has.minutes} minutes`}
        {has.days ? `, on ${has.days.map((day) => dayNames[day].slice(0, 3)).join(', ')}` : ''}
      </p>
      <div className="relative mt-3">
        <ol className="flex min-h-[7rem] items-end justify-between">
          {minutes.map(({ day, minutes: value }) => (
            <li key={day} className="flex flex-col items-center gap-1">
              <span className={cx('num text-caption', value > 0 ? 'font-semibold' : 'sr-only')}>
                {Math.round(value)}
                <span className="sr-only"> minutes</span>
              </span>
              <span
                className={cx('w-5', value > 0 ? 'rounded-t-[4px] bg-primary' : 'bg-line-strong')}
                style={{ height: value > 0 ? `${(value / top) * HEIGHT}px` : '1px' }}
              />
              <span className={cx('text-caption', value > 0 ? 'text-ink-2' : 'text-ink-3')}>
                {dayNames[day].slice(0, 2)}
                <span className="sr-only">{dayNames[day].slice(2)}</span>
              </span>
            </li>
          ))}
        </ol>
        {has.minutes === null ? null : (
          <span
            className="absolute inset-x-0 border-t border-dashed border-ink-3"
            style={{ bottom: `${20 + (has.minutes / top) * HEIGHT}px` }}
          />
        )}
      </div>
      {over.length > 0 ? (
        <p className="mt-2 text-dense font-semibold">
          Too long on {over.map((day) => dayNames[day.day]).join(', ')}: take something out or move it.
        </p>
      ) : null}
      {elsewhere.length > 0 ? (
        <p className="mt-2 text-dense text-ink-2">
          {elsewhere.map((day) => dayNames[day.day]).join(', ')}: not among the days that were named.
        </p>
      ) : null}
    </>
  )
}
