import { endpoint } from '#lib/forms/endpoint.ts'
import { afterTeamEntry } from '#lib/tracking/entries/rules.ts'
import { recordPain } from '#lib/tracking/pain-scores/commands.ts'
import { problemPage } from '#lib/tracking/pain-scores/rules.ts'
import { painInput } from '#lib/tracking/pain-scores/schema.ts'

/** A plain form post, too, so that one tap saves without waiting for a script. */
export const POST = endpoint(painInput, recordPain, {
  goTo: (saved, input) =>
    saved.onBehalf ? afterTeamEntry(saved, input, 'pain') : `/today?case=${saved.caseId}&saved=pain`,
  problemAt: problemPage,
})
