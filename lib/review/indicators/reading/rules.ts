import { countText } from '#lib/dates.ts'
import type { Reading } from '../schema.ts'

export const known = (value: number | string): Reading => ({ value, missing: null })
export const lacking = (missing: string): Reading => ({ value: null, missing })
/** The value, or what is missing when there is none. */
export const reading = (value: number | string | null, missing: string): Reading =>
  value === null ? lacking(missing) : known(value)

/** "needs 8 days with pain entries; 5 so far" */
export const needs = (count: number, one: string, many: string, sofar: number): string =>
  `needs ${countText(count, one, many)}; ${sofar} so far`

export const noProgram = 'needs an active program'
