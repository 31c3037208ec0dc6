import { Still } from '#components/ui/still.tsx'
import { gradesInWords } from '#lib/content/grades.ts'
import type { ReadingRow } from '#lib/review/record/schema.ts'

/** How a number came about: its definition, what went in, what it needs at least, and where that is written. */
function Behind({ row }: { row: ReadingRow }) {
  return (
    <div className="behind">
      <p>{row.definition}</p>
      {row.inputs.length > 0 ? <p className="num">{row.inputs.join(' · ')}</p> : null}
      <p>
        Needs: {row.minimum.toLowerCase()}. Source: {gradesInWords(row.source)}. {row.id}
      </p>
    </div>
  )
}

function Line({ row, was }: { row: ReadingRow; was: string | null }) {
  const beside = [row.note, was].filter(Boolean).join('; ')
  return (
    <li>
      <details className="row-details">
        <summary className="reading">
          <span>{row.label}</span>
          {row.value === null ? (
            <i>{row.missing ?? 'not known'}</i>
          ) : (
            <span>
              <b>{row.value}</b> {row.unit}
              {beside ? <small>{beside}</small> : null}
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
  /** In two columns where there is room. */
  wide?: boolean
}

/** Indicators one below the other: the number, what it is compared with, and behind each how it is made. */
export function ReadingTable({ rows, before = {}, wide = false }: ReadingTableProps) {
  const was = ({ id, value }: ReadingRow) => {
    const then = before[id]
    return then && value !== null && then !== value ? `was ${then}` : null
  }
  return (
    <Still className={wide ? '@container' : undefined}>
      <ul className={wide ? 'readings num @3xl:columns-2 @3xl:gap-8' : 'readings num'}>
        {rows.map((row) => (
          <Line key={row.id} row={row} was={was(row)} />
        ))}
      </ul>
    </Still>
  )
}
