'use server'

import { action } from '#lib/forms/action.ts'
import { requestRecord, takeBackRequest } from './commands.ts'
import { requestInput, takeBackInput } from './schema.ts'

export const requestRecordAction = action(requestInput, (actor, input) => requestRecord(actor, input), {
  goTo: ({ kind }) => `/my/record?asked=${kind}`,
})

export const takeBackRequestAction = action(takeBackInput, (actor, input) => takeBackRequest(actor, input), {
  goTo: () => '/my/record?back=1',
})
