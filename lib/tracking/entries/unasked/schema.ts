import { z } from 'zod'
import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import type { Day } from '#lib/dates.ts'
import type { WordsAtOnce } from '#lib/flags/at-once/rules.ts'
import { type EntryKind, listOf, requireInjury, safetyFields } from '#lib/tracking/entries/schema.ts'

/** Entries that the clinic made from a paper sheet, whose safety question the patient answers later (clinical/red-flags.md 5). */

const ids = z.preprocess(listOf, z.array(z.uuid()).max(200, 'These are too many entries for one answer.'))

export const unaskedInput = z
  .strictObject({
    caseId: z.uuid(),
    /** Those that the page named. */
    entries: ids.refine((list) => list.length > 0, 'Please open the page again.'),
    /** Those of them with which something was noticed. */
    noticed: ids,
    ...safetyFields,
  })
  .superRefine((input, context) => {
    requireInjury(input, context)
    const calm = input.log_safety.every((id) => id === logSafetyNone)
    if (!calm && input.entries.length > 1 && !input.noticed.some((id) => input.entries.includes(id)))
      context.addIssue({ code: 'custom', path: ['noticed'], message: 'Choose when it was.' })
  })
export type UnaskedInput = z.output<typeof unaskedInput>

export type UnaskedEntry = {
  id: string
  caseId: string
  /** Which one, while several are treated. */
  knee: string | null
  kind: EntryKind
  day: Day
  /** "Run, 5 km in 30 min" */
  text: string
}

export type UnaskedForm = {
  caseId: string
  knee: string | null
  entries: readonly UnaskedEntry[]
  words: WordsAtOnce
}
