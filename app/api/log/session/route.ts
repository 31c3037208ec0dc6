import { endpoint } from '#lib/forms/endpoint.ts'
import { hearRefused } from '#lib/tracking/entries/refused/commands.ts'
import { afterOwnEntry } from '#lib/tracking/entries/rules.ts'
import { recordSession } from '#lib/tracking/session-logs/commands.ts'
import { sessionInput } from '#lib/tracking/session-logs/schema.ts'

export const POST = endpoint(sessionInput, recordSession, {
  goTo: (saved) => afterOwnEntry(saved, 'session'),
  refused: hearRefused,
})
