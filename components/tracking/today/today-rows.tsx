import type { ReactNode } from 'react'
import {
  ActivityIcon,
  CheckIcon,
  ChevronRightIcon,
  FootprintsIcon,
  type Icon,
  ScrollTextIcon,
  SunIcon,
} from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { countText } from '#lib/dates.ts'
import { distanceText } from '#lib/tracking/run-logs/rules.ts'
import type { CaseToday } from '#lib/tracking/today/schema.ts'

function Row(props: { icon: Icon; href: string; title: string; done: string | null; children?: ReactNode }) {
  const Mark = props.icon
  return (
    <li>
      <PageLink href={props.href} className="flex min-h-16 items-center gap-4 px-5 py-3 @max-[14rem]:px-3">
        <span className="grid h-9 w-9 shrink-0 place-items-center rounded-full bg-base-200 text-ink-2 @max-[14rem]:hidden">
          <Mark size={19} />
        </span>
        <span className="min-w-0 grow">
          <span className="block text-read font-semibold">{props.title}</span>
          <span className="num block text-label text-ink-2">{props.done ?? props.children}</span>
        </span>
        {props.done ? <CheckIcon size={20} className="text-teal-ink" /> : <ChevronRightIcon size={20} />}
      </PageLink>
    </li>
  )
}

/** What can be entered at any time, with what was entered today. */
export function TodayRows({ current }: { current: CaseToday }) {
  const { done, ranYesterday, openMornings } = current
  const hour = current.openHours.at(-1)
  const of = `?case=${current.case.id}`
  // She remembers the newest best; once it is entered the one before stands here.
  const missing = openMornings.at(-1)
  return (
    <ul className="@container mt-4 divide-y divide-line rounded-box border border-line bg-base-100">
      <Row
        icon={ActivityIcon}
        href={`/today/pain${of}`}
        title="Pain now"
        done={done.pain === null ? null : `${done.pain} of 10`}
      >
        One tap
      </Row>
      <Row
        icon={SunIcon}
        href={`/today/morning${of}`}
        title={ranYesterday ? 'How was the knee the morning after?' : 'Knee this morning'}
        done={done.morning === null ? null : `Pain ${done.morning} of 10`}
      >
        Pain and swelling on waking
      </Row>
      {missing ? (
        <Row icon={SunIcon} href={`/today/morning${of}&day=${missing.day}`} title={missing.text} done={null}>
          {openMornings.length > 1
            ? `Missing, and ${countText(openMornings.length - 1, 'other morning')}`
            : 'Missing'}
        </Row>
      ) : null}
      {hour ? (
        <Row
          icon={hour.kind === 'run' ? FootprintsIcon : ActivityIcon}
          href={`/today/${hour.kind}${of}&correct=${hour.id}&after=1`}
          title={hour.text}
          done={null}
        >
          Not known yet when you entered it
        </Row>
      ) : null}
      <Row
        icon={FootprintsIcon}
        href={`/today/run${of}`}
        title="Add a run"
        done={done.runs.map((km) => distanceText(km, current.unit)).join(', ') || null}
      >
        {(current.ranElsewhere ? null : current.runs[0]?.name) ??
          (current.held || current.runsWait ? 'Runs wait for now' : 'Distance, time and pain')}
      </Row>
      <Row icon={ScrollTextIcon} href={`/today/entries${of}`} title="Your entries" done={null}>
        Correct something
      </Row>
    </ul>
  )
}
