/**
 * The answers of an intake and the zod schema of a single question.
 *
 * `Answers` is what is stored as JSON: by question id a number, an option, a text, an ISO date, a list of options or
 * null (asked, not answered). A key that is absent was never asked. Booleans are stored as 'yes' or 'no', body zones as
 * `<zone id>:<side>`, kilometres with two decimals.
 */

import { z } from 'zod'
import type { Question } from '#lib/content/intake/questionnaire.ts'
import type { Day } from '#lib/dates.ts'
import { typedNumber, unclearNumber } from '#lib/forms/typed.ts'
import { fillThisIn } from '#lib/forms/unanswered.ts'

export type AnswerValue = string | number | readonly string[] | null
export type Answers = Readonly<Record<string, AnswerValue>>

export interface IntakeContext {
  /** The patient's calendar day of saving or sending. */
  readonly today: Day
  /** Below this age a parent or guardian signs; a setting of the clinic, 16 to 18. */
  readonly consentAge?: number
  /** The form was sent: whoever had to sign it by what was known then has signed it. */
  readonly sent?: boolean
}

const zoneSides = ['left', 'right', 'middle'] as const

/** Longer than any answer may be; a longer one is refused before anything else looks at it. */
export const maxAnswerLength = 5000

const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value)

function isBlank(value: unknown): boolean {
  const plain = trimmed(value)
  return plain === undefined || plain === null || plain === '' || (Array.isArray(plain) && plain.length === 0)
}

/** Control characters other than line breaks and tabs never belong in an answer; PostgreSQL cannot store NUL at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

function textSchema(question: Question) {
  const { minLength = 0, maxLength = maxAnswerLength, format } = question.limits ?? {}
  const text = z
    .string('Please write your answer in words.')
    .min(minLength, fillThisIn)
    .max(maxLength, `Please use at most ${maxLength} characters.`)
    .refine((value) => !controlCharacters.test(value), 'Please use plain letters, numbers and signs.')
  if (format === 'email') {
    return text.refine((value) => z.email().safeParse(value).success, 'Please check the email address.')
  }
  if (format === 'phone') return text.refine(isPhone, 'Please enter a phone number with 6 to 20 digits.')
  return text
}

function isPhone(value: string): boolean {
  const digits = value.replace(/\D/g, '').length
  return /^\+?[0-9 ()/.-]+$/.test(value) && digits >= 6 && digits <= 20
}

/** What is no number is left for zod to refuse. */
const numberOf =
  (whole: boolean) =>
  (value: unknown, context: z.RefinementCtx): unknown => {
    if (typeof value !== 'string') return value
    const both = unclearNumber(value, whole)
    if (!both) return typedNumber(value, whole) ?? value
    context.addIssue(`Please write ${both.thousands} or ${both.decimal}: it is not clear which one is meant.`)
    return z.NEVER
  }

function numberWords(question: Question): string {
  const { min, max, unit } = question.limits ?? {}
  const suffix = unit ? ` ${unit}` : ''
  if (min === undefined || max === undefined) return 'Please enter a number.'
  return `Please enter a number from ${min} to ${max}${suffix}.`
}

function numberSchema(question: Question) {
  const { min = 0, max = 10, step } = question.limits ?? {}
  const words = numberWords(question)
  const number = z.number(words).min(min, words).max(max, words)
  const whole = question.type === 'decimal' ? number : number.int('Please enter a whole number.')
  const stepped = step
    ? whole.refine((value) => Number.isInteger(value / step), `Please use steps of ${step}.`)
    : whole.transform((value) => Math.round(value * 100) / 100)
  const typed = z.preprocess(numberOf(question.type !== 'decimal'), stepped)
  return question.limits?.orUnknown ? z.union([z.literal('unknown'), typed], words) : typed
}

function isRealDate(value: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (!found) return false
  const time = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value)
}

const dateSchema = z.string().refine(isRealDate, 'Please enter a date that exists, with day, month and year.')

const zoneSide = (id: string) => (id === 'zone_low_back' ? zoneSides : (['left', 'right'] as const))

/** Every place on the chart as it is stored. */
function placesOf(question: Question): string[] {
  return question.options.flatMap((option) => zoneSide(option.id).map((side) => `${option.id}:${side}`))
}

export const isZoneQuestion = (question: Question): boolean =>
  question.type === 'bodychart' || question.limits?.oneOfZones !== undefined

function choicesOf(question: Question): readonly string[] {
  return isZoneQuestion(question) ? placesOf(question) : question.options.map((option) => option.id)
}

function listSchema(question: Question) {
  const choices = choicesOf(question)
  const exclusive = question.options.filter((option) => option.exclusive)
  const { maxItems = choices.length } = question.limits ?? {}
  return z
    .array(z.enum(choices, 'Please choose from the list.'), 'Please choose from the list.')
    .max(choices.length * 2, 'Please choose from the list.')
    .transform((chosen) => choices.filter((choice) => chosen.includes(choice)))
    .refine((chosen) => chosen.length <= maxItems, `Please choose at most ${maxItems}.`)
    .refine((chosen) => chosen.length < 2 || !exclusive.some((option) => chosen.includes(option.id)), {
      error: `Please choose either “${exclusive[0]?.label ?? ''}” or the others.`,
    })
}

function valueSchema(question: Question): z.ZodType<AnswerValue> {
  switch (question.type) {
    case 'text':
    case 'long_text':
      return textSchema(question)
    case 'integer':
    case 'decimal':
    case 'nprs':
      return numberSchema(question)
    case 'date':
      return dateSchema
    case 'boolean':
    case 'single':
      return z.enum(choicesOf(question), 'Please choose one of the answers.')
    case 'multi':
    case 'bodychart':
      return z.preprocess((value) => (typeof value === 'string' ? [value] : value), listSchema(question))
  }
}

/**
 * The schema of one answer as a form posts it or as it is stored. An empty one becomes null; whether it may be empty
 * depends on the other answers and is decided in lib/intake/forms/rules.ts.
 */
export function answerSchema(question: Question): z.ZodType<AnswerValue> {
  const schema = valueSchema(question)
  return z.unknown().transform((raw, context): AnswerValue => {
    if (isBlank(raw)) return null
    if (typeof raw === 'string' && raw.length > maxAnswerLength) {
      context.addIssue('This answer is too long.')
      return z.NEVER
    }
    const result = schema.safeParse(trimmed(raw))
    if (result.success) return result.data
    context.addIssue(result.error.issues[0]?.message ?? 'Please check this answer.')
    return z.NEVER
  })
}
