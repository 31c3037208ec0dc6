import { wantedForms } from '../forms/rules.ts'
import type { OutcomeRecord } from '../record/schema.ts'
import { openOccasions } from '../schedule/rules.ts'

/** Rounds of forms that open after the end of a treatment (clinical/outcome-measures.md 3). */
export type EndedRound = 'discharge' | 'later'

/** The round of which something waits that she can fill, after her treatment ended; null without one. */
export function endedRound(record: OutcomeRecord): EndedRound | null {
  const { timeline, chosen, administrations } = record.input
  const wanted = new Set(wantedForms(record).map(({ measure }) => measure))
  const open = openOccasions(timeline, chosen, administrations, record.today)
  const kinds = open.filter(({ measure }) => wanted.has(measure)).map(({ kind }) => kind)
  return kinds.find((kind) => kind === 'discharge' || kind === 'later') ?? null
}

type Ended = Pick<OutcomeRecord, 'caseId' | 'patientId' | 'closedOn'>

/** The first of her cases that ended on the same day as this one: all of them are asked about by one message. */
export const firstOfDay = (records: readonly Ended[], { caseId, patientId, closedOn }: Ended): string =>
  records
    .filter((one) => one.patientId === patientId && one.closedOn === closedOn)
    .map((one) => one.caseId)
    .sort()[0] ?? caseId
