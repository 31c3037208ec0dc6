import { readingTypes, ruleTypes } from '#lib/audit/rules.ts'
import type { TeamRow } from '../team/rules.ts'

/** Whoever changes a care team or hands cases over needs to read nothing of the record. */
const aroundIt: ReadonlySet<string> = new Set(['care_team.changed', 'account.cases_handed_over'])

/** What the events of one person come to: the most that was done, never what it was about. */
export function seenWords(types: readonly string[]): string {
  const within = types.filter((type) => !aroundIt.has(type) && !ruleTypes.has(type))
  if (within.length === 0)
    return types.some((type) => aroundIt.has(type)) ? 'Changed the care team only' : 'Rules in this name only'
  const read = within.every((type) => readingTypes.has(type)) ? 'Read' : 'Read and wrote'
  return within.some((type) => type.endsWith('.exported')) ? `${read}, made a file` : read
}

/** As what somebody saw it: her place on the care team now, or that she had one once. */
export function placeWords(now: TeamRow['role'] | null, before: boolean): string {
  if (now !== null) return now === 'lead' ? 'Leads' : 'On the care team'
  return before ? 'Was on the care team' : 'Not on the care team'
}
