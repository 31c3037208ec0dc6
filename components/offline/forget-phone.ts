import { forgetCopies } from '#public/offline/copies.js'
import { forgetAccount } from '#public/offline/outbox.js'

/** Copies of pages are thrown away by whoever signs out, with or without a worker, and what waits of this account. */
export async function forgetPhone(accountId: string | null): Promise<void> {
  if (accountId) await forgetAccount(accountId).catch(() => undefined)
  await forgetCopies().catch(() => [])
  // What the worker has asked for already is not kept when it comes.
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  registration?.active?.postMessage({ type: 'forget' })
}
