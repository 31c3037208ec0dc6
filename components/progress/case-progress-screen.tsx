import { spanLabel } from '#components/charts/days.ts'
import { PainChart } from '#components/charts/pain-chart.tsx'
import { DownloadLink, TextLink } from '#components/ui/link-button.tsx'
import { kneeInWords } from '#components/ui/side-mark.tsx'
import { Segments } from '#components/ui/tabs.tsx'
import {
  type ProgressSearch,
  type ProgressView,
  type Range,
  rangeNames,
  ranges,
} from '#lib/tracking/progress/schema.ts'
import { NumbersLink } from './numbers-link.tsx'
import { PainNumbers } from './pain-numbers.tsx'
import { ProgressStats } from './progress-stats.tsx'
import { RunWeeks } from './run-weeks.tsx'
import { SessionWeeks } from './session-weeks.tsx'

type CaseProgressScreenProps = { progress: ProgressView; table: ProgressSearch['table'] }

const address = (caseId: string, range: Range) => `/cases/${caseId}/progress?range=${range}`

/** Pain, sessions and runs of one case on one page, each answering one question, each with its numbers behind it. */
export function CaseProgressScreen({ progress, table }: CaseProgressScreenProps) {
  const { caseId, range, from, today, side } = progress
  const here = address(caseId, range)
  return (
    <div className="px-4 pt-4 pb-8 lg:px-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pb-4">
        <h2 className="text-heading font-semibold">Progress</h2>
        <span className="num text-dense text-ink-3">{spanLabel(from, today)}</span>
        <div className="flex flex-wrap items-center gap-3 lg:ml-auto">
          <Segments
            label="Range"
            tabs={ranges.map((name) => ({
              href: address(caseId, name),
              label: rangeNames[name],
              current: name === range,
            }))}
          />
          <TextLink href={`/cases/${caseId}/entries`} className="no-print text-dense">
            Entries
          </TextLink>
          <DownloadLink href={`/cases/${caseId}/progress/export`}>Download pain scores</DownloadLink>
        </div>
      </div>
      <ProgressStats progress={progress} />
      <section id="pain" aria-label="Pain" className="border-t border-line pt-4 pb-6">
        <h3 className="pb-1 text-heading font-semibold">Pain</h3>
        {progress.painDays > 0 ? (
          <>
            <PainChart
              from={from}
              to={today}
              today={today}
              points={progress.scores}
              title={`${kneeInWords(side)}, pain scores and 7-day mean`}
              versions={progress.versions.map(({ number, day }) => ({
                day,
                label: `Version ${number}`,
                short: `v${number}`,
              }))}
              width={1080}
              height={252}
            />
            <NumbersLink here={here} part="pain" open={table === 'pain'} />
            {table === 'pain' ? <PainNumbers progress={progress} /> : null}
          </>
        ) : (
          <p className="text-dense text-ink-2">
            No pain entry in this time. The 7-day mean needs 3 days with an entry.
          </p>
        )}
      </section>
      <SessionWeeks progress={progress} here={here} open={table === 'sessions'} />
      <RunWeeks progress={progress} here={here} open={table === 'runs'} />
    </div>
  )
}
