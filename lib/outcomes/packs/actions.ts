'use server'

import { action } from '#lib/forms/action.ts'
import { addPack, retirePack } from './commands.ts'
import { packInput, retireInput } from './schema.ts'

export const addPackAction = action(packInput, (actor, input) => addPack(actor, input), {
  goTo: ({ measure }) => `/admin/clinic/instruments?measure=${measure}&saved=added`,
  refresh: () => ['/admin/clinic/instruments'],
})
export const retirePackAction = action(retireInput, (actor, input) => retirePack(actor, input), {
  goTo: ({ measure }) => `/admin/clinic/instruments?measure=${measure}&saved=retired`,
  refresh: () => ['/admin/clinic/instruments'],
})
