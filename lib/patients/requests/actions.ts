'use server'

import { action } from '#lib/forms/action.ts'
import { finishRequest } from './commands.ts'
import { finishRequestInput } from './schema.ts'

/** Whoever comes second reads on the next page what was written first: the form is not there any more. */
export const finishRequestAction = action(finishRequestInput, (actor, input) => finishRequest(actor, input), {
  goTo: ({ requestId, first }) =>
    first ? '/admin/requests?saved=done' : `/admin/requests?view=done&already=${requestId}`,
  refresh: () => ['/admin/requests'],
})
