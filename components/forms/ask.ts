import { unstable_rethrow } from 'next/navigation'
import type { ActionResult, FormAction } from '#lib/forms/result.ts'

const unanswered = {
  status: 'error',
  message: 'No connection. What you typed stays here and is saved as soon as there is one.',
  fieldErrors: {},
} as const

/** Posts to an action. `lost`: nothing came back, so that it may be sent again. Throws what leads to another page. */
export async function ask<T>(
  action: FormAction<T>,
  data: FormData,
): Promise<{ said: ActionResult<T>; lost: boolean }> {
  try {
    return { said: await action({ status: 'idle' }, data), lost: false }
  } catch (error) {
    unstable_rethrow(error)
    return { said: unanswered, lost: true }
  }
}
