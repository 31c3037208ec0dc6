/** What stands out of a case by now: of every finding its newest recorded value, over examinations of many days. */
import { assessmentItems } from '#lib/content/assessment/index.ts'
import type { Day } from '#lib/dates.ts'
import type { Spoken, SpokenPart } from '../reading/rules.ts'

export type Standing = { readonly text: string; readonly on: Day }

/** A side that was measured anew leaves no older comparison of both; a grade without its side is about both. */
const overtakes: Readonly<Record<SpokenPart, readonly SpokenPart[]>> = {
  left: ['once', 'symmetry'],
  right: ['once', 'symmetry'],
  once: ['left', 'right', 'symmetry'],
  symmetry: [],
}
const order = new Map(assessmentItems.map(({ id }, at) => [id, at]))

/** `all`: oldest first. In the order of the form, each with the day of its value. */
export function standingFindings(
  all: readonly { readonly on: Day; readonly spoken: readonly Spoken[] }[],
): Standing[] {
  const newest = new Map<string, Spoken & { on: Day }>()
  for (const { on, spoken: said } of all) {
    // A positive sign stands until it is normal, a weakness until it is measured.
    const spoken = said.filter(({ silent }) => !silent)
    for (const { id, part } of spoken) for (const older of overtakes[part]) newest.delete(`${id} ${older}`)
    for (const one of spoken) newest.set(`${one.id} ${one.part}`, { ...one, on })
  }
  return [...newest.values()]
    .filter(({ marked }) => marked)
    .toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
    .map(({ text, on }) => ({ text, on }))
}
