// @ts-check
/**
 * Entries that a patient has saved without a network and that wait on her phone, shared by her pages and the worker. Each keeps the
 * id of its form, so that it counts once however often it is sent.
 */

import { forgetPlans } from './copies.js'
import { KEPT_DAYS } from './pages.js'

/** @typedef {'session' | 'run' | 'morning' | 'pain'} Kind */
/**
 * @typedef {{ tone: 'amber' | 'red' | 'alarm', text: string, numbers: string[] }} Words What a dangerous answer asks for, as it stood
 *   on the page, and the numbers in it.
 */
/**
 * @typedef {object} Waiting
 * @property {string} id
 * @property {string} account Whose it is.
 * @property {Kind} kind
 * @property {string} caseId
 * @property {string | null} day That it is about; null for the moment it was entered.
 * @property {[string, string][]} fields As they were posted; empty once they are saved.
 * @property {string | null} [drawn] The day of its page: it was not entered before.
 * @property {number} at When she saved it, in milliseconds of the phone.
 * @property {Words[]} shown
 * @property {Words | null} paused That her plan waits.
 * @property {'waits' | 'saved' | 'refused'} state
 * @property {'signed_out' | 'other' | 'fault' | null} problem Why it still waits; null while there is no answer.
 * @property {string | null} message What the server said of it.
 * @property {boolean} taken Something else is saved in its place.
 * @property {boolean} [heard] The clinic was told of what is dangerous in it, though it is not saved.
 * @property {boolean} [ended] Its treatment has ended.
 * @property {string | null} [code] Under which a fault of the server is found.
 * @property {number} tries
 * @property {number} notBefore
 * @property {string | null} next Where the saved entry is read.
 */
/** @typedef {{ status: number, body: any } | null} Answer Null: none came. */

/** A server that is there and cannot save. */
const AWAY = 'Stepwise cannot save anything at the moment. It is tried again by itself.'
export const CHANNEL = 'stepwise-outbox'
const FAULT_PAUSE_MS = 15_000
const LONGEST_PAUSE_MS = 3_600_000
const LONGEST_WAIT_S = KEPT_DAYS * 86_400

/**
 * @param {Pick<Waiting, 'account' | 'kind' | 'shown' | 'paused'> & { fields: [string, string][] }} entry
 * @param {number} now
 * @returns {Waiting | null} Null for what is no new entry of anybody.
 */
export function newWaiting({ account, kind, fields, shown, paused }, now) {
  const own = fields.filter(([name]) => !name.startsWith('$'))
  /** @param {string} wanted */
  const of = (wanted) => own.find(([name]) => name === wanted)?.[1]
  const [id, caseId] = [of('id'), of('caseId')]
  if (!account || !id || !caseId || of('supersedes')) return null
  const begin = {
    state: /** @type {const} */ ('waits'),
    problem: null,
    message: null,
    taken: false,
    heard: false,
    ended: false,
    code: null,
    tries: 0,
    notBefore: 0,
  }
  return {
    id,
    account,
    kind,
    caseId,
    day: of('logDate') || null,
    drawn: fields.find(([name]) => name === '$drawn')?.[1] ?? null,
    fields: own,
    at: now,
    shown,
    paused,
    next: null,
    ...begin,
  }
}

/** Whether two entries under one id say the same: a tap that came twice. @param {Waiting} a @param {Waiting} b */
export const isSame = (a, b) =>
  a.account === b.account &&
  a.kind === b.kind &&
  (a.kind !== 'pain' || Math.abs(a.at - b.at) < 60_000) &&
  JSON.stringify(a.fields) === JSON.stringify(b.fields)

/** Whether it asks for words to be read, or holds the plan. @param {Pick<Waiting, 'shown' | 'paused'>} entry */
export const isGrave = ({ shown, paused }) => shown.length > 0 || paused !== null

/** @param {Pick<Waiting, 'shown' | 'paused'>} entry */
export const wordsOf = ({ shown, paused }) => (paused ? [...shown, paused] : shown)

/** From here on a pain stops the plan (SEVERE of lib/tracking/entries/rules.ts). */
const SEVERE = 8

/** @param {readonly [string, string][]} fields */
export const isSevere = (fields) =>
  fields.some(([name, value]) => /(^|[._-])(score|pain|after)([._-]|$)/.test(name) && Number(value) >= SEVERE)

/**
 * What an entry asks for that was sent before any script could read its page: with the clinic's own words where they are known.
 * @param {readonly [string, string][]} fields @param {{ phone: string | null, severe: string | null } | null} about
 * @returns {Pick<Waiting, 'shown' | 'paused'>}
 */
export function wordsOfPosted(fields, about) {
  const numbers = about?.phone ? [about.phone] : []
  const call = about?.phone ? `You can reach us at ${about.phone}.` : 'Please call the clinic.'
  const isDanger = fields.some(([name, value]) => name === 'log_safety' && value !== 'none')
  /** @type {Words | null} */
  const severe = isSevere(fields)
    ? {
        tone: 'red',
        text: about?.severe ?? `Please stop exercising and running for now. ${call}`,
        numbers: [...numbers, ...numbersIn(about?.severe ?? '')],
      }
    : null
  const text = `Your plan is paused until we have spoken with you. ${call}`
  return { shown: severe ? [severe] : [], paused: isDanger ? { tone: 'amber', text, numbers } : null }
}

/** @param {string} text */
export const numbersIn = (text) => text.match(/\+?\d[\d ]*\d/g) ?? []

/** The same number of the same page within a minute, whatever id it got. @param {Waiting} one @param {Waiting} entry */
export function isSameTap(one, entry) {
  /** @param {Waiting} of */
  const said = ({ account, kind, fields }) =>
    JSON.stringify([account, kind, fields.filter(([name]) => name !== 'id')])
  return one.state === 'waits' && Math.abs(entry.at - one.at) < 60_000 && said(one) === said(entry)
}

/** What is dangerous goes before what is not. @param {readonly Waiting[]} entries */
export const inTurn = (entries) => [...entries].sort((a, b) => Number(isGrave(b)) - Number(isGrave(a)))

/** No pause is longer than the longest: then the clock was put back. @param {Waiting} entry @param {number} now */
export const isDue = ({ state, notBefore }, now) =>
  state === 'waits' && (notBefore <= now || notBefore > now + LONGEST_PAUSE_MS)

/**
 * What becomes of an entry by what was answered. An answer that is not the server's own (a page to sign in to a network) is none.
 * @param {Waiting} entry @param {Answer} answer @param {number} now @returns {Waiting}
 */
export function settled(entry, answer, now) {
  const { status = 0, body = null } = answer ?? {}
  const isOwn = typeof body === 'object' && body !== null && ('error' in body || 'next' in body)
  if (status < 300 && isOwn && body.id === entry.id && typeof body.next === 'string')
    return { ...entry, state: 'saved', problem: null, message: null, fields: [], next: body.next }
  const message = isOwn && typeof body.error === 'string' ? body.error : null
  const heard = entry.heard === true || (isOwn && body.heard === true)
  const waits = { ...entry, heard, problem: null, message: null, code: null }
  if (status === 401 && isOwn) return { ...waits, problem: body.other ? 'other' : 'signed_out' }
  if (status >= 502 && status <= 504) return { ...waits, message: AWAY }
  const isRefused = status >= 400 && status < 500 && status !== 429
  if (isRefused && message !== null) {
    const isEnded = body.ended === true
    const reason = reasonOf(message, body.fieldErrors ?? {})
    return { ...waits, state: 'refused', message: reason, ended: isEnded, taken: status === 409 && !isEnded }
  }
  if (!isRefused && status !== 429 && status !== 500) return waits
  const tries = entry.tries + 1
  const pause = Math.min(FAULT_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS)
  return { ...waits, problem: 'fault', message, code: body?.code ?? null, tries, notBefore: now + pause }
}

/** Why it is refused, with what its field asks for. @param {string} message @param {Record<string, string[]>} fieldErrors */
function reasonOf(message, fieldErrors) {
  const first = Object.values(fieldErrors).flat()[0]
  return first && !message.includes(first) ? `${message} ${first}` : message
}

/** What is posted. @param {Waiting} entry @param {number} now */
export function bodyOf(entry, now) {
  const waited = Math.min(LONGEST_WAIT_S, Math.max(0, Math.round((now - entry.at) / 1000)))
  const body = new URLSearchParams([...entry.fields, ['$opener', entry.account], ['$waited', `${waited}`]])
  if (entry.drawn) body.append('$drawn', entry.drawn)
  return body
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** @returns {Promise<IDBDatabase>} */
function database() {
  const opening = indexedDB.open('stepwise', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('outbox', { keyPath: 'id' })
  return done(opening)
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => Promise<T>} work
 * @returns {Promise<T>} Once it is on the disk.
 */
async function inStore(mode, work) {
  const db = await database()
  try {
    const transaction = db.transaction('outbox', mode, { durability: 'strict' })
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(null)
      transaction.onabort = () => reject(transaction.error)
    })
    ended.catch(() => undefined)
    const result = await work(transaction.objectStore('outbox'))
    await ended
    return result
  } finally {
    db.close()
  }
}

function tell() {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage('changed')
  channel.close()
}

/** Of everybody on this phone, the oldest first. @returns {Promise<Waiting[]>} */
export async function allWaiting() {
  /** @type {Waiting[]} */
  const all = await inStore('readonly', (store) => done(store.getAll()))
  return all.sort((a, b) => a.at - b.at)
}

/**
 * Keeps an entry. `other`: something else waits under its id, or was saved under it.
 * @param {Waiting} entry @returns {Promise<'kept' | 'other'>}
 */
export async function keepWaiting(entry) {
  const kept = await inStore('readwrite', async (store) => {
    /** @type {Waiting | undefined} */
    const before = await done(store.get(entry.id))
    if (before && before.state !== 'refused')
      return before.state === 'waits' && isSame(before, entry) ? 'kept' : 'other'
    await done(store.put(entry))
    return 'kept'
  })
  // So that a phone that is full does not throw it away; a worker cannot ask everywhere.
  await navigator.storage?.persist?.().catch(() => false)
  tell()
  return /** @type {'kept' | 'other'} */ (kept)
}

/** @param {string} id */
export async function forgetWaiting(id) {
  await inStore('readwrite', (store) => done(store.delete(id)))
  tell()
}

/** Everything of an account that signs out here. @param {string} account */
export async function forgetAccount(account) {
  for (const { id } of (await allWaiting()).filter((entry) => entry.account === account))
    await forgetWaiting(id)
}

/** @param {Waiting} entry @returns {Promise<Answer>} */
async function send(entry) {
  try {
    const response = await fetch(`/api/log/${entry.kind}`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: bodyOf(entry, Date.now()),
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
    })
    return { status: response.status, body: await response.json().catch(() => null) }
  } catch {
    return null
  }
}

/**
 * One sender at a time, in whichever tab or worker; whoever finds one at it leaves it to that one.
 * @param {() => Promise<void>} work @returns {Promise<void>}
 */
const alone = (work) =>
  navigator.locks
    ? navigator.locks.request('stepwise-outbox', { ifAvailable: true }, (lock) => (lock ? work() : undefined))
    : work()

/** @param {Waiting} entry @returns {Promise<{ answered: boolean, gone: string[] }>} Copies that are over by it. */
async function sendOne(entry) {
  const answer = await send(entry)
  const after = settled(entry, answer, Date.now())
  await inStore('readwrite', async (store) => {
    // Signed out meanwhile: it is gone, and stays so.
    if (await done(store.get(entry.id))) await done(store.put(after))
  })
  // Before anybody is led to a page: what it set off may pause the plan, and a refused one may have been heard.
  const gone = after.state !== 'waits' || answer?.status === 500 ? await forgetPlans() : []
  tell()
  return { answered: answer !== null, gone }
}

/**
 * Sends what is due, one after the other, what is dangerous first, with what comes meanwhile; each once.
 * @param {string | null} account Whose entries: those of somebody else stay on the phone. Null where nobody knows who is there.
 */
export async function sendWaiting(account) {
  /** @type {Set<string>} Addresses of copies that are over by what was saved. */
  const over = new Set()
  await alone(async () => {
    /** @type {Set<string>} */
    const tried = new Set()
    for (;;) {
      const due = inTurn(await allWaiting()).find(
        (entry) =>
          !tried.has(entry.id) && isDue(entry, Date.now()) && (account === null || entry.account === account),
      )
      if (!due) return
      tried.add(due.id)
      const { answered, gone } = await sendOne(due)
      for (const address of gone) over.add(address)
      // Without a network the others fail as well.
      if (!answered && navigator.onLine === false) return
    }
  })
  return [...over]
}
