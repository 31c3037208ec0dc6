/** When an examination has to stop, and which values ask for a second look (clinical/assessment.md 1.5 and 1.6). */
import { allFields, type Field, type FormSection, sectionFields } from '#lib/assessment/fields/rules.ts'
import { measuredValues } from '#lib/assessment/measured/rules.ts'
import type { Raw, RawValue } from '#lib/assessment/schema.ts'
import { itemsOf } from '#lib/content/assessment/index.ts'
import { sides } from '#lib/content/assessment/types.ts'
import type { Urgency } from '#lib/content/flags/types.ts'

const stopPain = 5

/** Why the remaining provocative tests are left out; null while there is no reason. */
export function stopReason(raw: Raw, unresolved: Urgency | 'none'): string | null {
  if (unresolved === 'emergency' || unresolved === 'same_day')
    return 'An urgent flag is open: medical assessment first.'
  const painful = allFields.find((field) => {
    const value =
      field.part === 'pain' || field.name.startsWith('func_hop_pain') ? raw[field.name] : undefined
    return typeof value === 'number' && value > stopPain
  })
  return painful ? `Pain of more than ${stopPain} of 10: ${painful.label}.` : null
}

const empty = (value: RawValue | undefined) => value === undefined

/** Provocative tests with a result set that have none: they become `not_tested`. */
export function leftOut(raw: Raw): Raw {
  const open = allFields.filter(
    (field) =>
      field.part === 'value' &&
      field.item?.provocative &&
      field.type === 'option' &&
      field.options.some((option) => option.value === 'not_tested') &&
      empty(raw[field.name]),
  )
  return Object.fromEntries(open.map((field) => [field.name, 'not_tested']))
}

const numbers = (value: RawValue | undefined): readonly number[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'number')

/** Inside the limits and outside what is usual: asked about before signing. */
export const unusualFields = (raw: Raw): readonly Field[] =>
  allFields.filter((field) => {
    if (field.type !== 'number') return false
    const [low, high] = field.usual
    return numbers(raw[field.name]).some((value) => value < low || value > high)
  })

/** Torque that no person has: newton, lever or weight is wrong. By field name, in words. */
export function strengthErrors(raw: Raw, weightKg: number | null): Readonly<Record<string, string>> {
  const values = measuredValues(raw, weightKg)
  const errors: Record<string, string> = {}
  for (const { id, input } of itemsOf('strength')) {
    if (input.kind !== 'force') continue
    for (const side of sides) {
      const value = values.get(`${id}_${side}`)
      if (typeof value === 'number' && value > input.max)
        errors[`${id}_force_${side}`] =
          `This works out at ${value.toFixed(1)} N·m/kg; at most ${input.max} is possible. Check newton, lever arm and weight.`
    }
  }
  return errors
}

export type SectionProgress = { section: FormSection; done: number; of: number }

const skipped = new Set(['note', 'pain', 'position', 'device', 'weight', 'lever'])

/** Findings recorded of those that can be: a two-sided one counts twice. */
export function progressOf(raw: Raw, section: FormSection): SectionProgress {
  const fields = sectionFields(section).filter((field) => !skipped.has(field.part))
  return { section, done: fields.filter((field) => !empty(raw[field.name])).length, of: fields.length }
}
