import { endpoint } from '#lib/forms/endpoint.ts'
import { hearRefused } from '#lib/tracking/entries/refused/commands.ts'
import { afterOwnEntry } from '#lib/tracking/entries/rules.ts'
import { recordMorning } from '#lib/tracking/pain-scores/commands.ts'
import { morningInput } from '#lib/tracking/pain-scores/schema.ts'

export const POST = endpoint(morningInput, recordMorning, {
  goTo: (saved) => afterOwnEntry(saved, 'morning'),
  refused: hearRefused,
})
