'use client'

import { useEffect, useSyncExternalStore } from 'react'
import type { ClinicNavCounts } from './clinic-nav.ts'

/*
 * What the navigation counts, as it changes. One line to the server serves everything on the page, and only while the page
 * can be seen: a browser has six lines to one server, and somebody with seven tabs must not wait for ever.
 */

let counts: ClinicNavCounts | null = null
let line: EventSource | null = null
const listeners = new Set<() => void>()

function tell(next: ClinicNavCounts): void {
  counts = next
  for (const listener of listeners) listener()
}

function hangUp(): void {
  line?.close()
  line = null
}

/** A line that broke is taken up again by the browser; one that was refused (no database, signed out) by nobody else. */
function askLater(): void {
  if (line?.readyState !== EventSource.CLOSED) return
  hangUp()
  setTimeout(() => listeners.size > 0 && follow(), 60_000)
}

function follow(): void {
  if (document.hidden) hangUp()
  else if (!line) {
    line = new EventSource('/api/live')
    line.onmessage = ({ data }) => tell(JSON.parse(data))
    line.onerror = askLater
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  document.addEventListener('visibilitychange', follow)
  follow()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    document.removeEventListener('visibilitychange', follow)
    hangUp()
  }
}

/** `rendered`: what the server counted when it last drew the frame, which is newer than what was heard before. */
export function useLiveCounts(rendered: ClinicNavCounts): ClinicNavCounts {
  const live = useSyncExternalStore(
    subscribe,
    () => counts,
    () => null,
  )
  useEffect(() => tell(rendered), [rendered])
  return live ?? rendered
}
