// @ts-check
/** What is asked for: with a network the live page, without one its copy, and what a late answer becomes. */

import { clinicPhone } from './clinic.js'
import { forgetPlans, late, thrown } from './copies.js'
import { copyOf, fetchQuietly, forgetPages, keep, knownAbout, whole } from './keeping.js'
import { allWaiting, wordsOf } from './outbox.js'
import { isNewEntry, isOwn, NOT_TAKEN, newId, noConnectionPage, shownCopy } from './pages.js'

/** @typedef {import('./keeping.js').Copy} Copy */
/** @typedef {import('./keeping.js').Whole} Whole */

/** @type {any} */
const worker = self
/** How long an answer may take while there is a copy. */
const PATIENCE_MS = 8000
const LATE_MS = 120_000

/** A page that came too late a moment ago. @param {string} address @returns {Promise<Response> | null} */
function takeLate(address) {
  const known = late.get(address)
  late.delete(address)
  if (!known || known.at < Date.now() - LATE_MS) return null
  return Promise.resolve(new Response(known.html, { headers: known.headers }))
}

/** @param {Copy} copy */
function show(copy) {
  const html = shownCopy(copy.html, copy, () => newId(Date.now()))
  return new Response(html, { headers: copy.headers })
}

/** @param {URL} url @param {boolean} [lost] */
export async function noConnection(url, lost = false) {
  const about = await knownAbout().catch(() => null)
  const all = await allWaiting().catch(() => [])
  // Signed out, nobody knows who asks: that something waits is said, and not what.
  const own = all.filter(({ account }) => !about || account === about.account)
  /** @param {import('./outbox.js').Waiting['state']} wanted */
  const countOf = (wanted) => own.filter(({ state }) => state === wanted).length
  const [waiting, refused] = [countOf('waits'), countOf('refused')]
  const words = all.filter(({ account }) => account === about?.account).flatMap(wordsOf)
  const phone = await clinicPhone().catch(() => null)
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
    'cache-control': 'no-store',
  }
  const path = url.pathname.startsWith('/api/') ? '/today' : url.pathname + url.search
  return new Response(noConnectionPage({ path, phone, lost, waiting, refused, words }), {
    status: 503,
    headers,
  })
}

/** A server that is away behind a proxy that is there. @param {Response} response */
export const isAway = (response) => response.status >= 502 && response.status <= 504

/** @param {number} ms @returns {Promise<null>} */
const after = (ms) => new Promise((done) => setTimeout(() => done(null), ms))

/** Tells the page that shows a copy that the live one has come. @param {URL} url @param {Whole | null} page @param {string} clientId */
async function came(url, page, clientId) {
  if (!page) return
  late.set(url.href, { html: page.html, headers: page.headers, at: Date.now() })
  const client = await worker.clients.get(clientId)
  client?.postMessage({ type: 'came' })
}

/** @param {Request} request @param {URL} url @param {any} event */
export function navigate(request, url, event) {
  const begun = thrown.count
  const known = takeLate(url.href)
  const asked = known ?? fetch(request)
  const page = asked.then((response) => (known ? null : whole(response.clone(), begun))).catch(() => null)
  event.waitUntil(page.then((found) => found && keep(url, found)).catch(() => undefined))
  return openPage(url, { asked, page, begun, event })
}

/** @param {URL} url @param {{ asked: Promise<Response>, page: Promise<Whole | null>, begun: number, event: any }} how */
async function openPage(url, { asked, page, begun, event }) {
  const copy = await copyOf(url).catch(() => null)
  const answer = asked.catch(() => null)
  if (url.pathname === '/sign-in' && (await answer)) await forgetPages()
  const first = copy ? await Promise.race([answer, after(PATIENCE_MS)]) : await answer
  if (first && !isAway(first)) return first
  if (!first) event.waitUntil(page.then((found) => came(url, found, event.resultingClientId)))
  // An entry may have been saved, or somebody have signed out, while it was waited for.
  const still = begun === thrown.count ? copy : await copyOf(url).catch(() => null)
  if (still) return show(still)
  // The server's own page of a database that is away does not know of what waits here.
  const isOwnPage = first?.status === 503 && (await allWaiting().catch(() => [])).length === 0
  return first && isOwnPage ? first : noConnection(url)
}

/** @param {string} address @returns {string | null} */
export function pathOf(address) {
  try {
    return new URL(address, location.origin).pathname
  } catch {
    return null
  }
}

/**
 * Data of a page that the frame fetches, and what a form sends: an answer that leads to the sign-in ends the copies. One that does
 * not come is called off where there is a copy, which the browser then opens.
 * @param {Request} request @param {URL} url @param {any} event
 */
export async function watch(request, url, event) {
  const calledOff = new AbortController()
  const isLate = request.method === 'GET' && (await copyOf(url).catch(() => null)) !== null
  const timer = isLate ? setTimeout(() => calledOff.abort(), PATIENCE_MS) : undefined
  const response = await fetch(request, { signal: calledOff.signal })
  clearTimeout(timer)
  if (request.method === 'POST' && isNewEntry(url) && (await isUnknown(response))) return response
  if (request.method === 'POST' && isRefusal(response)) return notTaken()
  const to = response.headers.get('x-action-redirect') ?? (response.redirected ? response.url : null)
  if (to !== null && pathOf(to)?.startsWith('/sign-in')) await forgetPages()
  else if (request.method === 'POST' && isOwn(url)) {
    const gone = await forgetPlans()
    // Today, where it leads there, is opened anew with what it plans.
    if (to === null || !isToday(to)) event.waitUntil(fetchQuietly(gone))
  }
  return response
}

/**
 * Whether nobody knows if an entry was saved: it waits on the phone then, holds the plan by itself where it is dangerous, and leads to
 * the copy of today.
 * @param {Response} response
 */
async function isUnknown(response) {
  if (isAway(response)) return true
  if (response.headers.has('x-action-redirect')) return false
  return (await response.clone().text()).includes('"unknown":true')
}

const refusals = [400, 404, 409, 413, 422]

/** A refusal that is no answer of the action: sent again it is refused again. @param {Response} response */
function isRefusal({ status, headers }) {
  const isAnswer = headers.get('content-type')?.startsWith('text/x-component')
  return refusals.includes(status) && !isAnswer && !headers.has('x-nextjs-action-not-found')
}

/** Plain text is what the script of a form is told in words. */
const notTaken = () => new Response(NOT_TAKEN, { status: 422, headers: { 'content-type': 'text/plain' } })

/** Next adds to the address how it is opened. @param {string} to */
const isToday = (to) => /^\/today(;|$)/.test(pathOf(to) ?? '')
