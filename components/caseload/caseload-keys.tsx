'use client'

import { useEffect } from 'react'

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, select, textarea, [contenteditable]') !== null

const links = () => [...document.querySelectorAll<HTMLAnchorElement>('#caseload .row-link')]

function move(by: 1 | -1) {
  const rows = links()
  const at = rows.indexOf(document.activeElement as HTMLAnchorElement)
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by]
  next?.focus()
  next?.closest('tr')?.scrollIntoView({ block: 'nearest' })
}

/**
 * While the list has the focus, J and K walk through its rows, Enter opens (that is the link's own doing) and / goes to the
 * search; elsewhere letters do nothing, since somebody who speaks to the computer says letters without meaning keys (WCAG
 * 2.1.4). A chosen filter shows at once. Without script all of it is done with Tab, Enter and the button.
 */
export function CaseloadKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target))
        return
      if (event.key === 'j') move(1)
      else if (event.key === 'k') move(-1)
      else if (event.key === '/') document.getElementById('caseload-search')?.focus()
      else return
      event.preventDefault()
    }
    const onChange = (event: Event) => {
      if (event.target instanceof HTMLSelectElement) event.target.form?.requestSubmit()
    }
    const filters = document.getElementById('caseload-filters')
    const table = document.getElementById('caseload')
    table?.addEventListener('keydown', onKey)
    filters?.addEventListener('change', onChange)
    return () => {
      table?.removeEventListener('keydown', onKey)
      filters?.removeEventListener('change', onChange)
    }
  }, [])
  return null
}
