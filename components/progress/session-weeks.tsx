import { AdherenceWeeks } from '#components/charts/adherence-weeks.tsx'
import { NumbersTable } from '#components/charts/chart-figure.tsx'
import { dayName } from '#components/charts/days.ts'
import type { ProgressView } from '#lib/tracking/progress/schema.ts'
import { NumbersLink } from './numbers-link.tsx'
import { sessionCells } from './words.ts'

const count = (states: readonly string[], wanted: string) => states.filter((state) => state === wanted).length

/** Planned sessions, week by week. */
export function SessionWeeks({
  progress,
  here,
  open,
}: {
  progress: ProgressView
  here: string
  open: boolean
}) {
  const cells = sessionCells(progress.sessionWeeks)
  const any = cells.some(({ sessions }) => sessions.length > 0)
  return (
    <section id="sessions" aria-label="Sessions" className="border-t border-line pt-4 pb-6">
      <h3 className="pb-1 text-heading font-semibold">Sessions</h3>
      {any ? (
        <>
          <AdherenceWeeks weeks={cells} title="Planned sessions done" width={1080} />
          <NumbersLink here={here} part="sessions" open={open} />
          {open ? (
            <NumbersTable
              caption="Sessions a week"
              columns={['Week of', 'Planned', 'Done', 'In part', 'Missed', 'Ahead']}
              rows={progress.sessionWeeks.map(({ start, sessions }) => {
                const states = sessions.map(({ state }) => state)
                return [
                  dayName(start, progress.today),
                  states.length,
                  ...['done', 'part', 'missed', 'ahead'].map((state) => count(states, state)),
                ]
              })}
            />
          ) : null}
        </>
      ) : (
        <p className="text-dense text-ink-2">
          {progress.planned
            ? 'No session was planned in these weeks.'
            : 'No program is published yet. Sessions are counted from its first day.'}
        </p>
      )}
    </section>
  )
}
