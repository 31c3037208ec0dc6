'use client'

import { boxClass, FieldError } from '#components/forms/field.tsx'
import { typedText, useField } from '#components/forms/form-context.ts'
import { cx } from '#components/ui/cx.ts'
import { Asked } from './asked.tsx'
import { UnitSelect } from './number-question.tsx'

export type LoadCell = {
  id: string
  wording: string
  column: string
  whole: boolean
  value: number | null
  shown: boolean
}
export type LoadRow = { label: string; cells: readonly LoadCell[] }

function Cell({ cell }: { cell: LoadCell }) {
  const field = useField(cell.id)
  return (
    <Asked id={cell.id} shown={cell.shown}>
      <label className="block">
        <span className="mb-1 block text-caption text-ink-2 lg:sr-only" aria-hidden="true">
          {cell.column}
        </span>
        <span className="sr-only">{cell.wording}</span>
        <input
          type="text"
          id={field.id}
          name={cell.id}
          inputMode={cell.whole ? 'numeric' : 'decimal'}
          autoComplete="off"
          maxLength={12}
          required
          aria-invalid={field.error ? true : undefined}
          aria-describedby={field.error ? field.errorId : undefined}
          defaultValue={typedText(field.typed) ?? cell.value ?? undefined}
          className={cx(boxClass(Boolean(field.error), true), 'num')}
        />
      </label>
      {field.error ? <FieldError id={field.errorId} text={field.error} phone /> : null}
    </Asked>
  )
}

/** Kilometers, runs and hard sessions for three times. Rows whose questions are all closed go away with their label. */
export function LoadGrid({ rows, columns }: { rows: readonly LoadRow[]; columns: readonly string[] }) {
  return (
    <div>
      <div className="mb-2 flex items-center justify-between gap-3">
        <span className="text-read font-semibold">How much you ran</span>
        <UnitSelect name="distance__unit" of="distance" label="Unit of the distances in this table" />
      </div>
      <p className="mb-2 text-label text-ink-2">
        Hard sessions are intervals, tempo, races or other fast runs.
      </p>
      <div
        aria-hidden="true"
        className="hidden gap-3 pb-1 text-caption font-medium text-ink-2 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem]"
      >
        <span />
        <span className="grid grid-cols-3 gap-2">
          {columns.map((column) => (
            <span key={column}>{column}</span>
          ))}
        </span>
      </div>
      {rows.map((row) => (
        <div
          key={row.label}
          className="border-t border-line py-3 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-center lg:gap-3 lg:py-2 [&:not(:has([data-question]:not([hidden])))]:hidden"
        >
          <div className="mb-1.5 text-label font-semibold lg:mb-0">{row.label}</div>
          <div className="grid grid-cols-3 items-end gap-2">
            {row.cells.map((cell) => (
              <Cell key={cell.id} cell={cell} />
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}
