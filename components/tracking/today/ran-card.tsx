import { CheckIcon } from '#components/ui/icons.tsx'
import { Card } from '#components/ui/section.tsx'
import { distanceText } from '#lib/tracking/run-logs/rules.ts'
import type { CaseToday } from '#lib/tracking/today/schema.ts'
import { Around } from './run-card.tsx'

/** The run that was planned today and was run, with what is still to do after it. */
export function RanCard({ current: { case: own, runs, done, withRun, less, unit } }: { current: CaseToday }) {
  if (runs.length === 0 || done.runs.length === 0) return null
  const left = withRun.filter(({ note }) => !note.startsWith('Before the run'))
  return (
    <Card phone>
      <h2 className="flex items-center gap-2 text-read font-semibold">
        <CheckIcon size={20} className="text-teal-ink" />
        Run done for today
      </h2>
      <p className="num mt-1 text-label text-ink-2">
        You have run {done.runs.map((km) => distanceText(km, unit)).join(' and ')}.
      </p>
      <Around items={left} caseId={own.id} less={less} />
    </Card>
  )
}
