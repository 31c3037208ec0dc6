import { NumbersTable } from '#components/charts/chart-figure.tsx'
import { dayLabel, dayName } from '#components/charts/days.ts'
import { WeekBars } from '#components/charts/week-bars.tsx'
import type { ProgressView } from '#lib/tracking/progress/schema.ts'
import { NumbersLink } from './numbers-link.tsx'

/** Kilometers a week; how many runs and the longest stand in the table. */
export function RunWeeks({ progress, here, open }: { progress: ProgressView; here: string; open: boolean }) {
  const { runWeeks, today } = progress
  const ran = runWeeks.some(({ count }) => count > 0)
  const longest = Math.max(0, ...runWeeks.map((week) => week.longest))
  const runs = runWeeks.reduce((sum, { count }) => sum + count, 0)
  return (
    <section id="runs" aria-label="Running" className="border-t border-line pt-4">
      <div className="flex flex-wrap items-baseline gap-x-3 pb-1">
        <h3 className="text-heading font-semibold">Running</h3>
        {ran ? (
          <span className="num text-dense text-ink-3">
            {runs} {runs === 1 ? 'run' : 'runs'}, the longest {longest} km
          </span>
        ) : null}
      </div>
      {ran ? (
        <>
          <WeekBars
            weeks={runWeeks.map(({ start, km }) => ({
              label: dayLabel(start),
              value: km,
              current: start + 7 > today,
            }))}
            unit="km"
            title="Running a week"
            width={1080}
          />
          <NumbersLink here={here} part="runs" open={open} />
          {open ? (
            <NumbersTable
              caption="Runs a week"
              columns={['Week of', 'Kilometers', 'Runs', 'Longest, km']}
              rows={runWeeks.map(({ start, km, count, longest: far }) => [
                dayName(start, today),
                ...(km === null ? [null, null, null] : [km, count, far]),
              ])}
            />
          ) : null}
        </>
      ) : (
        <p className="text-dense text-ink-2">No run was logged in these weeks.</p>
      )}
    </section>
  )
}
