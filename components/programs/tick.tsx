'use client'

import { useContext } from 'react'
import { FormContext, isChosen } from '#components/forms/form-context.ts'

type TickProps = { name: string; value: string; checked: boolean; label?: string; className: string }

/** A box that keeps what was ticked when a post without script was refused. */
export function Tick({ name, value, checked, label, className }: TickProps) {
  const { result } = useContext(FormContext)
  const values = result.status === 'error' ? result.values : undefined
  const ticked = values ? isChosen(value, values[name] ?? [], []) : checked
  return (
    <input
      type="checkbox"
      name={name}
      value={value}
      defaultChecked={ticked}
      aria-label={label}
      className={className}
    />
  )
}
