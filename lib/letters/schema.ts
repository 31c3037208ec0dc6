import { z } from 'zod'
import {
  type LetterSection,
  letterKinds,
  letterSections,
  letterUrgencies,
  recipientKinds,
  sendingWays,
} from '#lib/content/letters/kinds.ts'
import { isDay } from '#lib/dates.ts'

/** Plain text by section; what a kind does not have is empty. */
export type LetterBody = Readonly<Record<LetterSection, string>>

/** Characters of one section. */
export const sectionLength = 6000
/** What the record says fills it so far at most: the rest is there to write in. */
export const composedLength = 5000

const day = z.string().refine(isDay, 'Please enter a day that exists.')
const section = z
  .string()
  .default('')
  // A browser posts lines that end in CR LF.
  .transform((text) => text.replaceAll('\r\n', '\n'))
  .pipe(z.string().max(sectionLength, `Please use at most ${sectionLength} characters in one section.`))
const recipient = z
  .string()
  .transform((text) => text.replaceAll('\r\n', '\n').trim())
  .pipe(z.string().max(500, 'Please use at most 500 characters.'))

const of = { caseId: z.uuid(), letterId: z.uuid() }
const version = z.coerce.number().int().min(1).max(1_000_000)
const head = {
  recipientKind: z.enum(recipientKinds, 'Please choose who gets it.'),
  recipient,
  urgency: z.enum(letterUrgencies).default('routine'),
}
const sections = Object.fromEntries(letterSections.map((name) => [name, section])) as Record<
  LetterSection,
  typeof section
>

export const startLetterInput = z.strictObject({
  /** Made by the page: sending twice is one letter. */
  id: z.uuid(),
  caseId: z.uuid(),
  kind: z.enum(letterKinds, 'Please choose the kind of letter.'),
  ...head,
  /** Patterns that the physio stands behind, by id; no other one is named. */
  pattern: z
    .union([z.string().max(60), z.array(z.string().max(60)).max(40)])
    .optional()
    .transform((value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value)),
})
export type StartLetterInput = z.output<typeof startLetterInput>

export const saveLetterInput = z
  .strictObject({
    ...of,
    /** Of the letter as this person last saw it. */
    version,
    on: day,
    ...head,
    ...sections,
    go: z.enum(['', 'read', 'newest']).default(''),
  })
  .transform(
    ({ caseId, letterId, version: seen, on, recipientKind, recipient: to, urgency, go, ...body }) => ({
      caseId,
      letterId,
      version: seen,
      go,
      text: { on, recipientKind, recipient: to, urgency, body: body satisfies LetterBody },
    }),
  )
export type SaveLetterInput = z.output<typeof saveLetterInput>
export type LetterText = SaveLetterInput['text']

/** Ticked: the patient was asked and agrees. Needed where the form does not let the letter go. */
const agreed = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes')

export const signLetterInput = z.strictObject({
  ...of,
  version,
  agreed,
  /** What is new about red flags and was ticked as read (lib/letters/flags). */
  flags: z
    .string()
    .max(20_000)
    .default('')
    .transform((keys) => keys.split(',').filter(Boolean)),
})
export type SignLetterInput = z.output<typeof signLetterInput>

export const sentInput = z.strictObject({
  ...of,
  /** Made by the page: sending twice is one entry. */
  id: z.uuid(),
  to: z.string().trim().min(2, 'Please write to whom.').max(200, 'Please use at most 200 characters.'),
  how: z.enum(sendingWays, 'Please choose how.'),
  on: day,
  agreed,
})
export type SentInput = z.output<typeof sentInput>
