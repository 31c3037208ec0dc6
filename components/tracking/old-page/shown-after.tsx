'use client'

import { type ReactNode, useEffect, useState } from 'react'

/** Shows what it holds from `at` on, in milliseconds: a page that is kept open looks at the clock whenever somebody comes back to it. */
export function ShownAfter({ at, children }: { at: number; children: ReactNode }) {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const look = () => setOver(Date.now() >= at)
    look()
    document.addEventListener('visibilitychange', look)
    addEventListener('pageshow', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      removeEventListener('pageshow', look)
    }
  }, [at])
  return over ? children : null
}
