import { z } from 'zod'
import { type NotePart, noteParts, noteTemplateIds } from '#lib/content/notes/templates.ts'
import { isDay } from '#lib/dates.ts'

/** The four parts of a note, each plain text; what was not written is empty. */
export type NoteText = Readonly<Record<NotePart, string>>

/** Characters of one part. */
export const partLength = 8000
/** What the record says fills it so far at most: the rest is there to write in. */
export const composedLength = 6500

const day = z.string().refine(isDay, 'Please enter a day that exists.')
/** A browser posts lines that end in CR LF; they are stored as LF, so that nothing differs that nobody changed. */
const part = z
  .string()
  .transform((text) => text.replaceAll('\r\n', '\n'))
  .pipe(z.string().max(partLength, `Please use at most ${partLength} characters in one part.`))

const template = z.enum(noteTemplateIds, 'Please choose what kind of visit it was.')

const of = { caseId: z.uuid(), noteId: z.uuid() }
const version = z.coerce.number().int().min(1).max(1_000_000)
const parts = Object.fromEntries(noteParts.map((name) => [name, part])) as Record<NotePart, typeof part>

export const startNoteInput = z.strictObject({
  /** Made by the page: sending twice is one note. */
  id: z.uuid(),
  caseId: z.uuid(),
  template,
  /** The day of the visit. */
  on: day,
})
export type StartNoteInput = z.output<typeof startNoteInput>

export const saveNoteInput = z
  .strictObject({
    ...of,
    /** Of the note as this person last saw it. */
    version,
    on: day,
    template,
    ...parts,
    /** A fact to write at the end of its part, by its id; without script. */
    insert: z.string().max(120).default(''),
    go: z.enum(['', 'read']).default(''),
  })
  .transform(({ subjective, objective, assessment, plan, ...rest }) => ({
    ...rest,
    text: { subjective, objective, assessment, plan } satisfies NoteText,
  }))
export type SaveNoteInput = z.output<typeof saveNoteInput>

export const signNoteInput = z.strictObject({ ...of, version })
export type SignNoteInput = z.output<typeof signNoteInput>

export const addendumInput = z.strictObject({
  ...of,
  /** Made by the page: sending twice is one addendum. */
  id: z.uuid(),
  text: z
    .string()
    .trim()
    .min(3, 'Please write what is added, in a sentence.')
    .max(4000, 'Please use at most 4000 characters.'),
})
export type AddendumInput = z.output<typeof addendumInput>
