import { NumbersTable } from '#components/charts/chart-figure.tsx'
import { dayLabel, dayName } from '#components/charts/days.ts'
import { PainChart } from '#components/charts/pain-chart.tsx'
import { worstOfDays } from '#components/charts/pain-series.ts'
import { WeekBars } from '#components/charts/week-bars.tsx'
import { Section } from '#components/ui/section.tsx'
import { countText } from '#lib/dates.ts'
import type { ReviewRecord } from '#lib/review/record/schema.ts'
import { indicatorText } from '#lib/review/rows/rules.ts'
import { unpackScore } from '#lib/tracking/progress/series/rules.ts'
import { ReadingTable } from './reading-table.tsx'

type PartProps = { record: ReviewRecord; before?: Readonly<Record<string, string | null>> | undefined }

const order = ['green', 'amber', 'over_limit', 'red', 'unknown'] as const
const names = {
  green: 'green',
  amber: 'amber',
  over_limit: 'over the limit',
  red: 'red',
  unknown: 'not known yet',
}

/** "14 session results since then: 12 green, 2 amber." */
function resultWords({ results, since }: ReviewRecord): string {
  const counts = order.flatMap((result) => {
    const count = results.filter((one) => one.result === result).length
    return count === 0 ? [] : [`${count} ${names[result]}`]
  })
  const when = since ? 'since then' : 'in 4 weeks'
  return results.length === 0
    ? `No session result ${when}.`
    : `${countText(results.length, 'session result')} ${when}: ${counts.join(', ')}.`
}

function Course({ record }: { record: ReviewRecord }) {
  const { pain, today } = record
  const points = pain.scores.map(unpackScore)
  const days = worstOfDays(points, pain.from, today)
  const { slope } = pain
  if (days.every((value) => value === null))
    return (
      <p className="text-dense text-ink-2">
        No pain entry in 12 weeks. The mean needs 3 days with pain entries in 7, the trend 8 days over 14.
      </p>
    )
  return (
    <PainChart
      from={pain.from}
      to={today}
      today={today}
      points={points}
      title="Pain with its zones"
      versions={pain.versions.map(({ number, day }) => ({
        day,
        label: `Version ${number}`,
        short: `v${number}`,
      }))}
      flares={pain.flares}
      zones
      trend={
        slope && {
          perWeek: slope.perWeek,
          intercept: slope.intercept,
          from: slope.from ?? today - slope.span,
          to: slope.to ?? today,
          today,
          words: `trend ${indicatorText(slope.perWeek, 2)} a week (${indicatorText(slope.lower, 2)} to ${indicatorText(slope.upper, 2)}, approximate)`,
        }
      }
      width={820}
      height={244}
    />
  )
}

/** Part 2: the course of pain, what was done, and the results since the last review. */
export function CoursePart({ record, before }: PartProps) {
  const { rows, since } = record
  return (
    <Section title={since ? `What changed since ${since.text}` : 'The last 4 weeks'}>
      <Course record={record} />
      <div className="@container mt-2">
        <div className="grid gap-x-8 @3xl:grid-cols-2">
          <ReadingTable rows={rows.pain ?? []} before={before} />
          <ReadingTable rows={rows.doing ?? []} before={before} />
        </div>
      </div>
      <p className="num mt-1 text-dense text-ink-2">{resultWords(record)}</p>
    </Section>
  )
}

/** Part 3: kilometers a week, the longest run, spikes, the stage. */
export function RunningPart({ record, before }: PartProps) {
  const { rows, today, pain } = record
  const runWeeks = record.runWeeks.filter(({ start }) => start + 6 >= pain.from)
  const ran = runWeeks.some(({ count }) => count > 0)
  return (
    <Section title="Running">
      {ran ? (
        <WeekBars
          weeks={runWeeks.map(({ start, km }) => ({
            label: dayLabel(start),
            value: km,
            current: start + 7 > today,
          }))}
          unit="km"
          title="Running a week"
          width={820}
          height={112}
          table={
            <NumbersTable
              caption="Runs a week"
              columns={['Week of', 'Kilometers', 'Runs', 'Longest, km']}
              rows={runWeeks.map(({ start, km, count, longest }) => [
                dayName(start, today),
                ...(km === null ? [null, null, null] : [km, count, longest]),
              ])}
            />
          }
        />
      ) : (
        <p className="pb-1 text-dense text-ink-2">No run was logged in these weeks.</p>
      )}
      <ReadingTable rows={rows.running ?? []} before={before} wide />
    </Section>
  )
}
