'use client'

import { FieldError } from '#components/forms/field.tsx'
import { typedText, useField } from '#components/forms/form-context.ts'
import { cx } from '#components/ui/cx.ts'

type NoteFieldProps = { name: string; label: string; value: string; rows?: number }

export function NoteField({ name, label, value, rows = 1 }: NoteFieldProps) {
  const { id, error, errorId, typed } = useField(name)
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-0.5 block text-caption text-ink-3">
        {label}
      </label>
      <textarea
        id={id}
        name={name}
        rows={rows}
        defaultValue={typedText(typed) ?? value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : undefined}
        className={cx('textarea min-h-9 w-full text-dense', error && 'field-wrong')}
      />
      {error ? <FieldError id={errorId} text={error} phone={false} /> : null}
    </div>
  )
}
