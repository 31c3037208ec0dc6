'use client'

import { useEffect, useSyncExternalStore } from 'react'
import type { ClinicNavCounts } from './clinic-nav.ts'

/*
 * What the navigation counts, as it changes, and who is signed in. One line to the server serves everything on the page, and
 * only while the page can be seen: a browser has six lines to one server, and somebody with seven tabs must not wait for ever.
 */

/** The id of an account, or null for nobody; undefined while nothing is known. */
type There = string | null | undefined

let counts: ClinicNavCounts | null = null
let there: There
let line: EventSource | null = null
let others: BroadcastChannel | null = null
const listeners = new Set<() => void>()

const tell = () => {
  for (const listener of listeners) listener()
}

function setCounts(next: ClinicNavCounts): void {
  counts = next
  tell()
}

function setThere(next: There): void {
  there = next
  tell()
}

function hangUp(): void {
  line?.close()
  line = null
}

/** A line that broke is taken up again by the browser; one that was refused says not why: nobody is signed in, or no database. */
async function askWhy(): Promise<void> {
  if (line?.readyState !== EventSource.CLOSED) return
  hangUp()
  const answer = await fetch('/api/live', { method: 'HEAD', redirect: 'manual' }).catch(() => null)
  if (answer?.type === 'opaqueredirect' || answer?.status === 404) return setThere(null)
  if (answer?.ok) setThere(undefined)
  setTimeout(() => listeners.size > 0 && follow(), 60_000)
}

function follow(): void {
  if (document.hidden) hangUp()
  else if (!line) {
    line = new EventSource('/api/live')
    line.onmessage = ({ data }) => setCounts(JSON.parse(data))
    line.onerror = askWhy
    line.addEventListener('here', ({ data }) => setThere(data))
    line.addEventListener('gone', () => {
      hangUp()
      setThere(null)
    })
  }
}

function askAnew(): void {
  hangUp()
  follow()
}

/** A page that is gone back to may stand as it was left. */
const shownAgain = ({ persisted }: PageTransitionEvent) => persisted && askAnew()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) {
    document.addEventListener('visibilitychange', follow)
    window.addEventListener('focus', follow)
    window.addEventListener('pageshow', shownAgain)
    others = new BroadcastChannel('stepwise')
    others.onmessage = askAnew
    follow()
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    document.removeEventListener('visibilitychange', follow)
    window.removeEventListener('focus', follow)
    window.removeEventListener('pageshow', shownAgain)
    hangUp()
    // Whoever signs out leaves these pages: the other tabs look whether somebody is still there.
    others?.postMessage(null)
    others?.close()
    // The next page may be that of somebody else; that nobody is there holds until it is known better.
    if (there) there = undefined
  }
}

/** `rendered`: what the server counted when it last drew the frame, which is newer than what was heard before. */
export function useLiveCounts(rendered: ClinicNavCounts): ClinicNavCounts {
  const live = useSyncExternalStore(
    subscribe,
    () => counts,
    () => null,
  )
  useEffect(() => setCounts(rendered), [rendered])
  return live ?? rendered
}

/** Who is signed in in this browser, as far as it is known. */
export const useWhoIsThere = (): There =>
  useSyncExternalStore(
    subscribe,
    () => there,
    () => undefined,
  )
