'use client'

import { type ReactNode, useEffect, useState } from 'react'
import type { Day } from '#lib/dates.ts'
import { DayChoice, useCopyDay } from './day-choice.tsx'

type ShownAfterProps = {
  at: number
  /** Of the page, in the patient's zone. */
  day: Day
  timeZone: string
  children: ReactNode
}

/**
 * Shows what it holds from `at` on, in milliseconds: a page that is kept open looks at the clock whenever somebody comes back to it.
 * A copy that a phone has kept cannot lead to another page: it asks which day is meant.
 */
export function ShownAfter({ at, day, timeZone, children }: ShownAfterProps) {
  const [over, setOver] = useState(false)
  const today = useCopyDay(day, timeZone)
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
  if (!over) return null
  return today === null ? children : <DayChoice day={day} today={today} />
}
