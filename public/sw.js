// @ts-check
/**
 * What a patient's phone does by itself (DECISIONS.md, "The phone keeps the pages of a patient"): keeps her pages, shows them
 * without a network, and sends the entries that wait. The build is in the address, so that each build has a worker of its own.
 */

import { forgetCopies, forgetPlanned, forgetPlans, thrown } from './offline/copies.js'
import { allWaiting, keepWaiting, newWaiting, sendWaiting } from './offline/outbox.js'
import {
  aboutOf,
  candidates,
  filesOf,
  isKept,
  isOwn,
  isTooOld,
  keyOf,
  newId,
  noConnectionPage,
  saysOnce,
  shownCopy,
} from './offline/pages.js'

/** @type {any} */
const worker = self
const build = new URL(location.href).searchParams.get('build') ?? 'none'
const PAGES = `stepwise-pages-${build}`
const FILES = `stepwise-files-${build}`
/** Whose pages these are, and the number of the clinic, in the cache of the pages: both go together. */
const ABOUT = '/offline/about'
/** How long an answer may take while there is a copy. */
const PATIENCE_MS = 8000
/** A form that was kept a moment ago is not fetched anew. */
const FRESH_MS = 600_000

async function forgetPages() {
  await forgetCopies().catch(() => [])
}

/** @returns {Promise<{ account: string, phone: string | null } | null>} */
async function knownAbout() {
  const pages = await caches.open(PAGES)
  return (await (await pages.match(ABOUT))?.json()) ?? null
}

/** Pages belong to one account: those of another go first. @param {string} account @param {string | null} phone */
async function belongTo(account, phone) {
  const known = await knownAbout()
  if (known && known.account !== account) await forgetPages()
  const about = { account, phone: phone ?? (known?.account === account ? known.phone : null) }
  await (await caches.open(PAGES)).put(ABOUT, new Response(JSON.stringify(about)))
}

/** @param {URL} url @param {Response} response @param {number} begun What had been thrown away when it was asked for. */
async function keep(url, response, begun) {
  const isPage = response.status === 200 && !response.redirected && isKept(url) && !saysOnce(url)
  if (!isPage || !response.headers.get('content-type')?.startsWith('text/html')) return
  const html = await response.text()
  const about = aboutOf(html)
  if (!about || begun !== thrown.count) return
  await belongTo(about.account, about.phone)
  // A plan that waits is not to be done from an older copy.
  if (url.pathname === '/today' && !html.includes('data-plan=')) await forgetPlanned()
  const now = thrown.count
  // Without one of its scripts it would fall apart: its files are there first.
  if (!(await keepFiles(filesOf(html))) || now !== thrown.count) return
  const headers = new Headers(response.headers)
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name)
  headers.set('x-kept-at', `${Date.now()}`)
  headers.set('x-kept-zone', about.zone)
  const pages = await caches.open(PAGES)
  await pages.put(keyOf(url), new Response(html, { headers }))
  // Somebody signed out meanwhile, or an entry was saved.
  if (now !== thrown.count) await pages.delete(keyOf(url))
}

/** @param {readonly string[]} paths @returns {Promise<boolean>} Whether all of them are there. */
async function keepFiles(paths) {
  const files = await caches.open(FILES)
  for (const path of paths) {
    if (await files.match(path)) continue
    const response = await fetch(path).catch(() => null)
    if (!response?.ok) return false
    await files.put(path, response)
  }
  return true
}

/** @typedef {{ html: string, headers: Headers, keptAt: number, zone: string }} Copy */

/** @param {string} key @returns {Promise<Copy | null>} */
async function copyAt(key) {
  const pages = await caches.open(PAGES)
  const found = await pages.match(key)
  if (!found) return null
  const keptAt = Number(found.headers.get('x-kept-at'))
  if (isTooOld(keptAt, Date.now())) {
    await pages.delete(key)
    return null
  }
  const { headers } = found
  return { html: await found.text(), headers, keptAt, zone: headers.get('x-kept-zone') ?? 'UTC' }
}

/** @param {URL} asked @returns {Promise<Copy | null>} */
async function copyOf(asked) {
  const url = asked.pathname === '/' ? new URL('/today', asked) : asked
  if (!isKept(url)) return null
  /** @type {Copy[]} */
  const found = []
  for (const { key, fits } of [...candidates(url), ...(await anyToday(url))]) {
    const copy = await copyAt(key)
    if (copy && fits(copy.html)) found.push(copy)
  }
  return found.sort((a, b) => b.keptAt - a.keptAt)[0] ?? null
}

/** Today without a case is that of her newest one, under whichever address it was opened. @param {URL} url */
async function anyToday(url) {
  if (keyOf(url) !== `${url.origin}/today`) return []
  const keys = await (await caches.open(PAGES)).keys()
  const ofToday = keys.map((key) => key.url).filter((key) => /\/today(\?case=[^&]*)?$/.test(key))
  return ofToday.map((key) => ({ key, fits: () => true }))
}

/** @param {Copy} copy */
function show(copy) {
  const html = shownCopy(copy.html, copy, () => newId(Date.now()))
  return new Response(html, { headers: copy.headers })
}

/** @param {URL} url @param {boolean} [lost] */
async function noConnection(url, lost = false) {
  const phone = (await knownAbout().catch(() => null))?.phone ?? null
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
    'cache-control': 'no-store',
  }
  const path = url.pathname.startsWith('/api/') ? '/today' : url.pathname + url.search
  return new Response(noConnectionPage({ path, phone, lost }), { status: 503, headers })
}

/** A server that is away behind a proxy that is there. @param {Response} response */
const isAway = (response) => response.status >= 502 && response.status <= 504

/** @param {number} ms @returns {Promise<null>} */
const after = (ms) => new Promise((done) => setTimeout(() => done(null), ms))

/** @param {URL} url @param {Promise<Response>} asked */
async function openPage(url, asked) {
  const copy = await copyOf(url).catch(() => null)
  const answer = asked.catch(() => null)
  if (url.pathname === '/sign-in' && (await answer)) await forgetPages()
  const first = copy ? await Promise.race([answer, after(PATIENCE_MS)]) : await answer
  if (first && !(copy && isAway(first))) return first
  return copy ? show(copy) : noConnection(url)
}

/** @param {string} address @returns {string | null} */
function pathOf(address) {
  try {
    return new URL(address, location.origin).pathname
  } catch {
    return null
  }
}

/**
 * Data of a page that the frame fetches, and what a form sends: an answer that leads to the sign-in ends the copies. One that does
 * not come is called off where there is a copy, which the browser then opens.
 * @param {Request} request @param {URL} url
 */
async function watch(request, url) {
  const calledOff = new AbortController()
  const isLate = request.method === 'GET' && (await copyOf(url).catch(() => null)) !== null
  const timer = isLate ? setTimeout(() => calledOff.abort(), PATIENCE_MS) : undefined
  const response = await fetch(request, { signal: calledOff.signal })
  clearTimeout(timer)
  const to = response.headers.get('x-action-redirect') ?? (response.redirected ? response.url : null)
  if (to !== null && pathOf(to)?.startsWith('/sign-in')) await forgetPages()
  // An entry was saved, which may have paused the plan.
  else if (to !== null && request.method === 'POST') await forgetPlans()
  return response
}

/**
 * A number that is tapped, and a form that is sent before its script has come; not what the team enters for somebody.
 * @param {URL} url @param {Request} request
 */
function kindOf(url, request) {
  const from = request.referrer ? (pathOf(request.referrer) ?? '') : ''
  if (url.pathname === '/api/log/pain') return from.startsWith('/today/') ? 'pain' : null
  const kind = /^\/today\/(session|run|morning)$/.exec(url.pathname)?.[1]
  return /** @type {import('./offline/outbox.js').Kind | null} */ (kind ?? null)
}

/**
 * An entry that is posted by the browser itself and gets no answer waits on the phone, and today is shown with it.
 * @param {Request} request @param {URL} url @param {import('./offline/outbox.js').Kind} kind
 */
async function post(request, url, kind) {
  const copy = request.clone()
  const response = await fetch(request).catch(() => null)
  if (response && !isAway(response)) {
    await forgetPlans()
    return response
  }
  try {
    const form = [...(await copy.formData())]
    const fields = form.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
    const account = fields.find(([name]) => name === '$opener')?.[1] ?? ''
    const about = {
      account,
      kind,
      fields: /** @type {[string, string][]} */ (fields),
      shown: [],
      paused: null,
    }
    const entry = newWaiting(about, Date.now())
    if (!entry) return noConnection(url, true)
    // Gone back to and tapped anew: another number of another moment.
    if ((await keepWaiting(entry)) === 'other') await keepWaiting(anew(entry))
    await worker.registration.sync?.register('stepwise-outbox').catch(() => undefined)
    return Response.redirect(new URL(`/today?case=${entry.caseId}`, url), 303)
  } catch {
    return noConnection(url, true)
  }
}

/**
 * The same number from the same page is one entry, however often it is tapped.
 * @param {import('./offline/outbox.js').Waiting} entry
 */
function anew(entry) {
  const score = Number(entry.fields.find(([name]) => name === 'score')?.[1] ?? 0)
  const id = `${entry.id.slice(0, -4)}f0${score.toString(16).padStart(2, '0').slice(0, 2)}`
  const fields = entry.fields.map(([name, value]) => (name === 'id' ? [name, id] : [name, value]))
  return { ...entry, id, fields: /** @type {[string, string][]} */ (fields) }
}

/** Scripts and styles never change under their name. @param {Request} request */
async function file(request) {
  const files = await caches.open(FILES).catch(() => null)
  const found = await files?.match(request).catch(() => undefined)
  if (found) return found
  const response = await fetch(request)
  // A phone that is full keeps nothing more, and goes on with a network.
  if (response.status === 200) await files?.put(request, response.clone()).catch(() => undefined)
  return response
}

let fetching = false
/** @type {Set<string>} */
const asked = new Set()

/** One after the other, and once at a time. @param {readonly string[]} paths */
async function fetchQuietly(paths) {
  for (const path of paths) asked.add(path)
  if (fetching) return
  fetching = true
  try {
    for (const path of asked) {
      asked.delete(path)
      const url = new URL(path, location.origin)
      if (url.origin !== location.origin || !isKept(url)) continue
      const known = await copyAt(keyOf(url))
      if (url.pathname !== '/today' && known && known.keptAt > Date.now() - FRESH_MS) continue
      /** @type {RequestInit} */
      const how = { headers: { accept: 'text/html', 'x-stepwise-quiet': '1' }, priority: 'low' }
      const begun = thrown.count
      const response = await fetch(url, how).catch(() => null)
      if (!response) return
      if (response.redirected && new URL(response.url).pathname === '/sign-in') return await forgetPages()
      await keep(url, response, begun)
    }
  } catch {
    // A phone that is full keeps what it has.
  } finally {
    asked.clear()
    fetching = false
  }
}

worker.addEventListener('install', () => worker.skipWaiting())

worker.addEventListener('activate', (/** @type {any} */ event) => {
  const work = async () => {
    const own = [PAGES, FILES]
    for (const name of await caches.keys())
      if (name.startsWith('stepwise-') && !own.includes(name)) await caches.delete(name)
    await worker.clients.claim()
  }
  event.waitUntil(work())
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
    if (kind) return event.respondWith(post(request, url, kind))
    if (!isGet || !(isOwn(url) || url.pathname === '/sign-in')) return
    const asked = fetch(request)
    const begun = thrown.count
    event.waitUntil(asked.then((response) => keep(url, response.clone(), begun)).catch(() => undefined))
    return event.respondWith(openPage(url, asked))
  }
  const isData = isGet && request.headers.has('rsc')
  const isSent = request.method === 'POST' && request.headers.has('next-action')
  if (isOwn(url) && (isData || isSent)) event.respondWith(watch(request, url))
})

worker.addEventListener('message', (/** @type {any} */ event) => {
  const { type, account, paths } = event.data ?? {}
  if (type === 'send') event.waitUntil(sendAndRenew(String(account)).catch(() => undefined))
  if (type === 'opened' && typeof account === 'string' && Array.isArray(paths))
    event.waitUntil(
      belongTo(account, null)
        .then(() => fetchQuietly(paths.map(String).slice(0, 16)))
        .catch(() => undefined),
    )
})

worker.addEventListener('sync', (/** @type {any} */ event) => {
  if (event.tag === 'stepwise-outbox') event.waitUntil(sendAll())
})

/** What was saved may have changed the plan: its pages are fetched anew. @param {string | null} account */
async function sendAndRenew(account) {
  const gone = await sendWaiting(account)
  if (gone.length > 0) await fetchQuietly([...gone].sort((a, b) => a.length - b.length))
}

/** The browser tries again by itself what it hears has failed. */
async function sendAll() {
  const account = (await knownAbout())?.account ?? null
  await sendAndRenew(account)
  const waits = (await allWaiting()).some(
    (one) => one.state === 'waits' && one.problem === null && one.account === account,
  )
  if (waits) throw new Error('still no answer')
}
