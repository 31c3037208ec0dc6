import { Disclosure } from '#components/ui/disclosure.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { dayRange, nearDayText } from '#lib/dates.ts'

/** Today and the days before it that an entry may still be about, as links: no script, one tap more. */
export function DayLinks(props: {
  day: string
  today: string
  earliest: string
  hrefOf: (day: string) => string
}) {
  const { day, today, earliest, hrefOf } = props
  const days = dayRange(earliest, today).reverse()
  return (
    <Disclosure phone summary={day === today ? 'Another day' : `Another day than ${nearDayText(day, today)}`}>
      <ul className="grid grid-cols-3 gap-2">
        {days.map((one) => (
          <li key={one}>
            <PageLink
              href={hrefOf(one)}
              aria-current={one === day ? 'true' : undefined}
              className="btn btn-plain num h-11 min-h-11 w-full px-1 text-label aria-[current=true]:border-primary aria-[current=true]:bg-teal-soft"
            >
              {nearDayText(one, today)}
            </PageLink>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
