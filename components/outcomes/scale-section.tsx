import { NumbersTable } from '#components/charts/chart-figure.tsx'
import { ScoreChart } from '#components/charts/score-chart.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Section } from '#components/ui/section.tsx'
import { Tag, type TagTone } from '#components/ui/tag.tsx'
import { gradesInWords } from '#lib/content/grades.ts'
import type { Status } from '#lib/outcomes/schema.ts'
import type { ScaleView } from '#lib/outcomes/views/schema.ts'
import { directionText, statusWords } from '#lib/outcomes/words/rules.ts'

const tones: Readonly<Record<Status, TagTone>> = {
  better_important: 'teal',
  better_possible: 'line',
  no_detectable_change: 'neutral',
  worse: 'ink',
}

function Change({ scale }: { scale: ScaleView }) {
  const { change } = scale
  if (!change) return <p className="text-dense text-ink-2">No change yet. {scale.missing}</p>
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-dense">
        <span className="num text-heading font-semibold">{change.deltaText}</span>
        {change.status ? <Tag tone={tones[change.status]}>{statusWords[change.status]}</Tag> : null}
        <span className="text-ink-3">{scale.since}; plus is better</span>
      </p>
      <p className="mt-1 max-w-[44rem] text-dense text-ink-2">{gradesInWords(change.sentence)}</p>
      {change.also.map((text) => (
        <p key={text} className="mt-0.5 text-caption text-ink-3">
          Reached as well: {gradesInWords(text)}
        </p>
      ))}
      {scale.missing ? <p className="mt-0.5 text-caption text-ink-3">{scale.missing}</p> : null}
    </>
  )
}

/** One scale: its change in a sentence, the course with the bands, and the numbers behind it. */
export function ScaleSection({ scale, today, line }: { scale: ScaleView; today: number; line: boolean }) {
  const direction = directionText(scale)
  return (
    <Section
      title={scale.name}
      line={line}
      aside={scale.primary ? <Tag tone="line">Primary measure</Tag> : null}
      note={direction}
    >
      <Change scale={scale} />
      {scale.note ? <p className="mt-1 text-dense font-medium">{scale.note}</p> : null}
      {scale.points.length > 0 ? (
        <div className="mt-3 max-w-[44rem]">
          <ScoreChart
            title={`${scale.name}, ${direction}`}
            caption={`${scale.name}, ${direction}`}
            {...scale}
            today={today}
            table={
              <NumbersTable
                caption={`${scale.name} by day`}
                columns={['Day', 'Score', 'Change', 'Status', 'How']}
                rows={scale.rows}
              />
            }
          />
        </div>
      ) : null}
      {scale.thresholds.length > 0 ? (
        <Disclosure summary="Thresholds and their sources" className="mt-1">
          <ul className="list-disc pl-5 text-dense">
            {scale.thresholds.map((text) => (
              <li key={text}>{gradesInWords(text)}</li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </Section>
  )
}
