import type { ReactNode } from 'react'
import { Treatments } from '#components/cases/treatments.tsx'
import { PainChartPhone } from '#components/charts/pain-chart-phone.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ChartLineIcon, DumbbellIcon, FootprintsIcon, type Icon, Table2Icon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Card } from '#components/ui/section.tsx'
import { kneeInWords } from '#components/ui/side-mark.tsx'
import type { Treatment } from '#lib/cases/own/schema.ts'
import { painDaysNeeded } from '#lib/tracking/progress/pain/rules.ts'
import type { ProgressView } from '#lib/tracking/progress/schema.ts'
import { ownChartFrom, ownHeadline, ownRuns, ownSessions } from './own-words.ts'
import { PainNumbers } from './pain-numbers.tsx'

function Fact(props: { icon: Icon; tone: string; title: string; children: ReactNode }) {
  const Mark = props.icon
  return (
    <li className="flex gap-4 p-5">
      <span className={`grid h-9 w-9 shrink-0 place-items-center rounded-full ${props.tone}`}>
        <Mark size={19} />
      </span>
      <span>
        <span className="num block text-read font-semibold">{props.title}</span>
        <span className="num block text-label text-ink-2">{props.children}</span>
      </span>
    </li>
  )
}

function Nothing({ days, ended = false }: { days: number; ended?: boolean | undefined }) {
  if (ended)
    return (
      <EmptyState icon={ChartLineIcon} title="No chart">
        This treatment has ended. A chart needs {painDaysNeeded} days with a pain score; there are {days}.
      </EmptyState>
    )
  return (
    <EmptyState
      icon={ChartLineIcon}
      title="Your chart starts here"
      action={<LinkButton href="/today">Go to today</LinkButton>}
    >
      It needs {painDaysNeeded} days with a pain score; {days} so far.
    </EmptyState>
  )
}

/** A patient's own course in plain words: one sentence, one picture, two numbers. */
export function OwnProgressScreen(props: { progress: ProgressView | null; cases: readonly Treatment[] }) {
  const { progress, cases } = props
  if (!progress)
    return (
      <>
        <h1 className="pb-5 text-ask font-semibold">Your pain over time</h1>
        <Nothing days={0} />
      </>
    )
  const { side, today, scores, painDays } = progress
  const headline = ownHeadline(progress)
  const [sessions, runs] = [ownSessions(progress), ownRuns(progress)]
  const knee = kneeInWords(side)
  return (
    <>
      <h1 className="text-ask font-semibold">{headline}</h1>
      <Treatments cases={cases} current={progress.caseId} hrefOf={(id) => `/my/progress?case=${id}`} />
      <p className="pt-1 pb-4 text-label text-ink-2">{knee}, your worst pain of the day, out of 10</p>
      {painDays >= painDaysNeeded ? (
        <>
          <PainChartPhone
            from={ownChartFrom(progress)}
            to={today}
            points={scores}
            title={headline}
            caption="Pain, 0 to 10"
          />
          <Disclosure phone summary="See the numbers" icon={Table2Icon} className="mt-1">
            <PainNumbers progress={progress} />
          </Disclosure>
          <Disclosure phone summary="What is normal?">
            <p>
              0 is no pain, 10 is the worst you can imagine. Pain goes up and down from day to day. The thick
              line is the mean of 7 days, so one bad day does not hide the way you are going. The thin lines
              are what you entered, each time of its own kind; one ends where you entered nothing for a week.
            </p>
          </Disclosure>
        </>
      ) : (
        <Nothing days={painDays} ended={progress.ended} />
      )}
      <div className="mt-4">
        <Card phone className="p-0!">
          <ul className="divide-y divide-line">
            <Fact icon={DumbbellIcon} tone="bg-teal-soft text-teal-ink" title={sessions.title}>
              {sessions.note}
            </Fact>
            <Fact icon={FootprintsIcon} tone="bg-run-soft text-run-ink" title={runs.title}>
              {runs.note}
            </Fact>
          </ul>
        </Card>
      </div>
    </>
  )
}
