'use server'

import { action } from '#lib/forms/action.ts'
import { requestRecord } from './commands.ts'
import { requestInput } from './schema.ts'

export const requestRecordAction = action(requestInput, (actor, input) => requestRecord(actor, input), {
  goTo: ({ kind }) => `/my/record?asked=${kind}`,
})
