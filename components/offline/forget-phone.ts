import { forgetCopies } from '#public/offline/copies.js'
import { forgetAccount } from '#public/offline/outbox.js'
import { noteLeft } from './left.tsx'

/**
 * What waits of this account goes with whoever signs out, with or without a worker, and the copies of pages of whomever: where nobody
 * is signed in nobody's pages are kept.
 */
export async function forgetPhone(accountId: string | null): Promise<void> {
  noteLeft()
  if (accountId) await forgetAccount(accountId).catch(() => undefined)
  await forgetCopies().catch(() => [])
  // What the worker has asked for already is not kept when it comes.
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  registration?.active?.postMessage({ type: 'forget' })
}
