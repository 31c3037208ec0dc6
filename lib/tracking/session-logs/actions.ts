'use server'

import { action } from '#lib/forms/action.ts'
import { hearRefused } from '#lib/tracking/entries/refused/commands.ts'
import { afterOwnEntry, afterTeamEntry } from '#lib/tracking/entries/rules.ts'
import { recordSession } from './commands.ts'
import { sessionInput } from './schema.ts'

export const recordSessionAction = action(sessionInput, (actor, input) => recordSession(actor, input), {
  goTo: (saved) => afterOwnEntry(saved, 'session'),
  refused: hearRefused,
})
export const recordSessionForPatientAction = action(
  sessionInput,
  (actor, input) => recordSession(actor, input),
  { goTo: (saved, input) => afterTeamEntry(saved, input, 'session'), refused: hearRefused },
)
