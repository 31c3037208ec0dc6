'use server'

import { action } from '#lib/forms/action.ts'
import { hearRefused } from '#lib/tracking/entries/refused/commands.ts'
import { afterOwnEntry, afterTeamEntry } from '#lib/tracking/entries/rules.ts'
import { recordMorning, recordPain } from './commands.ts'
import { morningInput, painInput } from './schema.ts'

export const recordMorningAction = action(morningInput, (actor, input) => recordMorning(actor, input), {
  goTo: (saved) => afterOwnEntry(saved, 'morning'),
  refused: hearRefused,
})
export const recordMorningForPatientAction = action(
  morningInput,
  (actor, input) => recordMorning(actor, input),
  { goTo: (saved, input) => afterTeamEntry(saved, input, 'morning'), refused: hearRefused },
)
/** A new score is posted to app/api/log/pain. */
export const correctPainForPatientAction = action(painInput, (actor, input) => recordPain(actor, input), {
  goTo: (saved, input) => afterTeamEntry(saved, input, 'pain'),
})
