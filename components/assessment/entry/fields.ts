import type { Field, NumberField } from '#lib/assessment/fields/schema.ts'
import { type Raw, type RawValue, rangeWords } from '#lib/assessment/schema.ts'
import type { NumberBoxProps } from './number-box.tsx'

/** What is stored under a name, as a list that a field shows. */
export const given = (raw: Raw, name: string): (string | number)[] => {
  const value: RawValue | undefined = raw[name]
  if (value === undefined) return []
  return typeof value === 'object' ? [...value] : [value]
}

export const numberProps = (field: NumberField, raw: Raw): NumberBoxProps => ({
  name: field.name,
  label: field.label,
  unit: field.unit,
  range: rangeWords(field),
  min: field.min,
  max: field.max,
  usual: field.usual,
  whole: field.decimals === 0,
  trials: field.trials,
  values: given(raw, field.name),
})

export const isNumber = (field: Field): field is NumberField => field.type === 'number'
