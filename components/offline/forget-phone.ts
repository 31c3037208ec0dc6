import { forgetAccount } from '#public/offline/outbox.js'

/** Copies of pages are thrown away by whoever signs out, with or without a worker, and what waits of this account. */
export async function forgetPhone(accountId: string | null): Promise<void> {
  if (accountId) await forgetAccount(accountId).catch(() => undefined)
  if (!('caches' in globalThis)) return
  for (const name of await caches.keys().catch(() => []))
    if (name.startsWith('stepwise-pages-')) await caches.delete(name).catch(() => undefined)
}
