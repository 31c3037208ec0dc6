import { NumbersTable } from '#components/charts/chart-figure.tsx'
import { dayLabel } from '#components/charts/days.ts'
import { meansOf, painSeries, painSeriesOf } from '#components/charts/pain-series.ts'
import type { ProgressView } from '#lib/tracking/progress/schema.ts'
import { pointsOf } from './words.ts'

const heads = { during: 'During', after: 'After', morning: 'Next morning', other: 'At other times' }

/** The scores of each day behind the chart, newest first: the worst of each kind. */
export function PainNumbers({ progress }: { progress: Pick<ProgressView, 'scores' | 'from' | 'today'> }) {
  const { scores, from, today } = progress
  const means = meansOf(pointsOf(scores), from, today)
  const days = new Map<number, Partial<Record<keyof typeof heads, number>>>()
  for (const { day, score, context } of scores) {
    if (day < from) continue
    const series = painSeriesOf(context)
    const known = days.get(day) ?? {}
    days.set(day, { ...known, [series]: Math.max(known[series] ?? 0, score) })
  }
  const rows = [...days]
    .sort(([one], [other]) => other - one)
    .map(([day, values]) => [
      dayLabel(day),
      Math.max(...Object.values(values)),
      ...painSeries.map((series) => values[series] ?? null),
      means[day - from]?.toFixed(1) ?? null,
    ])
  return (
    <section
      className="max-h-96 overflow-auto"
      aria-label="Pain of each day"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
      tabIndex={0}
    >
      <NumbersTable
        caption="Worst pain of each day, 0 to 10"
        columns={['Day', 'Worst', ...painSeries.map((series) => heads[series]), '7-day mean']}
        rows={rows}
      />
    </section>
  )
}
