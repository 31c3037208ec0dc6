import { Section } from '#components/ui/section.tsx'
import { Still } from '#components/ui/still.tsx'
import { Tag, type TagTone } from '#components/ui/tag.tsx'
import { dayText, isoDay } from '#lib/dates.ts'
import { statusWords } from '#lib/outcomes/words/rules.ts'
import type { ReviewRecord, ScoreRow } from '#lib/review/record/schema.ts'
import { ReadingTable } from './reading-table.tsx'

type Status = NonNullable<ScoreRow['status']>

const tones: Readonly<Record<Status, TagTone>> = {
  better_important: 'teal',
  better_possible: 'line',
  no_detectable_change: 'neutral',
  worse: 'ink',
}

const [width, height] = [220, 22]
const px = (value: number) => Math.round(value * 10) / 10

/** The whole scale as a line: the band of the measurement error around the start, where an important change begins, and now. */
function Bands({ row }: { row: ScoreRow }) {
  const { min, max, baseline, value, mdc, mic, better } = row
  const x = (at: number) =>
    px(4 + ((Math.min(max, Math.max(min, at)) - min) / (max - min || 1)) * (width - 8))
  const important = baseline !== null && mic !== null ? baseline + (better === 'higher' ? mic : -mic) : null
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      className="block"
    >
      {baseline !== null && mdc !== null ? (
        <rect
          className="c-band"
          x={x(baseline - mdc)}
          y="4"
          width={px(x(baseline + mdc) - x(baseline - mdc))}
          height="14"
        />
      ) : null}
      <path className="c-rule" d={`M4 11H${width - 4}`} />
      {important !== null && important >= min && important <= max ? (
        <path className="c-goal" d={`M${x(important)} 2V20`} />
      ) : null}
      {baseline !== null ? <path className="c-today" d={`M${x(baseline)} 6V16`} /> : null}
      {value !== null ? <circle className="c-score-dot" cx={x(value)} cy="11" r="4" /> : null}
    </svg>
  )
}

/** "start Mon 12 Jan, newest Mon 9 Feb": a score can be old. */
function daysText({ on, baselineOn }: ScoreRow, today: number): string | null {
  if (on == null) return null
  const text = (day: number) => dayText(isoDay(day), isoDay(today))
  return baselineOn == null || baselineOn === on
    ? `newest ${text(on)}`
    : `start ${text(baselineOn)}, newest ${text(on)}`
}

function Score({ row, today }: { row: ScoreRow; today: number }) {
  const days = daysText(row, today)
  return (
    <li className="border-t border-line py-2 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="w-52 font-medium">
          {row.name}
          {row.primary ? <span className="text-caption text-ink-3"> primary</span> : null}
        </span>
        <span className="num w-12 text-right font-semibold">{row.valueText || '–'}</span>
        <Bands row={row} />
        {row.deltaText === null ? (
          <span className="text-ink-3">{row.missing ?? 'No change yet.'}</span>
        ) : (
          <span className="num">{row.deltaText}</span>
        )}
        {row.status ? <Tag tone={tones[row.status]}>{statusWords[row.status]}</Tag> : null}
        {days ? <span className="num text-caption text-ink-3">{days}</span> : null}
        {row.note ? <span className="text-ink-2">{row.note}</span> : null}
      </div>
      {row.sentence ? (
        <details className="row-details">
          <summary className="min-h-6 w-fit cursor-pointer text-caption font-medium text-primary">
            Why
          </summary>
          <p className="max-w-[44rem] text-caption text-ink-2">{row.sentence}</p>
        </details>
      ) : null}
    </li>
  )
}

/** Part 4: the measures with their status; symmetry of the last examination beside them. */
export function OutcomePart({
  record,
  before,
}: {
  record: ReviewRecord
  before?: Readonly<Record<string, string | null>> | undefined
}) {
  const { scores, micReached, symmetry, rows } = record
  return (
    <Section
      title="Outcome measures"
      note="The grey band is measurement error around the start, the dashed line where an important improvement begins, the dot is the newest score. Plus is better."
    >
      <Still>
        <ul className="text-dense">
          {scores.map((row) => (
            <Score key={row.id} row={row} today={record.today} />
          ))}
        </ul>
        <p className="mt-1 text-dense text-ink-2">
          {micReached === null
            ? 'Importantly better: needs a follow-up of a primary measure.'
            : `Importantly better: ${micReached.length === 0 ? 'none of the primary measures' : micReached.join(', ')}.`}
        </p>
        <p className="num mt-1 text-dense text-ink-2">
          {symmetry.length === 0
            ? 'Limb symmetry: needs an assessment with strength or hop on both sides.'
            : `Limb symmetry, % of the other side: ${symmetry
                .map(
                  ({ label, value }) => `${label.replace(/, of the other side$/, '')} ${Math.round(value)}`,
                )
                .join(', ')}.`}
        </p>
      </Still>
      <ReadingTable rows={rows.outcomes ?? []} before={before} wide />
    </Section>
  )
}
