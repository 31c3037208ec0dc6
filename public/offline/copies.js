// @ts-check
/** The copies of pages that a phone keeps, shared by her pages and the worker: what throws them away. */

const PREFIX = 'stepwise-pages-'
/** What is to be done stands on these: over once an entry may have paused it. */
const ofPlan = /^\/(today(\/(session|run))?|my\/program(\/[^/]+)?)$/

/** Counts what was thrown away, so that an answer that was asked for before is not kept after. */
export const thrown = { count: 0 }

/** @typedef {{ html: string, headers: Headers, at: number }} Late */
/** @type {Map<string, Late>} Pages that came too late, until the copy shown instead is loaded anew; they go with the copies. */
export const late = new Map()

/**
 * @param {(path: string) => boolean} [which] All of them, and whose they are, unless given.
 * @param {string} [except] The address of a late page that is newer than them.
 * @returns {Promise<string[]>} The addresses of those that were there.
 */
export async function forgetCopies(which, except) {
  thrown.count += 1
  for (const address of late.keys())
    if (address !== except && (!which || which(new URL(address).pathname))) late.delete(address)
  if (!('caches' in globalThis)) return []
  /** @type {string[]} */
  const gone = []
  for (const name of (await caches.keys()).filter((one) => one.startsWith(PREFIX))) {
    if (!which) {
      await caches.delete(name)
      continue
    }
    const pages = await caches.open(name)
    for (const key of await pages.keys()) {
      const { pathname } = new URL(key.url)
      if (which(pathname) && (await pages.delete(key))) gone.push(key.url)
    }
  }
  return gone
}

/** Today, and what it plans. @param {string} [except] */
export const forgetPlans = (except) => forgetCopies((path) => ofPlan.test(path), except).catch(() => [])
