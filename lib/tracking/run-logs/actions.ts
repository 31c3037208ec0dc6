'use server'

import { action } from '#lib/forms/action.ts'
import { hearRefused } from '#lib/tracking/entries/refused/commands.ts'
import { afterOwnEntry, afterTeamEntry } from '#lib/tracking/entries/rules.ts'
import { recordRun } from './commands.ts'
import { runInput } from './schema.ts'

export const recordRunAction = action(runInput, (actor, input) => recordRun(actor, input), {
  goTo: (saved) => afterOwnEntry(saved, 'run'),
  refused: hearRefused,
})
export const recordRunForPatientAction = action(runInput, (actor, input) => recordRun(actor, input), {
  goTo: (saved, input) => afterTeamEntry(saved, input, 'run'),
  refused: hearRefused,
})
