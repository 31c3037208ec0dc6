import { z } from 'zod'
import { instruments } from '#lib/content/outcomes/instruments.ts'
import { measureIds } from '#lib/content/outcomes/types.ts'
import { corrects, entryId, logDate, maybe } from '#lib/tracking/entries/schema.ts'
import type { ItemValues } from '../schema.ts'

const notALanguage = 'Write a language tag such as en or de-CH.'
/** What browsers and the server take as a language: "de-DE-CH" has two countries. */
const isLanguage = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
export const languageTag = z
  .string()
  .trim()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, notALanguage)
  .refine(isLanguage, notALanguage)

const fixed = {
  id: entryId,
  caseId: z.uuid(),
  measure: z.enum(measureIds, 'Choose a form.'),
  /** The texts that were shown; absent when scores are typed in from paper. */
  packId: maybe(z.uuid()),
  /** The row that this one puts right or completes, and why staff do. */
  ...corrects,
  /** Only from staff: how it was asked, about which day, in which language. */
  mode: maybe(z.enum(['interview', 'paper'], 'Choose how it was asked.')),
  on: logDate,
  language: maybe(languageTag),
  /** Of the weekly check: she has tried none of it. */
  noneTried: z.literal('yes').optional(),
}

const typedValue = (posted: unknown): number | null | undefined => {
  if (typeof posted !== 'string') return undefined
  const text = posted.trim().replace('−', '-')
  if (text === '') return null
  return /^-?\d{1,3}$/.test(text) ? Number(text) : undefined
}

/** A form as it is posted: one field an item, by its id. Anything that the instrument does not have is refused. */
export const outcomeInput = z
  .object(fixed)
  .catchall(z.unknown())
  .transform((posted, context) => {
    const { id, caseId, measure, packId, supersedes, mode, on, language, noneTried, reason, ...rest } = posted
    const known = instruments[measure].items
    for (const name of Object.keys(rest))
      if (!known.some((item) => item.id === name))
        context.addIssue({ code: 'custom', path: [name], message: 'This form has no such question.' })
    const items: ItemValues = Object.fromEntries(
      known.map((item) => {
        const value = postedValue(rest, item.id)
        if (value === undefined || (value !== null && !item.values.includes(value))) {
          const message = `Choose one of ${item.values.join(', ')}, or leave it empty.`
          context.addIssue({ code: 'custom', path: [item.id], message })
          return [item.id, null]
        }
        return [item.id, value]
      }),
    )
    return { id, caseId, measure, packId, supersedes, mode, on, language, noneTried, reason, items }
  })
export type OutcomeEntry = z.output<typeof outcomeInput>

const postedValue = (posted: Record<string, unknown>, id: string) =>
  id in posted ? typedValue(posted[id]) : null
