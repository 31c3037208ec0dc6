import { endpoint } from '#lib/forms/endpoint.ts'
import { hearRefused } from '#lib/tracking/entries/refused/commands.ts'
import { afterOwnEntry } from '#lib/tracking/entries/rules.ts'
import { recordRun } from '#lib/tracking/run-logs/commands.ts'
import { runInput } from '#lib/tracking/run-logs/schema.ts'

export const POST = endpoint(runInput, recordRun, {
  goTo: (saved) => afterOwnEntry(saved, 'run'),
  refused: hearRefused,
})
