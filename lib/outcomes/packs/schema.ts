import { z } from 'zod'
import { packInstruments } from '#lib/content/outcomes/instruments.ts'
import { ostrcOptions } from '#lib/content/outcomes/running.ts'
import { maybe } from '#lib/tracking/entries/schema.ts'
import { languageTag } from '../entries/schema.ts'

/** One item as a clinic's pack words it; the options in the order of the form. */
export type ItemText = { readonly text: string; readonly options: readonly string[] }

const packMeasures = packInstruments.map(({ id }) => id)
const many = (value: unknown) =>
  value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]

export const packInput = z.strictObject({
  /** Made by the page: sending twice is one pack. */
  id: z.uuid(),
  measure: z.enum(packMeasures, 'Choose an instrument.'),
  language: languageTag,
  items: z
    .string()
    .trim()
    .min(1, 'Please paste the texts of the items.')
    .max(20_000, 'This text is too long.'),
  /** The answers that all items share, one a line. */
  answers: maybe(z.string().trim().max(4000, 'This text is too long.')),
  permission: z
    .string()
    .trim()
    .min(10, 'Please write who permitted the use, when, and under what conditions.')
    .max(1000, 'Please use at most 1000 characters.'),
  options: z.preprocess(many, z.array(z.enum(ostrcOptions))),
  compared: z.literal('yes', 'Please compare the pack with the official form first.'),
})
export type PackInput = z.output<typeof packInput>

export const retireInput = z.strictObject({ packId: z.uuid() })
export type RetireInput = z.output<typeof retireInput>

const asked = z.enum(packMeasures).nullable().catch(null).default(null)
export const packSearch = z.object({ measure: asked, saved: z.string().nullable().catch(null).default(null) })
