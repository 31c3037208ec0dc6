// @ts-check
/**
 * What a patient's phone does by itself (DECISIONS.md, "The phone keeps the pages of a patient"): keeps her pages, shows them
 * without a network, and sends the entries that wait. The build is in the address, so that each build has a worker of its own.
 */

import { forgetCopies, forgetPlanned, forgetPlans, late, thrown } from './offline/copies.js'
import {
  allWaiting,
  isSameTap,
  keepWaiting,
  newWaiting,
  sendWaiting,
  wordsOf,
  wordsOfPosted,
} from './offline/outbox.js'
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

const LATE_MS = 120_000

/** A page that came too late a moment ago. @param {string} address @returns {Promise<Response> | null} */
function takeLate(address) {
  const known = late.get(address)
  late.delete(address)
  if (!known || known.at < Date.now() - LATE_MS) return null
  return Promise.resolve(new Response(known.html, { headers: known.headers }))
}

async function forgetPages() {
  await forgetCopies().catch(() => [])
}

/** @typedef {{ account: string, phone: string | null, severe: string | null }} About */

/** @returns {Promise<About | null>} */
async function knownAbout() {
  const pages = await caches.open(PAGES)
  return (await (await pages.match(ABOUT))?.json()) ?? null
}

/**
 * Pages belong to one account: those of another go first.
 * @param {string} account @param {string | null} [phone] @param {string | null} [severe]
 */
async function belongTo(account, phone = null, severe = null) {
  const known = await knownAbout()
  if (known && known.account !== account) await forgetPages()
  const own = known?.account === account ? known : null
  const about = { account, phone: phone ?? own?.phone ?? null, severe: severe ?? own?.severe ?? null }
  await (await caches.open(PAGES)).put(ABOUT, new Response(JSON.stringify(about)))
}

/** @typedef {{ html: string, headers: Headers, about: NonNullable<ReturnType<typeof aboutOf>> }} Whole */

/**
 * A page of a patient that is there to its end; none where something was thrown away since it was asked for: it may be of before an
 * entry, or of whoever has signed out.
 * @param {Response} response @param {number} begun What had been thrown away then. @returns {Promise<Whole | null>}
 */
async function whole(response, begun) {
  const isPage = response.status === 200 && response.headers.get('content-type')?.startsWith('text/html')
  if (!isPage || response.redirected) return null
  const html = await response.text()
  const about = aboutOf(html)
  if (!about || begun !== thrown.count) return null
  const headers = new Headers(response.headers)
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name)
  return { html, headers, about }
}

/** @param {URL} url @param {Whole} page */
async function keep(url, { html, headers: answered, about }) {
  if (!isKept(url) || saysOnce(url)) return
  await belongTo(about.account, about.phone, about.severe)
  // A plan that waits is not to be done from an older copy.
  if (url.pathname === '/today' && !html.includes('data-plan=')) await forgetPlanned()
  const now = thrown.count
  // Without one of its scripts it would fall apart: its files are there first.
  if (!(await keepFiles(filesOf(html))) || now !== thrown.count) return
  const headers = new Headers(answered)
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
  const about = await knownAbout().catch(() => null)
  const all = about ? await allWaiting().catch(() => []) : []
  const waiting = all.filter(({ account, state }) => account === about?.account && state !== 'saved')
  const words = all.filter(({ account }) => account === about?.account).flatMap(wordsOf)
  const phone = about?.phone ?? null
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
    'cache-control': 'no-store',
  }
  const path = url.pathname.startsWith('/api/') ? '/today' : url.pathname + url.search
  return new Response(noConnectionPage({ path, phone, lost, waiting: waiting.length, words }), {
    status: 503,
    headers,
  })
}

/** A server that is away behind a proxy that is there. @param {Response} response */
const isAway = (response) => response.status >= 502 && response.status <= 504

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
function navigate(request, url, event) {
  const begun = thrown.count
  const known = takeLate(url.href)
  const asked = known ?? fetch(request)
  const page = asked.then((response) => (known ? null : whole(response.clone(), begun))).catch(() => null)
  event.waitUntil(page.then((found) => found && keep(url, found)).catch(() => undefined))
  return openPage(url, { asked, page, event })
}

/** @param {URL} url @param {{ asked: Promise<Response>, page: Promise<Whole | null>, event: any }} how */
async function openPage(url, { asked, page, event }) {
  const copy = await copyOf(url).catch(() => null)
  const answer = asked.catch(() => null)
  if (url.pathname === '/sign-in' && (await answer)) await forgetPages()
  const first = copy ? await Promise.race([answer, after(PATIENCE_MS)]) : await answer
  if (first && !(copy && isAway(first))) return first
  if (!first) event.waitUntil(page.then((found) => came(url, found, event.resultingClientId)))
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
 * @param {Request} request @param {URL} url @param {any} event
 */
async function watch(request, url, event) {
  const calledOff = new AbortController()
  const isLate = request.method === 'GET' && (await copyOf(url).catch(() => null)) !== null
  const timer = isLate ? setTimeout(() => calledOff.abort(), PATIENCE_MS) : undefined
  const response = await fetch(request, { signal: calledOff.signal })
  clearTimeout(timer)
  const to = response.headers.get('x-action-redirect') ?? (response.redirected ? response.url : null)
  if (to !== null && pathOf(to)?.startsWith('/sign-in')) await forgetPages()
  else if (request.method === 'POST' && isOwn(url)) {
    const gone = await forgetPlans()
    // The form of a refused entry stays open, and may be sent without a network, which leads to today.
    if (to === null && isLog(url)) event.waitUntil(fetchQuietly(gone))
  }
  return response
}

/** What is sent may pause the plan, also where it is refused. @param {Request} request @param {URL} url */
async function postOther(request, url) {
  const response = await fetch(request).catch(() => null)
  if (!response) return noConnection(url, true)
  await forgetPlans()
  return response
}

/** @param {URL} url The form of an entry that may wait on the phone. */
const isLog = (url) => /^\/today\/(session|run|morning)$/.test(url.pathname)

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
      ...wordsOfPosted(/** @type {[string, string][]} */ (fields), await knownAbout().catch(() => null)),
    }
    const entry = newWaiting(about, Date.now())
    if (!entry) return noConnection(url, true)
    const isTapped = (await allWaiting()).some((one) => isSameTap(one, entry))
    // Gone back to and tapped anew: another number of another moment.
    if (!isTapped && (await keepWaiting(entry)) === 'other') await keepWaiting(anew(entry))
    await worker.registration.sync?.register('stepwise-outbox').catch(() => undefined)
    return Response.redirect(new URL(`/today?case=${entry.caseId}`, url), 303)
  } catch {
    return noConnection(url, true)
  }
}

/** @param {import('./offline/outbox.js').Waiting} entry */
function anew(entry) {
  const id = newId(Date.now())
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
      const page = await whole(response, begun)
      if (page) await keep(url, page)
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
    // Whose phone it is stays known, and with it what waits, while there is no page yet.
    const known = await caches.match(ABOUT)
    if (known && !(await knownAbout())) await (await caches.open(PAGES)).put(ABOUT, known)
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
    if (!isGet && isOwn(url)) return event.respondWith(postOther(request, url))
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
