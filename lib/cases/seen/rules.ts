import { mostOf } from '#lib/audit/kinds/rules.ts'
import type { TeamRow } from '../team/rules.ts'

/** Whoever changes a care team or hands cases over needs to read nothing of the record. */
const ofTeam: ReadonlySet<string> = new Set(['care_team.changed', 'account.cases_handed_over'])

/** What the events of one person come to: the most that was done, never what it was about. */
export function seenWords(types: readonly string[]): string {
  const most = mostOf(types)
  if (most === 'rule') return 'Rules in this name only'
  if (most === 'around')
    return types.some((type) => ofTeam.has(type)) ? 'Changed the care team only' : 'Nothing of the record'
  const read = most === 'read' ? 'Read' : 'Read and wrote'
  return types.some((type) => type.endsWith('.exported')) ? `${read}, made a file` : read
}

/** As what somebody saw it: her place on the care team now, or that she had one once. */
export function placeWords(now: TeamRow['role'] | null, before: boolean): string {
  if (now !== null) return now === 'lead' ? 'Leads' : 'On the care team'
  return before ? 'Was on the care team' : 'Not on the care team'
}
