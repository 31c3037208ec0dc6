'use client'

import type { ReactNode } from 'react'
import { cx } from '#components/ui/cx.ts'
import { FieldError, FieldHint, FieldLabel, type FieldProps } from './field.tsx'
import { useField } from './form-context.ts'

type Typed = string | string[] | undefined
export type GroupState = { id: string; phone: boolean; typed: Typed; ticked: Typed; wrong: boolean }

/**
 * Several controls that answer one question: a fieldset whose legend is the question. The error summary jumps to the
 * fieldset; from there the first control is one Tab away, and with JavaScript it gets the focus itself.
 */
export function FieldGroup(
  props: FieldProps & { legend?: ReactNode; role?: 'radiogroup'; children: (state: GroupState) => ReactNode },
) {
  const { name, label, legend, hint, optional, hideLabel, className, role, children } = props
  const field = useField(name)
  const error = props.error ?? field.error
  const phone = field.size === 'phone'
  const asRadios =
    role === 'radiogroup'
      ? { role, 'aria-required': !optional, ...(error ? { 'aria-invalid': true } : {}) }
      : {}
  return (
    <fieldset
      id={field.id}
      tabIndex={-1}
      {...asRadios}
      aria-describedby={cx(hint != null && field.hintId, error && field.errorId) || undefined}
      className={cx('min-w-0', className)}
    >
      <legend className={cx(hideLabel ? 'sr-only' : 'mb-1.5')}>
        {legend ?? <FieldLabel text={label} optional={optional === true} phone={phone} />}
      </legend>
      {hint != null ? (
        <div className={phone ? 'mb-4' : '-mt-1 mb-2'}>
          <FieldHint id={field.hintId} phone={phone}>
            {hint}
          </FieldHint>
        </div>
      ) : null}
      <div className={cx(error && 'field-wrong-group')}>
        {children({ id: field.id, phone, typed: field.typed, ticked: field.ticked, wrong: Boolean(error) })}
      </div>
      {error ? <FieldError id={field.errorId} text={error} phone={phone} /> : null}
    </fieldset>
  )
}
