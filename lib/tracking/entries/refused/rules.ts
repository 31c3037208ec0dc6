import { z } from 'zod'
import { logSafetyNone } from '#lib/content/flags/log-handling.ts'
import type { Day } from '#lib/dates.ts'
import type { LogAnswers } from '../rules.ts'
import {
  entryId,
  injuryFields,
  listOf,
  logDate,
  safetyIds,
  safetyNotAsked,
  score,
  swellings,
} from '../schema.ts'

export type Heard = {
  readonly id: string
  readonly caseId: string
  readonly answers: LogAnswers
  readonly day: Day | undefined
  /** The entry that it puts right. */
  readonly supersedes: string | undefined
}

const record = z.record(z.string(), z.unknown())

function injuryIn(posted: Record<string, unknown>) {
  const given = Object.entries(injuryFields).flatMap(([id, field]) => {
    const { data } = field.safeParse(posted[id])
    return typeof data === 'string' || typeof data === 'number' ? [[id, data] as const] : []
  })
  return { rf_trauma: 'yes', ...Object.fromEntries(given) }
}

/**
 * What a log says about safety although it cannot be saved as it is: each answer by itself, so that a field that is missing
 * hides none of them. "None of these" beside another answer is no answer. Null when nobody could say whose it is.
 */
export function heardIn(fields: unknown): Heard | null {
  const posted = record.safeParse(fields).data ?? {}
  const caseId = z.uuid().safeParse(posted.caseId).data
  if (!caseId) return null
  const told = listOf(posted.log_safety).flatMap((id) =>
    typeof id === 'string' && safetyIds.has(id) && id !== safetyNotAsked && id !== logSafetyNone ? [id] : [],
  )
  const morningPain = score.safeParse(posted.score).data
  const morningSwelling = z.enum(swellings).safeParse(posted.swelling).data
  const entry = entryId.safeParse(posted.id).data ?? entryId.safeParse(listOf(posted.entries).at(-1)).data
  return {
    id: entry ?? caseId,
    caseId,
    day: logDate.safeParse(posted.logDate).data,
    supersedes: z.uuid().safeParse(posted.supersedes).data,
    answers: {
      safety: [...new Set(told)],
      injury: told.includes('new_injury') ? injuryIn(posted) : null,
      ...(morningPain === undefined ? {} : { morningPain }),
      ...(morningSwelling === undefined ? {} : { morningSwelling }),
    },
  }
}
