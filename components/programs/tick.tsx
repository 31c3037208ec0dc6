'use client'

import { type ReactNode, useContext } from 'react'
import { FormContext, isChosen } from '#components/forms/form-context.ts'
import { cx } from '#components/ui/cx.ts'

type TickProps = {
  name: string
  value: string
  checked: boolean
  /** `round`: a letter in a circle, filled when ticked; `box`: a box with words. */
  look?: 'round' | 'box'
  children: ReactNode
}

const round =
  'grid h-6 w-6 place-items-center rounded-full text-[0.6875rem] font-semibold text-ink-3 hover:bg-hover has-checked:bg-primary has-checked:text-primary-content has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-primary pointer-coarse:h-11 pointer-coarse:w-11'

/** A box that keeps what was ticked when a post without script was refused. */
export function Tick({ name, value, checked, look = 'box', children }: TickProps) {
  const { result } = useContext(FormContext)
  const values = result.status === 'error' ? result.values : undefined
  const ticked = values ? isChosen(value, values[name] ?? [], []) : checked
  return (
    <label
      className={cx(
        'relative cursor-pointer',
        look === 'round' ? round : 'flex min-h-8 items-center gap-2 text-dense pointer-coarse:min-h-11',
      )}
    >
      <input
        type="checkbox"
        name={name}
        value={value}
        defaultChecked={ticked}
        className={look === 'round' ? 'sr-only' : 'checkbox checkbox-primary checkbox-sm'}
      />
      {children}
    </label>
  )
}
