// @ts-check
/** What is posted by the browser itself, and how what waits is sent. */

import { isAway, noConnection, pathOf } from './asking.js'
import { clinicPhone } from './clinic.js'
import { forgetPlans } from './copies.js'
import { fetchQuietly, knownAbout } from './keeping.js'
import { allWaiting, isSameTap, keepWaiting, newWaiting, sendWaiting, wordsOfPosted } from './outbox.js'
import { entryOf, newId } from './pages.js'

/** @type {any} */
const worker = self

/** What is sent may pause the plan, also where it is refused: it is fetched anew. @param {Request} request @param {URL} url @param {any} event */
export async function postOther(request, url, event) {
  const response = await fetch(request).catch(() => null)
  if (!response) return noConnection(url, true)
  event.waitUntil(fetchQuietly(await forgetPlans()))
  return response
}

/**
 * A number that is tapped, and a form that is sent before its script has come; not what the team enters for somebody.
 * @param {URL} url @param {Request} request @returns {import('./outbox.js').Kind | null}
 */
export function kindOf(url, request) {
  const from = request.referrer ? (pathOf(request.referrer) ?? '') : ''
  if (url.pathname === '/api/log/pain') return from.startsWith('/today/') ? 'pain' : null
  return entryOf(url)
}

/** The clinic's own words, as far as the phone has them. */
const knownWords = async () => ({
  phone: await clinicPhone().catch(() => null),
  severe: (await knownAbout().catch(() => null))?.severe ?? null,
})

/**
 * An entry that is posted by the browser itself and gets no answer waits on the phone, and today is shown with it.
 * @param {Request} request @param {URL} url @param {{ kind: import('./outbox.js').Kind, event: any }} how
 */
export async function post(request, url, { kind, event }) {
  const copy = request.clone()
  const response = await fetch(request).catch(() => null)
  if (response && !isAway(response)) {
    // Whether it was taken or refused is not to be seen from here.
    event.waitUntil(fetchQuietly(await forgetPlans()))
    return response
  }
  try {
    const form = [...(await copy.formData())]
    const fields = form.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
    const account = fields.find(([name]) => name === '$opener')?.[1] ?? ''
    const words = wordsOfPosted(/** @type {[string, string][]} */ (fields), await knownWords())
    const about = { account, kind, fields: /** @type {[string, string][]} */ (fields), ...words }
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

/** @param {import('./outbox.js').Waiting} entry */
function anew(entry) {
  const id = newId(Date.now())
  const fields = entry.fields.map(([name, value]) => (name === 'id' ? [name, id] : [name, value]))
  return { ...entry, id, fields: /** @type {[string, string][]} */ (fields) }
}

/** What was saved may have changed the plan: its pages are fetched anew. @param {string | null} account */
export async function sendAndRenew(account) {
  const gone = await sendWaiting(account)
  if (gone.length > 0) await fetchQuietly([...gone].sort((a, b) => a.length - b.length))
}

/** The browser tries again by itself what it hears has failed. */
export async function sendAll() {
  const account = (await knownAbout())?.account ?? null
  await sendAndRenew(account)
  const waits = (await allWaiting()).some(
    (one) => one.state === 'waits' && one.problem === null && one.account === account,
  )
  if (waits) throw new Error('still no answer')
}
