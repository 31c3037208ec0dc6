'use client'

import type { CSSProperties } from 'react'
import { FieldError } from '#components/forms/field.tsx'
import { typedText, useField } from '#components/forms/form-context.ts'
import { cx } from '#components/ui/cx.ts'

type DoseCellProps = {
  name: string
  /** Head of the column: "Sets". */
  label: string
  /** Whose dose: "Step-down". */
  of: string
  value: string
  /** Differs from the template. */
  changed?: boolean
  /** Pixels, where the cells stand in one row. */
  width: number
}

/**
 * One cell of the dose strip. The server words what it understood ("30" becomes "30 s"); the form takes that over unless
 * somebody is typing in it.
 */
export function DoseCell({ name, label, of, value, changed = false, width }: DoseCellProps) {
  const field = useField(name)
  const wrong = Boolean(field.error)
  return (
    <label
      className={cx(
        'relative block min-w-0 border-line focus-within:z-10 @[47rem]:w-(--cell) @[47rem]:not-first:border-l',
        changed && !wrong && 'bg-teal-soft',
      )}
      style={{ '--cell': `${width}px` } as CSSProperties}
    >
      <span className="block truncate px-2.5 pt-1 text-caption text-ink-3 @[47rem]:sr-only">
        {label}
        <span className="sr-only">
          {' '}
          of {of}
          {changed ? ', differs from the template' : ''}
        </span>
      </span>
      <input
        id={field.id}
        name={name}
        defaultValue={typedText(field.typed) ?? value}
        autoComplete="off"
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? field.errorId : undefined}
        className={cx(
          'h-7.5 w-full bg-transparent px-2.5 text-dense focus:outline-2 focus:-outline-offset-2 focus:outline-primary pointer-coarse:h-11',
          label === 'Tempo' || label === 'Effort' ? '' : 'num',
          changed && !wrong && 'font-semibold text-teal-ink',
          wrong && 'outline-2 -outline-offset-2 outline-base-content',
        )}
      />
      {changed && !wrong ? (
        <span className="absolute top-1 right-1 h-1.5 w-1.5 rounded-full bg-primary" aria-hidden="true" />
      ) : null}
    </label>
  )
}

/** The limits beside the cells that are wrong. */
export function CellErrors({ names }: { names: readonly string[] }) {
  return names.map((name) => <CellError key={name} name={name} />)
}

function CellError({ name }: { name: string }) {
  const { error, errorId } = useField(name)
  return error ? <FieldError id={errorId} text={error} phone={false} /> : null
}
