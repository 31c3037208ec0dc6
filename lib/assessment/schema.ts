/** What is entered of an assessment; the zod schemas are made from the content. */
import { z } from 'zod'
import { isDay } from '#lib/dates.ts'
import {
  allFields,
  type Field,
  type FormSection,
  formSections,
  type NumberField,
  sectionFields,
  unsidedFields,
} from './fields/schema.ts'

/** By field name: a number, trials, an option, options, or words. What was not recorded has no key. */
export type RawValue = number | string | readonly number[] | readonly string[]
export type Raw = Readonly<Record<string, RawValue>>

/** "7,5" is 7.5 and the typographic minus is one. */
const typed = (text: string) => text.trim().replace(',', '.').replace('\u2212', '-')
const isNumber = /^[+-]?\d{1,6}(\.\d{1,6})?$/

const signed = (value: number) => (value < 0 ? `\u2212${-value}` : String(value))

/** "−20 to 60°", "0 to 10", "20 to 80 cm". */
export function rangeWords({ min, max, unit }: Pick<NumberField, 'min' | 'max' | 'unit'>): string {
  const suffix = unit === '°' ? '°' : unit === 'of 10' || unit === '' ? '' : ` ${unit}`
  return `${signed(min)} to ${signed(max)}${suffix}`
}

const limits = (field: NumberField): string =>
  `Please enter a ${field.decimals === 0 ? 'whole ' : ''}number, ${rangeWords(field)}.`

function oneNumber(field: NumberField) {
  const words = limits(field)
  const number = z.number(words).min(field.min, words).max(field.max, words)
  const precise = field.decimals === 0 ? number.int(words) : number
  const scale = 10 ** field.decimals
  return precise.transform((value) => Math.round(value * scale) / scale)
}

const blank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.every(blank))

const texts = (value: unknown): unknown[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => !blank(one))

/** "310/295 305" is three trials in one field. */
const trialsOf = (value: unknown): unknown[] =>
  texts(value)
    .flatMap((one) => (typeof one === 'string' ? one.trim().split(/[\s/;]+/) : [one]))
    .filter((one) => !blank(one))
    .map((one) => (typeof one === 'string' && isNumber.test(typed(one)) ? Number(typed(one)) : one))

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

function filledSchema(field: Field): z.ZodType<RawValue> {
  const choose = 'Please choose from the list.'
  switch (field.type) {
    case 'number': {
      const one = oneNumber(field)
      if (field.trials === 1)
        return z.preprocess((value) => (trialsOf(value).length > 1 ? value : trialsOf(value)[0]), one)
      return z.preprocess(trialsOf, z.array(one).min(1).max(3, 'Please enter at most three trials.'))
    }
    case 'option':
      return z.enum(
        field.options.map((option) => option.value),
        choose,
      )
    case 'list': {
      const order = field.options.map((option) => option.value)
      return z
        .preprocess(texts, z.array(z.enum(order, choose)).max(2 * order.length, choose))
        .transform((chosen) => order.filter((one) => chosen.includes(one)))
        .refine((chosen) => chosen.length < 2 || !chosen.includes('none'), {
          error: 'Please choose either nothing seen, or what is seen.',
        })
    }
    case 'text':
      return z
        .string('Please use words.')
        .trim()
        .max(field.max, `Please use at most ${field.max} characters.`)
        .refine((text) => !controls.test(text), 'Please use plain letters, numbers and signs.')
  }
}

const schemas = new Map([...allFields, ...unsidedFields].map((field) => [field.name, filledSchema(field)]))

export type Read = { readonly values: Raw; readonly errors: Readonly<Record<string, string>> }

/** What is empty is not recorded; names of other fields are ignored. */
export function readFields(
  fields: readonly Pick<Field, 'name'>[],
  posted: Readonly<Record<string, unknown>>,
): Read {
  const values: Record<string, RawValue> = {}
  const errors: Record<string, string> = {}
  for (const { name } of fields) {
    const value = posted[name]
    if (blank(value)) continue
    const result = schemas.get(name)?.safeParse(value)
    if (result?.success) values[name] = result.data
    else errors[name] = result?.error.issues[0]?.message ?? 'Please check this value.'
  }
  return { values, errors }
}

/** The fields of one section as they were posted. */
export const readSection = (section: FormSection, posted: Readonly<Record<string, unknown>>): Read =>
  readFields(sectionFields(section), posted)

const of = { caseId: z.uuid(), assessmentId: z.uuid() }

export const startInput = z.strictObject({
  /** Made by the page: starting twice is one assessment. */
  id: z.uuid(),
  caseId: z.uuid(),
  on: z.string().refine(isDay, 'Please enter a day that exists.'),
  /** A finding to go to. */
  field: z.string().max(60).default(''),
})
export type StartInput = z.output<typeof startInput>

export const saveInput = z
  .looseObject({
    ...of,
    section: z.enum(formSections),
    /** Of the section that was filled in. */
    revision: z.string().max(64),
    /** Where to go on; empty to stay. */
    go: z.enum(['', ...formSections, 'sign']).default(''),
    /** Names of fields that nobody has touched on this page: what is stored of them stays, whoever stored it. */
    untouched: z.string().max(20_000).default(''),
    /** The day of the examination, on the last section. */
    on: z.string().max(20).optional(),
  })
  // A wrong field is for the command: it holds back nothing but itself.
  .transform(({ caseId, assessmentId, section, revision, go, untouched, on, ...posted }) => ({
    caseId,
    assessmentId,
    section,
    revision,
    go,
    untouched: untouched.split(' '),
    on: section === 'finish' ? (on ?? null) : null,
    ...readSection(section, posted),
  }))
export type SaveInput = z.output<typeof saveInput>

export const signInput = z.strictObject({
  ...of,
  /** Of the document that was looked at. */
  version: z.coerce.number().int().positive(),
  /** `yes` when unusual values were checked. */
  checked: z.enum(['yes', '']).default(''),
  /** `yes` when it was examined on its day, which is not today. */
  day: z.enum(['yes', '']).default(''),
})
export type SignInput = z.output<typeof signInput>
