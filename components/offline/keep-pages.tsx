'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { isBegun } from '#components/tracking/draft/draft.ts'
import { Notice } from '#components/ui/notice.tsx'
import { isKept } from '#public/offline/pages.js'
import { KEPT_COPY } from './kept-copy.tsx'

/** Whether this page is a copy that the phone has kept. */
export const isCopy = (): boolean => (document.getElementById(KEPT_COPY)?.childElementCount ?? 0) > 0

/** Today, the forms that it leads to, and the tabs beside it. */
function ownPaths(): string[] {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('main a[href^="/today"]')]
  const forms = links.map(({ href }) => new URL(href)).filter(isKept)
  const linked = forms.map(({ pathname, search }) => pathname + search)
  return [...new Set([location.pathname, ...linked, '/my/program', '/my/progress'])]
}

let worker: Promise<ServiceWorkerRegistration> | undefined

/** The worker of this build; a browser may refuse one (a private window, an address without https), and then there is none. */
export function phoneWorker(build: string): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator) || !build) return Promise.resolve(null)
  const options = { scope: '/', type: 'module', updateViaCache: 'none' } as const
  worker ??= navigator.serviceWorker
    .register(`/sw.js?build=${build}`, options)
    .then(() => navigator.serviceWorker.ready)
  return worker.catch(() => null)
}

/** Whether the live page of this copy has come, and a form that is begun here keeps it from being shown. */
function useCame(): boolean {
  const [came, setCame] = useState(false)
  useEffect(() => {
    const worker = navigator.serviceWorker
    if (!worker || !isCopy()) return
    const heard = (event: MessageEvent) => {
      if (event.data?.type !== 'came' || !isCopy()) return
      if ([...document.querySelectorAll<HTMLFormElement>('main form')].some(isBegun)) setCame(true)
      else location.reload()
    }
    worker.addEventListener('message', heard)
    // It may have come before this script.
    worker.controller?.postMessage({ type: 'copy' })
    return () => worker.removeEventListener('message', heard)
  }, [])
  return came
}

/** Has the phone keep the pages of this patient, once her start page is open. A copy asks for nothing. */
export function KeepPages({ accountId, build }: { accountId: string; build: string }) {
  const path = usePathname()
  useEffect(() => {
    const asked = phoneWorker(build)
    if (path !== '/today' || isCopy()) return
    const timer = setTimeout(async () => {
      const registration = await asked
      const paths = ownPaths()
      registration?.active?.postMessage({ type: 'opened', account: accountId, paths })
    }, 1000)
    return () => clearTimeout(timer)
  }, [accountId, build, path])

  // A frame that stays while its page is turned shows a live page then.
  const first = useRef(path)
  useEffect(() => {
    if (path !== first.current) document.getElementById(KEPT_COPY)?.replaceChildren()
  }, [path])
  return useCame() ? (
    <Notice tone="ink" live="status" className="mb-4">
      There is a connection again.{' '}
      <button
        type="button"
        onClick={() => location.reload()}
        className="inline-flex min-h-11 cursor-pointer items-center underline"
      >
        Show how it is now
      </button>
    </Notice>
  ) : null
}
