'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Whether the browser would open it right here: not in a tab of its own, and nobody else has answered the click. */
const isPlain = (event: MouseEvent) =>
  event.button === 0 &&
  !event.defaultPrevented &&
  !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)

/** Follows every `PageLink` inside the page that is open; what floats around the link closes, for the frame stays. */
export function PageTurner() {
  const router = useRouter()
  useEffect(() => {
    const turn = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('a[data-page]')
      // Without a network the browser opens it, and the phone what it has kept.
      if (!link || !isPlain(event) || !navigator.onLine) return
      event.preventDefault()
      link.closest<HTMLElement>('[popover]')?.hidePopover()
      router.push(link.getAttribute('href') ?? '/')
    }
    document.addEventListener('click', turn)
    return () => document.removeEventListener('click', turn)
  }, [router])
  return null
}
