import { cx } from '#components/ui/cx.ts'
import { CheckIcon, ChevronLeftIcon, ChevronRightIcon, MinusIcon } from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { dayText } from '#lib/dates.ts'
import type { CaseToday, DayState, WeekDay } from '#lib/tracking/today/schema.ts'

const words: Readonly<Record<DayState, string>> = {
  done: 'done',
  part: 'partly done',
  missed: 'planned, not done',
  ahead: 'planned',
  rest: 'nothing planned',
}

/** A full circle done, half of it partly, an open one planned, a line missed, nothing on a free day: never color alone. */
function Mark({ state }: { state: DayState }) {
  const circle = 'mx-auto grid h-5 w-5 place-items-center rounded-full'
  if (state === 'done')
    return (
      <span className={cx(circle, 'bg-primary text-primary-content')}>
        <CheckIcon size={13} strokeWidth={2.6} />
      </span>
    )
  if (state === 'part')
    return (
      <span className={cx(circle, 'overflow-hidden border-2 border-primary')}>
        <span className="h-full w-1/2 place-self-start bg-primary" />
      </span>
    )
  if (state === 'ahead') return <span className={cx(circle, 'border-2 border-primary')} />
  if (state === 'missed')
    return (
      <span className={cx(circle, 'border-2 border-dashed border-control text-ink-3')}>
        <MinusIcon size={12} />
      </span>
    )
  return <span className={cx(circle, 'text-ink-3')}>·</span>
}

function DayCell({ entry, today, href }: { entry: WeekDay; today: string; href: string }) {
  const { day, state, canEnter } = entry
  const isToday = day === today
  const inside = (
    <>
      <span aria-hidden="true" className="block text-caption text-ink-2">
        {dayText(day).slice(0, 1)}
      </span>
      <span
        aria-hidden="true"
        className={cx(
          'num mx-auto my-0.5 grid h-8 w-full max-w-8 place-items-center rounded-full text-label font-semibold',
          isToday && 'bg-base-content text-base-100',
        )}
      >
        {Number(day.slice(8))}
      </span>
      <span aria-hidden="true">
        <Mark state={state} />
      </span>
      <span className="sr-only">
        {isToday ? 'Today, ' : ''}
        {dayText(day)}: {words[state]}
      </span>
    </>
  )
  const look = 'block w-full rounded-box py-1 text-center'
  return canEnter ? (
    <PageLink href={href} className={cx(look, 'hover:bg-hover')}>
      {inside}
    </PageLink>
  ) : (
    <span className={cx(look, day < today && 'opacity-70')}>{inside}</span>
  )
}

function Turn({ to, label, current }: { to: number; label: string; current: CaseToday }) {
  const Icon = to > current.weeksBack ? ChevronLeftIcon : ChevronRightIcon
  if (to < 0 || to > 2) return <span className="w-11" />
  return (
    <PageLink
      href={`/today?case=${current.case.id}${to > 0 ? `&week=${to}` : ''}`}
      aria-label={label}
      className="grid h-11 w-11 place-items-center rounded-full hover:bg-hover"
    >
      <Icon size={20} />
    </PageLink>
  )
}

const weekNames = ['This week', 'Last week', 'Two weeks ago'] as const

/** Monday to Sunday: what was planned and what came of it. Each day that an entry may be about opens it. */
export function WeekStrip({ current, today }: { current: CaseToday; today: string }) {
  const { week, weeksBack } = current
  return (
    <section aria-label={weekNames[weeksBack] ?? 'Week'} className="mb-4" data-week="">
      <div className="flex items-center justify-between text-label text-ink-2">
        <Turn to={weeksBack + 1} label="The week before" current={current} />
        <h2 className="text-label">{weekNames[weeksBack]}</h2>
        <Turn to={weeksBack - 1} label="The week after" current={current} />
      </div>
      <ol className="grid grid-cols-7 max-[22rem]:-mx-5 min-[25rem]:gap-1">
        {week.map((entry) => (
          <li key={entry.day}>
            <DayCell
              entry={entry}
              today={today}
              href={`/today/session?case=${current.case.id}&day=${entry.day}`}
            />
          </li>
        ))}
      </ol>
    </section>
  )
}
