import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import type { ActionResult, FormAction } from '#lib/forms/result.ts'
import { NOT_TAKEN } from '#public/offline/pages.js'

const unanswered = {
  status: 'error',
  message: 'No connection. What you typed stays here and is saved as soon as there is one.',
  fieldErrors: {},
} as const

const older = {
  status: 'error',
  message:
    'Not saved: this page is older than the app. Copy what you typed, load the page again and send it from there.',
  fieldErrors: {},
} as const

const refused = { status: 'error', message: NOT_TAKEN, fieldErrors: {} } as const

/** Whether the server could not tell if it was saved: its database went away. */
export const isUnknown = (said: ActionResult<unknown>): boolean =>
  said.status === 'error' && said.unknown === true

/**
 * Posts to an action. `lost`: nothing came back, so that it may be sent again; a server that no longer has the action would
 * refuse it each time. Throws what leads to another page.
 */
export async function ask<T>(
  action: FormAction<T>,
  data: FormData,
  previous: ActionResult<T> = { status: 'idle' },
): Promise<{ said: ActionResult<T>; lost: boolean }> {
  try {
    return { said: await action(previous, data), lost: false }
  } catch (error) {
    unstable_rethrow(error)
    if (unstable_isUnrecognizedActionError(error)) return { said: older, lost: false }
    if (error instanceof Error && error.message === NOT_TAKEN) return { said: refused, lost: false }
    return { said: unanswered, lost: true }
  }
}

/** As long as somebody waits whose entry is kept all the same. */
const PATIENCE_MS = 20_000

/** The same; where what is not answered is kept (`isKept`), a line that says nothing counts as none. */
export function askInTime<T>(
  action: FormAction<T>,
  data: FormData,
  previous: ActionResult<T>,
  isKept: boolean,
): Promise<{ said: ActionResult<T>; lost: boolean }> {
  const answer = ask(action, data, previous)
  if (!isKept) return answer
  const late = new Promise<{ said: ActionResult<T>; lost: boolean }>((resolve) => {
    setTimeout(() => resolve({ said: unanswered, lost: true }), PATIENCE_MS)
  })
  return Promise.race([answer, late])
}
