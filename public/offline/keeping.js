// @ts-check
/** What the worker of a phone keeps: the pages of one patient, their files, and whose they are. */

import { CLINIC, clinicPhone, keepClinicPhone } from './clinic.js'
import { forgetCopies, forgetPlans, thrown } from './copies.js'
import { aboutOf, candidates, filesOf, isKept, isTooOld, keyOf, saysOnce } from './pages.js'

const build = new URL(location.href).searchParams.get('build') ?? 'none'
const PAGES = `stepwise-pages-${build}`
const FILES = `stepwise-files-${build}`
/** Whose pages these are, in the cache of the pages: both go together. */
const ABOUT = '/offline/about'
/** A form that was kept a moment ago is not fetched anew. */
const FRESH_MS = 600_000

/** What another build has kept goes with it. */
export async function keepOnlyOwn() {
  const own = [PAGES, FILES, CLINIC]
  // Whose phone it is stays known, and with it what waits, while there is no page yet.
  /** @type {(About & { phone?: string | null }) | undefined} */
  const known = (await knownAbout()) ?? (await (await caches.match(ABOUT))?.json())
  for (const name of await caches.keys())
    if (name.startsWith('stepwise-') && !own.includes(name)) await caches.delete(name)
  if (!known) return
  const { account, severe = null, phone } = known
  // Builds before kept the number with whose phone it is.
  if (phone && !(await clinicPhone())) await keepClinicPhone(phone)
  await (await caches.open(PAGES)).put(ABOUT, new Response(JSON.stringify({ account, severe })))
}

export async function forgetPages() {
  await forgetCopies().catch(() => [])
}

/** @typedef {{ account: string, severe: string | null }} About */

/** @returns {Promise<About | null>} */
export async function knownAbout() {
  const pages = await caches.open(PAGES)
  return (await (await pages.match(ABOUT))?.json()) ?? null
}

/**
 * Pages belong to one account: those of another go first.
 * @param {string} account @param {string | null} [severe]
 */
export async function belongTo(account, severe = null) {
  const known = await knownAbout()
  if (known && known.account !== account) await forgetPages()
  const own = known?.account === account ? known : null
  const about = { account, severe: severe ?? own?.severe ?? null }
  await (await caches.open(PAGES)).put(ABOUT, new Response(JSON.stringify(about)))
}

/** @typedef {{ html: string, headers: Headers, about: NonNullable<ReturnType<typeof aboutOf>> }} Whole */

/**
 * A page of a patient that is there to its end; none where something was thrown away since it was asked for: it may be of before an
 * entry, or of whoever has signed out.
 * @param {Response} response @param {number} begun What had been thrown away then. @returns {Promise<Whole | null>}
 */
export async function whole(response, begun) {
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
export async function keep(url, { html, headers: answered, about }) {
  if (!isKept(url) || saysOnce(url)) return
  // A plan that waits is not to be done from an older copy, also where the phone is too full to keep this one.
  if (url.pathname === '/today' && !html.includes('data-plan=')) await forgetPlans(url.href)
  await belongTo(about.account, about.severe)
  if (about.phone) await keepClinicPhone(about.phone)
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
export async function copyOf(asked) {
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

/** Scripts and styles never change under their name. @param {Request} request */
export async function file(request) {
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
export async function fetchQuietly(paths) {
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
