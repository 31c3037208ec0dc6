'use client'

import { useEffect, useState } from 'react'
import { buttonClass } from '#components/ui/button.tsx'

type TakeOverProps = { name: string; value: string; was: string }

/** Enters what was known last with one key; never by itself, as it may have changed. Without script the words stand alone. */
export function TakeOver({ name, value, was }: TakeOverProps) {
  const [here, setHere] = useState(false)
  useEffect(() => setHere(true), [])
  if (!here) return <span className="num text-caption text-ink-2">Last: {was}</span>
  const press = (button: HTMLElement) => {
    const input = button.closest('form')?.querySelector<HTMLInputElement>(`input[name="${name}"]`)
    if (!input) return
    input.value = value
    input.focus()
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }
  return (
    <button
      type="button"
      onClick={(event) => press(event.currentTarget)}
      className={buttonClass('plain', 'small', 'num')}
    >
      Take over {was}
    </button>
  )
}
