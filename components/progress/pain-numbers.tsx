import { NumbersTable } from '#components/charts/chart-figure.tsx'
import { dayName } from '#components/charts/days.ts'
import { meansOf, seriesNames, worstByContext } from '#components/charts/pain-series.ts'
import type { ProgressView } from '#lib/tracking/progress/schema.ts'

const startUpper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** The scores of each day behind the chart, newest first: the worst in each context that occurs. */
export function PainNumbers({ progress }: { progress: Pick<ProgressView, 'scores' | 'from' | 'today'> }) {
  const { scores, from, today } = progress
  const means = meansOf(scores, from, today)
  const found = worstByContext(scores, from, today)
  const columns = found.map(({ days }) => new Map(days.map(({ day, score }) => [day, score])))
  const known = new Set(columns.flatMap((column) => [...column.keys()]))
  const rows = [...known]
    .sort((one, other) => other - one)
    .map((day) => {
      const values = columns.map((column) => column.get(day) ?? null)
      const worst = Math.max(...values.filter((value) => value !== null))
      return [dayName(day, today), worst, ...values, means[day - from]?.toFixed(1) ?? null]
    })
  return (
    <section
      className="max-h-96 overflow-auto"
      aria-label="Pain of each day"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
      tabIndex={0}
    >
      <NumbersTable
        caption="Worst pain of each day, 0 to 10"
        columns={[
          'Day',
          'Worst',
          ...found.map(({ context }) => startUpper(seriesNames[context])),
          '7-day mean',
        ]}
        rows={rows}
      />
    </section>
  )
}
