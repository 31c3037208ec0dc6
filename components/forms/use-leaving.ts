import { useEffect, useRef } from 'react'

const lost = 'What you typed is not saved yet and would be lost. Leave the page?'

type Leaving = {
  /** Something is not saved yet. */
  dirty: boolean
  /** It was tried and could not be saved. */
  refused: boolean
  save: () => void
}

/**
 * Lets nobody leave a page with what she typed. A link within the application, which unloads nothing, waits for the save and
 * asks when there is none; the browser asks for everything else. Returns what calls a waiting link off.
 */
export function useLeaving({ dirty, refused, save }: Leaving): () => void {
  const going = useRef<HTMLAnchorElement>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: saves the form as it is then
  useEffect(() => {
    const link = going.current
    if (link && (!dirty || refused)) {
      going.current = undefined
      if (!dirty || confirm(lost)) link.click()
    }
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    const wait = (event: MouseEvent) => {
      const next = event.target instanceof Element ? event.target.closest('a[data-page]') : null
      const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
      // The click that was called off comes again from here.
      if (!(next instanceof HTMLAnchorElement) || elsewhere || !event.isTrusted) return
      const again = going.current === next
      if ((refused || again) && confirm(lost)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (refused || again) return
      going.current = next
      save()
    }
    // The browser's own back button, where it unloads nothing. A browser without this list of pages goes back.
    const back = (event: NavigateEvent) => {
      const inside = event.navigationType === 'traverse' && event.destination.sameDocument
      if (inside && event.cancelable && !confirm(lost)) event.preventDefault()
    }
    const pages = 'navigation' in globalThis ? navigation : null
    pages?.addEventListener('navigate', back)
    addEventListener('beforeunload', warn)
    addEventListener('click', wait, true)
    return () => {
      pages?.removeEventListener('navigate', back)
      removeEventListener('beforeunload', warn)
      removeEventListener('click', wait, true)
    }
  }, [dirty, refused])
  return () => {
    going.current = undefined
  }
}
