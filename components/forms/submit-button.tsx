'use client'

import { type ReactNode, useContext } from 'react'
import { useFormStatus } from 'react-dom'
import { type ButtonSize, type ButtonVariant, buttonClass } from '#components/ui/button.tsx'
import { FormContext } from './form-context.ts'

type SubmitButtonProps = {
  children: ReactNode
  /** What it says while it works: "Signing", "Saving". */
  pendingLabel?: string
  variant?: ButtonVariant
  size?: ButtonSize
  className?: string
  /** Tells the action which of several buttons was pressed. */
  name?: string
  value?: string
}

/**
 * Sends its form, once: while the answer is out it says so and takes no second press. It stays focusable, so that a
 * keyboard does not lose its place.
 */
export function SubmitButton(props: SubmitButtonProps) {
  const { children, pendingLabel = 'Saving', variant = 'primary', size, className, name, value } = props
  const form = useContext(FormContext)
  const pending = useFormStatus().pending || form.pending
  return (
    <button
      type="submit"
      name={name}
      value={value}
      aria-disabled={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault()
      }}
      className={buttonClass(variant, size ?? (form.size === 'phone' ? 'main' : 'desk'), className)}
    >
      {pending ? (
        <>
          <span className="loading loading-xs loading-spinner" aria-hidden="true" />
          <span role="status">{pendingLabel}</span>
        </>
      ) : (
        children
      )}
    </button>
  )
}
