import type { PainContext } from '#lib/tracking/progress/schema.ts'
import { LegendItem } from './chart-figure.tsx'
import { PainMarkSample } from './pain-marks.tsx'
import { seriesNames } from './pain-series.ts'

/** By what the lines of a pain chart are told apart: the mean, and each context that it draws. */
export function PainLegend({ contexts, mean }: { contexts: readonly PainContext[]; mean: string }) {
  return (
    <>
      <LegendItem sample={<span aria-hidden="true" className="h-[2.5px] w-8 rounded-full bg-pain-line" />}>
        {mean}
      </LegendItem>
      {contexts.map((context) => (
        <LegendItem key={context} sample={<PainMarkSample context={context} line />}>
          {seriesNames[context]}
        </LegendItem>
      ))}
    </>
  )
}
