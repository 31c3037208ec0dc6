import { type Field, type FormSection, fieldOf, sectionFields } from '#lib/assessment/fields/schema.ts'
import type { Raw, RawValue } from '#lib/assessment/schema.ts'
import { type Day, fullDayText } from '#lib/dates.ts'
import { stampOf } from '#lib/stamp.ts'

/** The values of one section, in the order of its fields. */
export const sectionRaw = (section: FormSection, raw: Raw): Raw =>
  Object.fromEntries(
    sectionFields(section).flatMap(({ name }) => {
      const value = raw[name]
      return value === undefined ? [] : [[name, value] as const]
    }),
  )

/** Short, and different for every other content of the section. The day of the examination is on the last one. */
export const sectionRevision = (section: FormSection, raw: Raw, on: Day): string =>
  stampOf(section === 'finish' ? { ...sectionRaw(section, raw), on } : sectionRaw(section, raw))

export const sameSection = (section: FormSection, a: Raw, b: Raw): boolean =>
  JSON.stringify(sectionRaw(section, a)) === JSON.stringify(sectionRaw(section, b))

/** The document with one section replaced. */
export function withSection(section: FormSection, raw: Raw, values: Raw): Raw {
  const own = new Set(sectionFields(section).map((field) => field.name))
  const others = Object.entries(raw).filter(([name]) => !own.has(name))
  return Object.fromEntries([...others, ...Object.entries(values)])
}

/** "130°, 132°", "Positive", "Trunk leans and Pelvis leaves horizontal". */
export function fieldText(field: Field, value: RawValue | undefined): string | null {
  if (value === undefined) return null
  const one = (part: string | number) => {
    if (field.type === 'number') return numberText(Number(part), field.unit, field.decimals)
    if (field.type === 'text') return String(part)
    return field.options.find((option) => option.value === part)?.label ?? String(part)
  }
  return Array.isArray(value) ? value.map(one).join(', ') : one(value as string | number)
}

/** A number as it is shown, so that a difference is that of the two that are read. */
export function shownNumber(value: number, decimals: number): number {
  const scale = 10 ** decimals
  return Math.round((value + Number.EPSILON * Math.sign(value)) * scale) / scale
}

/** "−5°", "38.5 cm", "6 of 10". At most `decimals`, and none that say nothing. */
export function numberText(value: number, unit: string, decimals: number): string {
  const rounded = shownNumber(value, decimals)
  const digits = (rounded < 0 ? `\u2212${-rounded}` : String(rounded)) + (unit === '°' ? '°' : '')
  return unit === '' || unit === '°' ? digits : `${digits} ${unit}`
}

/** What differs, in words, for the one who comes second: "Knee flexion, left: saved 130°, yours 135°." */
export function differences(section: FormSection, saved: Raw, mine: Raw): string[] {
  return sectionFields(section).flatMap((field) => {
    const [a, b] = [saved[field.name], mine[field.name]]
    if (JSON.stringify(a) === JSON.stringify(b)) return []
    const words = (value: RawValue | undefined) => fieldText(field, value) ?? 'empty'
    return [`${field.label}: saved ${words(a)}, yours ${words(b)}.`]
  })
}

export const dayDifference = (saved: Day, mine: Day): string[] =>
  saved === mine ? [] : [`Examined on: saved ${fullDayText(saved)}, yours ${fullDayText(mine)}.`]

const setUp = new Set(['position', 'device', 'lever'])

/** A re-test begins with the set-up of the last examination, so that its values can be compared. */
export const carriedOver = (raw: Raw): Raw =>
  Object.fromEntries(Object.entries(raw).filter(([name]) => setUp.has(fieldOf(name)?.part ?? '')))
