import type { EntryFacts } from '#lib/alerts/evaluation/schema.ts'
import { alertFindings, defaultAlertLimits } from '#lib/alerts/findings/rules.ts'

/** Whether a rule is true of an entry alone, whatever else is in the record: severe pain. */
export function speaksForItself({ log }: EntryFacts): boolean {
  const occasion = { log: new Map(Object.entries(log)), runs: [] }
  return alertFindings(new Map(), occasion, defaultAlertLimits).some(({ truth }) => truth === 'T')
}
