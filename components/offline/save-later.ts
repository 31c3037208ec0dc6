import { forgetDraft } from '#components/tracking/draft/draft.ts'
import type { ActionResult } from '#lib/forms/result.ts'
import { missingAnswers } from '#lib/tracking/entries/missing/rules.ts'
import { type Kind, keepWaiting, newWaiting } from '#public/offline/outbox.js'
import { shownWords } from './shown-words.ts'

const other = {
  status: 'error',
  message:
    'Something else was already saved from this page. Open it again to make a new entry; what you saved waits on this phone.',
  fieldErrors: {},
  conflict: true,
} as const

const incomplete =
  'No connection, and something is missing. Answer it, and save again: then it waits on this phone.'

/** Has the worker send what waits, now and whenever the browser finds a network. */
async function askToSend(account: string): Promise<void> {
  navigator.serviceWorker?.controller?.postMessage({ type: 'send', account })
  const registration = (await navigator.serviceWorker?.getRegistration()) as
    | (ServiceWorkerRegistration & { sync?: { register: (tag: string) => Promise<void> } })
    | undefined
  await registration?.sync?.register('stepwise-outbox').catch(() => undefined)
}

export type Later = { kind: Kind; accountId: string }

/**
 * Puts an entry that got no answer among those that go by themselves, and leads to today, where it stands. What is said instead
 * where the phone keeps nothing: `undefined`, and nothing has changed. What the server would refuse for want of an answer is asked for here,
 * while she is at it.
 */
export async function saveLater(
  { kind, accountId: account }: Later,
  data: FormData,
  form: HTMLFormElement,
): Promise<ActionResult<never> | 'leaves' | undefined> {
  if (!navigator.serviceWorker?.controller) return undefined
  const fields = [...data].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  const fieldErrors = kind === 'pain' ? {} : missingAnswers(kind, fields)
  if (Object.keys(fieldErrors).length > 0) return { status: 'error', message: incomplete, fieldErrors }
  const entry = newWaiting({ account, kind, fields, ...shownWords(form, fields) }, Date.now())
  const kept = entry && (await keepWaiting(entry).catch(() => null))
  if (!entry || kept === null) return undefined
  if (kept === 'other') return other
  forgetDraft(entry.id)
  await askToSend(account).catch(() => undefined)
  location.assign(`/today?case=${entry.caseId}`)
  return 'leaves'
}
