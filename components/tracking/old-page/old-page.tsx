import { Notice } from '#components/ui/notice.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { addDays, dayText, startOfDay } from '#lib/dates.ts'
import { ShownAfter } from './shown-after.tsx'

type OldPageProps = {
  /** The form: `/today/session`. */
  path: string
  view: { caseId: string; day: string; today: string }
  timeZone: string
}

/** What the form says once the day is over that it was opened on: it still saves to that day. */
export function OldPageNotice({ path, view: { caseId, day } }: Omit<OldPageProps, 'timeZone'>) {
  const of = `${path}?case=${caseId}`
  const look = 'inline-flex min-h-11 items-center font-semibold underline'
  return (
    <Notice tone="ink" live="alert" title={`This page is from ${dayText(day)}`} className="mb-3">
      <p>What you save here is an entry of that day.</p>
      <p className="flex flex-wrap gap-x-5">
        <PageLink href={`${of}&day=${day}`} className={look}>
          Go on with {dayText(day)}
        </PageLink>
        <PageLink href={of} className={look}>
          Make an entry of today
        </PageLink>
      </p>
    </Notice>
  )
}

/** Above the form of an entry. One about a day before says so itself, whenever it is read. */
export function OldPage({ path, view, timeZone }: OldPageProps) {
  if (view.day !== view.today) return null
  return (
    <ShownAfter
      at={startOfDay(addDays(view.today, 1), timeZone).getTime()}
      day={view.today}
      timeZone={timeZone}
    >
      <OldPageNotice path={path} view={view} />
    </ShownAfter>
  )
}
