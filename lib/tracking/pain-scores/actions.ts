'use server'

import { action } from '#lib/forms/action.ts'
import { hearRefused } from '#lib/tracking/entries/refused/commands.ts'
import { recordMorning } from './commands.ts'
import { morningInput } from './schema.ts'

export const recordMorningAction = action(morningInput, (actor, input) => recordMorning(actor, input), {
  goTo: (saved) => `/today?case=${saved.caseId}&saved=morning`,
  refused: hearRefused,
})
export const recordMorningForPatientAction = action(
  morningInput,
  (actor, input) => recordMorning(actor, input),
  { goTo: (saved) => `/cases/${saved.caseId}/log?saved=morning`, refused: hearRefused },
)
