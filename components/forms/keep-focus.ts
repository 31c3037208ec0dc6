import { type RefObject, useLayoutEffect } from 'react'

/**
 * Moves the focus to the content of the page when the form that held it goes away with its answer, as a button does
 * whose work is done. Without a place of its own the focus would fall out of the page, and a screen reader with it.
 */
export function useKeptFocus(form: RefObject<HTMLFormElement | null>): void {
  useLayoutEffect(
    () => () => {
      const focused = document.activeElement
      const sheet = form.current?.closest('[popover]')
      const opener = sheet && focused?.matches(`[popovertarget="${sheet.id}"]`)
      if (!opener && !form.current?.contains(focused)) return
      requestAnimationFrame(() => {
        const lost = document.activeElement === null || document.activeElement === document.body
        if (lost) document.getElementById('main')?.focus({ preventScroll: true })
      })
    },
    [form],
  )
}
