import { vi } from 'vitest'
import type { Waiting } from '#public/offline/outbox.js'

/** What a browser gives to the worker of a phone (public/sw.js), in memory: its caches, its database, and a network that a test speaks for. */

export const origin = 'https://stepwise.example'
export const accounts = [
  '0b2cbb0f-3c1a-4c5e-9a38-2d1d4f5a6b7c',
  '1c3dcc10-4d2b-4d6f-8b49-3e2e5a6b7c8d',
] as const

/** A page of a patient, as the server draws it. */
export const pageOf = (text: string, account: string = accounts[0]): Response => {
  const owner = `<div id="kept-copy" data-account="${account}" data-zone="Europe/Zurich"></div>`
  const body = `<!DOCTYPE html><html><body>${owner}<p data-clinic-phone="044 1">${text}</p></body></html>`
  return new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}

export const plan = (text: string, account?: string) => pageOf(`<div data-plan="">${text}</div>`, account)

const addressOf = (asked: { url: string } | string | URL): string =>
  new URL(typeof asked === 'object' && 'url' in asked ? asked.url : asked, origin).href

/** Caches of the phone; `full` refuses to put anything more. */
function memoryCaches(state: { full: boolean }) {
  const stores = new Map<string, Map<string, Response>>()
  const cacheOf = (store: Map<string, Response>) => ({
    match: async (key: RequestInfo) => store.get(addressOf(key))?.clone(),
    put: async (key: RequestInfo, response: Response) => {
      if (state.full) throw new DOMException('full', 'QuotaExceededError')
      const { status, headers } = response
      store.set(addressOf(key), new Response(await response.arrayBuffer(), { status, headers }))
    },
    delete: async (key: RequestInfo) => store.delete(addressOf(key)),
    keys: async () => [...store.keys()].map((url) => ({ url })),
  })
  return {
    open: async (name: string) => {
      const store = stores.get(name) ?? new Map<string, Response>()
      stores.set(name, store)
      return cacheOf(store)
    },
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
    match: async (key: RequestInfo) =>
      [...stores.values()]
        .map((store) => store.get(addressOf(key)))
        .find(Boolean)
        ?.clone(),
  }
}

/** The database of what waits: requests that are answered one after the other, and a transaction that ends after them. */
function memoryDatabase(rows: Map<string, Waiting>, state: { full: boolean }) {
  const transaction = () => {
    const own = {
      oncomplete: () => undefined as unknown,
      onabort: () => undefined as unknown,
      error: new DOMException('full', 'QuotaExceededError'),
      objectStore: () => store,
    }
    let isFull = false
    let open = 0
    const request = <T>(work: () => T) => {
      const asked = { result: undefined as T | undefined, onsuccess: () => undefined as unknown }
      open += 1
      setImmediate(() => {
        asked.result = work()
        asked.onsuccess()
        open -= 1
        setImmediate(() => open === 0 && (isFull ? own.onabort() : own.oncomplete()))
      })
      return asked
    }
    const store = {
      getAll: () => request(() => structuredClone([...rows.values()])),
      get: (id: string) => request(() => structuredClone(rows.get(id))),
      put: (row: Waiting) =>
        request(() => {
          isFull ||= state.full
          if (!state.full) rows.set(row.id, structuredClone(row))
        }),
      delete: (id: string) => request(() => rows.delete(id)),
    }
    return own
  }
  const database = { transaction, close: () => undefined }
  return {
    open: () => {
      const asked = { result: database, onsuccess: () => undefined as unknown }
      setImmediate(() => asked.onsuccess())
      return asked
    },
  }
}

type Network = (request: Request) => Response | Promise<Response>
export const noNetwork: Network = () => Promise.reject(new TypeError('no network'))

/** Everything that a phone still has when its worker is another one. */
export function emptyPhone() {
  const state = { full: false }
  return { state, caches: memoryCaches(state), rows: new Map<string, Waiting>() }
}

/** A phone with the worker of a build. */
export async function phoneWith(kept = emptyPhone(), build = 'b1') {
  const phone = { network: noNetwork, told: [] as unknown[], synced: [] as string[] }
  const listeners = new Map<string, (event: object) => void>()
  vi.stubGlobal('caches', kept.caches)
  vi.stubGlobal('indexedDB', memoryDatabase(kept.rows, kept.state))
  vi.stubGlobal('location', new URL(`/sw.js?build=${build}`, origin))
  vi.stubGlobal('fetch', async (asked: RequestInfo | URL, init?: RequestInit) => {
    const request = asked instanceof Request ? asked : new Request(addressOf(asked), init)
    const answer = phone.network(request)
    const calledOff = new Promise<never>((_, refuse) =>
      init?.signal?.addEventListener('abort', () => refuse(new TypeError('called off'))),
    )
    return Promise.race([answer, calledOff])
  })
  vi.stubGlobal('self', {
    addEventListener: (name: string, heard: (event: object) => void) => listeners.set(name, heard),
    skipWaiting: () => undefined,
    clients: {
      claim: async () => undefined,
      get: async () => ({ postMessage: (message: unknown) => phone.told.push(message) }),
    },
    registration: { sync: { register: async (tag: string) => phone.synced.push(tag) } },
  })
  vi.resetModules()
  await import('#public/sw.js')

  /** Fires an event; its answer, and the end of what it goes on doing. */
  function fire(name: string, event: object): { answer: Promise<Response> | null; done: Promise<unknown> } {
    const waits: Promise<unknown>[] = []
    const fired: { answer: Promise<Response> | null } = { answer: null }
    listeners.get(name)?.({
      ...event,
      waitUntil: (work: Promise<unknown>) => waits.push(work),
      respondWith: (answer: Promise<Response>) => {
        fired.answer = answer
      },
    })
    const done = async () => {
      await fired.answer?.catch(() => null)
      for (const work of waits) await work
    }
    return { answer: fired.answer, done: done() }
  }
  const asked = (path: string, init: RequestInit, own: { mode?: string; referrer?: string }) => {
    const request = new Request(new URL(path, origin), init)
    for (const [name, value] of Object.entries(own)) Object.defineProperty(request, name, { value })
    return fire('fetch', { request, resultingClientId: 'c1' })
  }
  /** Opens a page, as a link or the address bar does. */
  const open = (path: string) => asked(path, {}, { mode: 'navigate' })
  const textOf = async (path: string) => (await open(path).answer)?.text()
  return {
    ...kept,
    phone,
    fire,
    open,
    textOf,
    /** Opens a page and waits until it is kept. */
    keep: (path: string) => open(path).done,
    /** A form that the browser posts by itself. */
    post: (path: string, fields: Record<string, string>, referrer = '') =>
      asked(
        path,
        { method: 'POST', body: new URLSearchParams(fields) },
        { mode: 'navigate', referrer: referrer && origin + referrer },
      ),
    /** A form whose script sends it. */
    act: (path: string) => asked(path, { method: 'POST', headers: { 'next-action': 'a' }, body: 'x' }, {}),
    message: (data: object) => fire('message', { data }).done,
    copies: async () => {
      const names = (await kept.caches.keys()).filter((name) => name.startsWith('stepwise-pages-'))
      const keys = await Promise.all(names.map(async (name) => (await kept.caches.open(name)).keys()))
      return keys.flat().map(({ url }) => url.slice(origin.length))
    },
  }
}
