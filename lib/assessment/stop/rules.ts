/** When an examination has to stop, and which values ask for a second look (clinical/assessment.md 1.5 and 1.6). */
import { fieldText } from '#lib/assessment/draft/rules.ts'
import {
  allFields,
  type Field,
  type FormSection,
  fieldOf,
  sectionFields,
} from '#lib/assessment/fields/schema.ts'
import { forceOf, measuredValues, painOf } from '#lib/assessment/measured/rules.ts'
import type { Raw, RawValue } from '#lib/assessment/schema.ts'
import { itemsOf } from '#lib/content/assessment/index.ts'
import { unusualTorque } from '#lib/content/assessment/strength.ts'
import { sides } from '#lib/content/assessment/types.ts'
import type { Urgency } from '#lib/content/flags/types.ts'

const stopPain = 5

/** Why the remaining provocative tests are left out; null while there is no reason. */
export function stopReason(raw: Raw, unresolved: Urgency | 'none'): string | null {
  if (unresolved === 'emergency' || unresolved === 'same_day')
    return 'An urgent flag is open: medical assessment first.'
  const painful = allFields.find((field) => {
    const { item, side, part, name } = field
    const pain = part === 'pain' && item ? painOf(item, side, raw) : null
    const value = item?.id === 'func_hop_pain' && part === 'value' ? raw[name] : pain
    return typeof value === 'number' && value > stopPain
  })
  return painful ? `Pain of more than ${stopPain} of 10: ${painful.label}.` : null
}

const empty = (value: RawValue | undefined) => value === undefined

/** Provocative tests with a result set of which nothing is known: they become `not_tested`. */
export function leftOut(raw: Raw): Raw {
  const open = allFields.filter(
    (field) =>
      field.part === 'value' &&
      field.item?.provocative &&
      field.type === 'option' &&
      field.options.some((option) => option.value === 'not_tested') &&
      empty(raw[field.name]) &&
      painOf(field.item, field.side, raw) === null,
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

/** What is asked about before signing, in words: "Knee flexion, left: 20°", and a torque that hardly anybody has so little of. */
export function unusualValues(raw: Raw, weightKg: number | null): readonly string[] {
  const fields = unusualFields(raw).map((field) => `${field.label}: ${fieldText(field, raw[field.name])}`)
  const weak = forces(raw, weightKg).flatMap(({ name, value }) => {
    const field = value < unusualTorque ? fieldOf(name) : null
    const text = field ? fieldText(field, raw[name]) : null
    return field
      ? [`${field.label}: ${text} works out at ${value.toFixed(2)} N·m/kg; newton or kilogram?`]
      : []
  })
  return [...fields, ...weak]
}

/** Every torque, N·m/kg, with the name of the field that its force was entered in. */
function forces(raw: Raw, weightKg: number | null) {
  const values = measuredValues(raw, weightKg)
  return itemsOf('strength').flatMap((item) => {
    const { id, input } = item
    if (input.kind !== 'force') return []
    return sides.flatMap((side) => {
      const value = values.get(`${id}_${side}`)
      return typeof value === 'number'
        ? [{ name: forceOf(item, side, raw).name, value, most: input.max }]
        : []
    })
  })
}

/** Torque that no person has: newton, lever or weight is wrong. By field name, in words. */
export const strengthErrors = (raw: Raw, weightKg: number | null): Readonly<Record<string, string>> =>
  Object.fromEntries(
    forces(raw, weightKg)
      .filter(({ value, most }) => value > most)
      .map(({ name, value, most }) => [
        name,
        `This works out at ${value.toFixed(1)} N·m/kg; at most ${most} is possible. Check force, lever arm and weight.`,
      ]),
  )

export type SectionProgress = { section: FormSection; done: number; of: number }

const skipped = new Set(['kg', 'note', 'pain', 'position', 'device', 'weight', 'lever'])

/** Findings recorded of those that can be: a two-sided one counts twice. */
export function progressOf(raw: Raw, section: FormSection): SectionProgress {
  const fields = sectionFields(section).filter((field) => !skipped.has(field.part))
  const isDone = ({ name, part, item, side }: Field) =>
    part === 'force' && item ? forceOf(item, side, raw).newton.length > 0 : !empty(raw[name])
  return { section, done: fields.filter(isDone).length, of: fields.length }
}
