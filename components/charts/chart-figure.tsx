import type { ReactNode } from 'react'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Drawing } from '#components/ui/drawing.tsx'
import { Table2Icon } from '#components/ui/icons.tsx'

/**
 * A desk chart is drawn for one width and may grow or shrink by a tenth, so that its words keep their size; where there is
 * less room it scrolls inside its frame.
 */
export const fitted = (width: number) => ({
  minWidth: Math.round(width * 0.9),
  maxWidth: Math.round(width * 1.1),
})

type ChartDrawingProps = { width: number; height: number; label: string; children: ReactNode }

/** The picture of a desk chart. `label`: what is heard in its place. */
export function ChartDrawing({ width, height, label, children }: ChartDrawingProps) {
  return (
    <Drawing
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      className="block h-auto w-full"
      style={fitted(width)}
      role="img"
      aria-label={label}
    >
      {children}
    </Drawing>
  )
}

type ChartFigureProps = {
  children: ReactNode
  /** What is drawn, with its unit: "Worst pain of each day, 0 to 10". */
  caption: ReactNode
  legend?: ReactNode
  /** The same numbers as a table, for who cannot or will not read a picture. */
  table?: ReactNode
  phone?: boolean
}

/** The frame of a chart: wide ones scroll inside it, the caption names the unit, the table stands behind it. */
export function ChartFigure({ children, caption, legend, table, phone = false }: ChartFigureProps) {
  return (
    <figure className="m-0">
      {/* A wide chart scrolls, and the keyboard must reach it. */}
      <div className="chart overflow-x-auto" tabIndex={phone ? undefined : 0}>
        {children}
      </div>
      <figcaption className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-caption text-ink-2">
        <span>{caption}</span>
        {legend}
      </figcaption>
      {table != null ? (
        <Disclosure summary="As a table" icon={Table2Icon} phone={phone} className="mt-1">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
          <section className="max-h-96 overflow-auto" aria-label="The numbers" tabIndex={0}>
            {table}
          </section>
        </Disclosure>
      ) : null}
    </figure>
  )
}

export function LegendItem({ sample, children }: { sample: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {sample}
      {children}
    </span>
  )
}

type NumbersTableProps = {
  caption: string
  columns: readonly string[]
  /** The first cell of a row is its head. */
  rows: readonly (readonly (string | number | null)[])[]
}

/** The plain table behind a chart. */
export function NumbersTable({ caption, columns, rows }: NumbersTableProps) {
  return (
    <table className="num w-full border-collapse text-left text-dense">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" className="py-1.5 pr-4 text-caption font-medium text-ink-3">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows may say the same
          <tr key={`${index} ${row.join(' · ')}`} className="border-t border-line">
            {row.map((value, at) =>
              at === 0 ? (
                <th key={columns[at]} scope="row" className="py-1.5 pr-4 font-medium text-base-content">
                  {value}
                </th>
              ) : (
                <td key={columns[at]} className="py-1.5 pr-4">
                  {value ?? ''}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
