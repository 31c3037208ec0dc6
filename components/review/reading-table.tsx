import { Still } from '#components/ui/still.tsx'
import type { ReadingRow } from '#lib/review/record/schema.ts'

/** How a number came about: its definition, what went in, what it needs at least, and where that is written. */
function Behind({ row }: { row: ReadingRow }) {
  return (
    <div className="max-w-[44rem] pt-0.5 pb-2 pl-5 text-caption text-ink-2">
      <p>{row.definition}</p>
      {row.inputs.length > 0 ? <p className="num mt-1">{row.inputs.join(' · ')}</p> : null}
      <p className="mt-1 text-ink-3">
        Needs: {row.minimum.toLowerCase()}. Source: {row.source}. {row.id}
      </p>
    </div>
  )
}

function Line({ row, was }: { row: ReadingRow; was: string | null }) {
  return (
    <li className="border-t border-line first:border-t-0">
      <details className="row-details">
        <summary className="reading">
          <span>{row.label}</span>
          {row.value === null ? (
            <span className="text-ink-3">{row.missing ?? 'not known'}</span>
          ) : (
            <span className="num flex flex-wrap items-baseline gap-x-2.5">
              <span className="whitespace-nowrap">
                <b className="font-semibold">{row.value}</b> <span className="text-ink-2">{row.unit}</span>
              </span>
              <span className="text-caption text-ink-2">{[row.note, was].filter(Boolean).join('; ')}</span>
            </span>
          )}
        </summary>
        <Behind row={row} />
      </details>
    </li>
  )
}

type ReadingTableProps = {
  rows: readonly ReadingRow[]
  /** What the review before said, by id. */
  before?: Readonly<Record<string, string | null>> | undefined
}

/** Indicators one below the other: the number, what it is compared with, and behind each how it is made. */
export function ReadingTable({ rows, before = {} }: ReadingTableProps) {
  const was = ({ id, value }: ReadingRow) => {
    const then = before[id]
    return then && value !== null && then !== value ? `was ${then}` : null
  }
  return (
    <Still>
      <ul className="text-dense">
        {rows.map((row) => (
          <Line key={row.id} row={row} was={was(row)} />
        ))}
      </ul>
    </Still>
  )
}
