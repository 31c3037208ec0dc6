'use client'

import { useEffect } from 'react'

const LEFT = 'stepwise.left'

/** Somebody signs out in this browser. A phone that keeps nothing keeps no page as it was left either. */
export function noteLeft(): void {
  try {
    localStorage.setItem(LEFT, `${Date.now()}`)
  } catch {
    // Full, or closed to pages.
  }
}

function leftAt(): number {
  try {
    return Number(localStorage.getItem(LEFT))
  } catch {
    return 0
  }
}

/** A page of a patient that the browser has kept as it was left shows nothing of her once somebody has signed out. */
export function LeftPage() {
  useEffect(() => {
    const opened = Date.now()
    const look = ({ persisted }: PageTransitionEvent) => {
      if (!persisted || leftAt() < opened) return
      document.body.hidden = true
      location.reload()
    }
    addEventListener('pageshow', look)
    return () => removeEventListener('pageshow', look)
  }, [])
  return null
}
