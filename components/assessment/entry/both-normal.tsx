'use client'

import { useEffect, useState } from 'react'

/** Sets both sides of a test to normal. Without script it would do nothing, so it is not there. */
export function BothNormal({ id }: { id: string }) {
  const [here, setHere] = useState(false)
  useEffect(() => setHere(true), [])
  if (!here) return null
  const press = (button: HTMLElement) => {
    for (const side of ['left', 'right']) {
      const radio = button
        .closest('form')
        ?.querySelector<HTMLInputElement>(`input[name="${id}_${side}"][value="normal"]`)
      if (!radio || radio.checked || radio.matches(':disabled')) continue
      radio.checked = true
      radio.dispatchEvent(new Event('input', { bubbles: true }))
    }
  }
  return (
    <button
      type="button"
      // The keyboard has its own short way: n, Enter, n.
      tabIndex={-1}
      onClick={(event) => press(event.currentTarget)}
      className="-my-1.5 h-8 shrink-0 cursor-pointer rounded-selector px-2 text-caption font-medium text-primary hover:bg-hover pointer-coarse:-my-3 pointer-coarse:h-11"
    >
      Both normal
    </button>
  )
}
