/**
 * What the form of one section posts. Besides the fields that lib/intake/forms names it carries:
 *
 *   section    the id of the section
 *   revision   of the section's answers as they were when the page was made: see merging/rules.ts
 *   clash      ids of questions that were changed elsewhere, too, and wait for a choice
 *   keep.<id>  the choice: `mine`, what stands in the form, or `saved`
 *   go         `next`, `back` or, of a link, `close` and then `leave`, which loses what cannot be saved; autosave sends none
 *   base       the address of the form, for the page to go to
 *   intakeId   when somebody fills it in who is signed in; a link has one form only
 *   distance__unit   `km` or `mi` for all distances of a grid
 */
import { z } from 'zod'
import { type Section, sectionById } from '#lib/content/intake/questionnaire.ts'
import { type Fields, type Posted, postedOf } from '#lib/intake/forms/posted/rules.ts'

const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

/** Where the pages of a form live; nothing else can be gone to from it. */
const baseSchema = z
  .string()
  .regex(
    /^\/(f\/[A-Za-z0-9_-]{16,100}|intakes\/[0-9a-f-]{36}\/fill|my\/forms\/review\/[0-9a-f-]{36})$/,
    'The form could not be read. Please load the page again.',
  )

/** Which kind of form lives at an address. */
export const kindAt = (base: string): 'intake' | 'review_form' =>
  base.startsWith('/my/forms/review/') ? 'review_form' : 'intake'

/** An answer that was changed here and elsewhere, in words. */
export type Clash = { id: string; question: string; saved: string; mine: string }

const kept = ['mine', 'saved'] as const
export type Choices = {
  readonly clash: readonly string[]
  readonly keep: Readonly<Record<string, (typeof kept)[number]>>
}

/** What was chosen on the page; anything else is as if it were not there. */
function choicesIn(posted: Fields): Choices {
  const clash = [posted.clash ?? []].flat()
  const keep = clash.flatMap((id) => {
    const choice = kept.find((one) => one === posted[`keep.${id}`])
    return choice ? [[id, choice] as const] : []
  })
  return { clash, keep: Object.fromEntries(keep) }
}

const control = z.object({
  section: z.string().refine((id) => sectionById.has(id), 'There is no such part of the form.'),
  revision: z.string().max(1000).default(''),
  go: z.enum(['next', 'back', 'close', 'leave']).default('next'),
  base: baseSchema,
  intakeId: z.uuid().optional(),
})

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value

/** The posted values of a section; a form of a size that no person sends becomes an issue. */
export function postedIn(section: Section, posted: Fields, context: z.RefinementCtx): Posted {
  try {
    return postedOf(section, posted)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    context.addIssue('The form is too large. Please load the page again.')
    return z.NEVER
  }
}

export const sectionInput = fields.transform((raw, context) => {
  const parsed = control.safeParse({
    section: one(raw.section),
    ...(raw.revision === undefined ? {} : { revision: one(raw.revision) }),
    ...(raw.go === undefined ? {} : { go: one(raw.go) }),
    base: one(raw.base),
    ...(raw.intakeId === undefined ? {} : { intakeId: one(raw.intakeId) }),
  })
  const section = sectionById.get(parsed.success ? parsed.data.section : '')
  if (!parsed.success || !section) {
    context.addIssue('The form could not be read. Please load the page again.')
    return z.NEVER
  }
  return { ...parsed.data, ...choicesIn(raw), section, posted: postedIn(section, raw, context) }
})
export type SectionInput = z.output<typeof sectionInput>

/** Sending, and going on after a safety message. */
export const formInput = z.strictObject({
  base: baseSchema,
  intakeId: z.uuid().optional(),
  /** The page to go on with. */
  to: z
    .string()
    .regex(/^[a-z]{1,20}$/)
    .optional(),
})
export type FormInput = z.output<typeof formInput>

/** What autosave hears. */
export type Autosaved = {
  revision: string
  /** By question id: not stored, in words. */
  errors: Record<string, string>
  /** The page shows others than are stored. */
  clashes: readonly Clash[]
  /** Above the choice between those: what has to be read at once. */
  danger: string | null
  /** The page to show at once: a safety message, or the end of the form for somebody under 16. */
  leave: string | null
}
