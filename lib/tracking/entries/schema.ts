import { z } from 'zod'
import { logSafetyNone, newInjuryQuestionIds } from '#lib/content/flags/log-handling.ts'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { safety } from '#lib/content/intake/sections/safety.ts'
import { isDay } from '#lib/dates.ts'
import { typedNumber, unclearNumber } from '#lib/forms/typed.ts'
import { answerSafety, answerThis, chooseScore, numberWords } from './missing/schema.ts'

/** Fields that entries of every kind share (clinical/review.md 1). */

const entryKinds = ['pain', 'session', 'run'] as const
export type EntryKind = (typeof entryKinds)[number]

/** How far back an entry may be about. */
export const DAYS_BACK = 14

export const entryId = z.uuid('Please open the page again.')
const empty = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)
/** A field that was left empty is absent. */
export const maybe = <S extends z.ZodType>(schema: S) => z.preprocess(empty, schema.optional())
const digits = (value: unknown) =>
  typeof value === 'string' && /^[0-9]{1,2}$/.test(value) ? Number(value) : value
/** A score as a form posts it; "" and objects are not zero. */
export const score = z.preprocess(digits, z.int(chooseScore).min(0, chooseScore).max(10, chooseScore))

const numberOf = (whole: boolean) => (value: unknown, context: z.RefinementCtx) => {
  if (typeof value !== 'string') return value
  if (value.trim() === '') return undefined
  const both = unclearNumber(value, whole)
  if (!both) return typedNumber(value, whole) ?? Number.NaN
  context.addIssue(`Write ${both.decimal} or ${both.thousands}: it is not clear which one is meant.`)
  return z.NEVER
}
/** A number as people type it, with a comma or a point. */
export const numberField = (min: number, max: number, whole = false) => {
  const words = numberWords(min, max, whole)
  const number = z.number(words).min(min, words).max(max, words)
  return z.preprocess(numberOf(whole), whole ? number.int(words) : number)
}
export const maybeNumber = (min: number, max: number, whole = false) => {
  const words = `Write ${whole ? 'a whole number' : 'a number'} from ${min} to ${max}, or leave it empty.`
  const number = z.number(words).min(min, words).max(max, words)
  return z.preprocess(numberOf(whole), (whole ? number.int(words) : number).optional())
}

export const logDate = z.preprocess(empty, z.string().refine(isDay, 'Choose a day.').optional())
export const note = z.preprocess(
  (value) => value ?? '',
  z.string().trim().max(500, 'Please use at most 500 characters.'),
)

/** What staff choose for a paper sheet that does not answer the question; never a patient (clinical/red-flags.md 5). */
export const safetyNotAsked = 'not_asked'

export const safetyIds: ReadonlySet<string> = new Set([
  ...logSafetyOptions.map((option) => option.id),
  safetyNotAsked,
])
export const listOf = (value: unknown) =>
  value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]

/** Answers of the safety question in the order of the specification. */
const safetyAnswers = z.preprocess(
  listOf,
  z
    .array(z.string().refine((id) => safetyIds.has(id), 'Choose from the list.'))
    .min(1, answerSafety)
    .refine(
      (ids) => !(ids.includes(logSafetyNone) && ids.length > 1),
      'Choose either "None of these" or what you have noticed.',
    )
    .refine(
      (ids) => !(ids.includes(safetyNotAsked) && ids.length > 1),
      'Choose either "Not asked" or what the answer was.',
    )
    .transform((ids) => [...safetyIds].filter((id) => ids.includes(id))),
)

/** The injury questions of the intake, asked after `new_injury`. */
const injuryQuestions = newInjuryQuestionIds.flatMap((id) => {
  const question = safety.questions.find((q) => q.id === id)
  return question ? [question] : []
})

/** What was answered in the entry that is put right. */
export type SafetyAnswers = { safety: readonly string[]; injury: Readonly<Record<string, unknown>> | null }

export type InjuryAnswers = Record<string, string | number>

export const injuryFields: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  injuryQuestions.map((question) => {
    if (question.type === 'integer')
      return [question.id, maybeNumber(question.limits?.min ?? 0, question.limits?.max ?? 42, true)]
    const options = question.type === 'boolean' ? ['yes', 'no'] : (question.options ?? []).map((o) => o.id)
    return [question.id, maybe(z.string().refine((v) => options.includes(v), 'Choose from the list.'))]
  }),
)

/** What every log with a safety question posts besides its own fields. */
export const safetyFields = { log_safety: safetyAnswers, ...injuryFields } as {
  log_safety: typeof safetyAnswers
}

const injuryIds: ReadonlySet<string> = new Set(newInjuryQuestionIds)

/** Takes the injury answers out of what was posted; a problem for each that is missing after `new_injury`. */
export function injuryOf(posted: { log_safety: readonly string[] }): {
  injury: InjuryAnswers | null
  missing: string[]
} {
  if (!posted.log_safety.includes('new_injury')) return { injury: null, missing: [] }
  const given = Object.entries(posted as Record<string, unknown>).flatMap(([id, value]) =>
    injuryIds.has(id) && (typeof value === 'string' || typeof value === 'number')
      ? [[id, value] as const]
      : [],
  )
  const injury: InjuryAnswers = { rf_trauma: 'yes', ...Object.fromEntries(given) }
  return { injury, missing: newInjuryQuestionIds.filter((id) => !(id in injury)) }
}

/** Adds the issues of missing injury answers to a log schema. */
export function requireInjury(posted: { log_safety: readonly string[] }, context: z.RefinementCtx): void {
  for (const id of injuryOf(posted).missing)
    context.addIssue({ code: 'custom', path: [id], message: answerThis })
}

const reason = z.string().trim().max(200, 'Please use at most 200 characters.')
/** How an entry says that it puts another one right. The care team gives a reason, which the patient reads. */
export const corrects = { supersedes: maybe(z.uuid()), reason: maybe(reason) }
export type Corrects = { supersedes?: string | undefined; reason?: string | undefined }

export const withdrawInput = z.strictObject({
  caseId: z.uuid(),
  kind: z.enum(entryKinds),
  entryId: z.uuid(),
  reason: z.preprocess((v) => v ?? '', reason),
})
export type WithdrawInput = z.infer<typeof withdrawInput>

/** From the least to the most. */
export const swellings = ['none', 'mild', 'clear'] as const
export type Swelling = (typeof swellings)[number]
export const swellingWords: Readonly<Record<Swelling, string>> = {
  none: 'Not swollen',
  mild: 'A little swollen',
  clear: 'Clearly swollen',
}

const askedId = z.uuid().nullable().catch(null).default(null)
/** What the address of a log page may say: whose case, which entry is put right, which day it is about. */
export const logSearch = z.object({
  case: askedId,
  correct: askedId,
  day: z.string().refine(isDay).nullable().catch(null).default(null),
})
/** The same of the form of the team, with the entry that was saved with it. */
export const teamLogSearch = logSearch.extend({ entry: askedId })
/** The same of what has an hour after it: `after` asks of the entry what could not be known when it was made. */
export const afterSearch = logSearch.extend({
  after: z
    .literal('1')
    .transform(() => true)
    .catch(false)
    .default(false),
})
/** Where a form of an entry leads that was corrected or taken back meanwhile. */
export const changedEntry = '/today/entries?done=changed'
/** Where one leads whose treatment has ended: that was sent and not saved, and that was only opened. */
export const endedEntry = '/today?problem=ended'
export const endedPage = '/today?problem=over'
export type LogAsk = {
  caseId: string | null
  correct: string | null
  day?: string | null
  after?: boolean
  /** Fetched ahead by a phone (lib/access/quiet.ts). */
  quiet?: boolean
}
