// @ts-check
/**
 * What a patient's phone does by itself (DECISIONS.md, "The phone keeps the pages of a patient"): keeps her pages, shows them
 * without a network, and sends the entries that wait. The build is in the address, so that each build has a worker of its own.
 */

import { navigate, watch } from './offline/asking.js'
import { late } from './offline/copies.js'
import { belongTo, fetchQuietly, file, forgetPages, keepOnlyOwn } from './offline/keeping.js'
import { isOwn } from './offline/pages.js'
import { kindOf, post, postOther, sendAll, sendAndRenew } from './offline/posting.js'

/** @type {any} */
const worker = self

worker.addEventListener('install', () => worker.skipWaiting())

worker.addEventListener('activate', (/** @type {any} */ event) => {
  event.waitUntil(keepOnlyOwn().then(() => worker.clients.claim()))
})

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  /** @type {Request} */
  const request = event.request
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  const isGet = request.method === 'GET'
  if (isGet && (url.pathname.startsWith('/_next/static/') || url.pathname === '/icon.svg'))
    return event.respondWith(file(request))
  if (request.mode === 'navigate') {
    const kind = request.method === 'POST' ? kindOf(url, request) : null
    if (kind) return event.respondWith(post(request, url, { kind, event }))
    if (!isGet && isOwn(url)) return event.respondWith(postOther(request, url, event))
    if (!isGet || !(isOwn(url) || url.pathname === '/sign-in')) return
    return event.respondWith(navigate(request, url, event))
  }
  const isData = isGet && isOwn(url) && request.headers.has('rsc')
  // Whoever is of the team and a patient signs out on a page of the team.
  const isSent = request.method === 'POST' && request.headers.has('next-action')
  if (isData || isSent) event.respondWith(watch(request, url, event))
})

worker.addEventListener('message', (/** @type {any} */ event) => {
  const { type, account, paths } = event.data ?? {}
  if (type === 'forget') event.waitUntil(forgetPages())
  if (type === 'send') event.waitUntil(sendAndRenew(String(account)).catch(() => undefined))
  if (type === 'copy' && late.has(event.source?.url)) event.source.postMessage({ type: 'came' })
  if (type === 'opened' && typeof account === 'string' && Array.isArray(paths))
    event.waitUntil(
      belongTo(account)
        .then(() => fetchQuietly(paths.map(String).slice(0, 16)))
        .catch(() => undefined),
    )
})

worker.addEventListener('sync', (/** @type {any} */ event) => {
  if (event.tag === 'stepwise-outbox') event.waitUntil(sendAll())
})
