'use client'

import type { ReactNode } from 'react'
import { cx } from '#components/ui/cx.ts'
import { OctagonAlertIcon } from '#components/ui/icons.tsx'
import { typedText, useField } from './form-context.ts'

/** What every field of the product takes. */
export type FieldProps = {
  name: string
  label: string
  /** What helps to answer; stays visible while typing. */
  hint?: ReactNode
  /** A field that may stay empty says so; the others say nothing. `quiet`: neither asked for nor said. */
  optional?: boolean | 'quiet'
  /** An error found in the browser; one of the server comes by itself through `ActionForm`. */
  error?: string | undefined
  /** Beside the label at the right: "Forgotten?" */
  aside?: ReactNode
  hideLabel?: boolean
  className?: string
}

export type ControlProps = {
  id: string
  name: string
  required: boolean
  'aria-invalid'?: true
  'aria-describedby'?: string
}

/** A wrong field is ink: an outline of 2 px, an icon and bold text. It is never red, for it is no danger to anybody. */
export const boxClass = (wrong: boolean, phone: boolean) =>
  cx('input w-full', phone ? 'h-12 text-base' : 'h-10 text-body', wrong && 'field-wrong')

export function FieldLabel(props: { text: string; optional?: boolean | undefined; phone: boolean }) {
  return (
    <span className={cx('font-medium', props.phone ? 'text-label' : 'text-dense')}>
      {props.text}
      {props.optional ? <span className="font-normal text-ink-3"> (optional)</span> : null}
    </span>
  )
}

export function FieldHint({ id, phone, children }: { id: string; phone: boolean; children: ReactNode }) {
  return (
    <span id={id} className={cx('mt-1 block', phone ? 'text-label text-ink-2' : 'text-caption text-ink-3')}>
      {children}
    </span>
  )
}

export function FieldError({ id, text, phone }: { id: string; text: string; phone: boolean }) {
  return (
    <span
      id={id}
      className={cx('mt-1 flex items-start gap-1.5 font-semibold', phone ? 'text-label' : 'text-caption')}
    >
      <OctagonAlertIcon size={phone ? 17 : 14} strokeWidth={2} className="mt-px" />
      <span>
        <span className="sr-only">Error: </span>
        {text}
      </span>
    </span>
  )
}

/**
 * Wires label, hint and error to one control, once. The child gets the attributes to spread on the control, whether it
 * is wrong, its size, and what was typed before a refused post.
 */
export function Field(
  props: FieldProps & {
    children: (control: ControlProps, state: { wrong: boolean; phone: boolean; typed?: string }) => ReactNode
  },
) {
  const { name, label, hint, optional, aside, hideLabel, className, children } = props
  const field = useField(name)
  const error = props.error ?? field.error
  const phone = field.size === 'phone'
  const describedBy = cx(hint != null && field.hintId, error && field.errorId)
  const typed = typedText(field.typed)
  return (
    <div className={className}>
      <div className={cx('mb-1 flex items-baseline justify-between gap-3', hideLabel && 'sr-only')}>
        <label htmlFor={field.id}>
          <FieldLabel text={label} optional={optional === true} phone={phone} />
        </label>
        {aside}
      </div>
      {children(
        {
          id: field.id,
          name,
          required: !optional,
          ...(error ? { 'aria-invalid': true as const } : {}),
          ...(describedBy ? { 'aria-describedby': describedBy } : {}),
        },
        { wrong: Boolean(error), phone, ...(typed === undefined ? {} : { typed }) },
      )}
      {hint != null ? (
        <FieldHint id={field.hintId} phone={phone}>
          {hint}
        </FieldHint>
      ) : null}
      {error ? <FieldError id={field.errorId} text={error} phone={phone} /> : null}
    </div>
  )
}
