/** Two examinations of one case beside each other (clinical/assessment.md 1.4, 5 to 7). */

import { fieldText, numberText, shownNumber } from '#lib/assessment/draft/rules.ts'
import { fieldOf, unsidedIn } from '#lib/assessment/fields/schema.ts'
import {
  digitsOf,
  type Examination,
  type FindingRow,
  findingRows,
  torqueText,
  unitOf,
} from '#lib/assessment/reading/rules.ts'
import { assessmentItems } from '#lib/content/assessment/index.ts'
import { noise } from '#lib/content/assessment/strength.ts'
import type { AssessmentItem, SectionId, Side } from '#lib/content/assessment/types.ts'

/** One of the two; a grade that was recorded without a side stands in `left`. */
export type ComparedPart = Pick<FindingRow, 'sided' | 'left' | 'right' | 'symmetry'>

export type ComparedRow = {
  readonly id: string
  readonly section: SectionId
  readonly label: string
  readonly sided: boolean
  readonly a: ComparedPart
  readonly b: ComparedPart
  /** "+0.40 N·m/kg (+31 %)", "+0.09 N·m/kg (+8 %), below 10 % is noise", by side; null when there is nothing to compare. */
  readonly left: string | null
  readonly right: string | null
  /** Why the two values are not compared. */
  readonly not: string | null
}

const signed = (text: string, value: number) => (value > 0 ? `+${text}` : text)

/** "now Normal"; a test that was not done is no change. */
function saidNow(name: string, from: string, to: string): string | null {
  const field = fieldOf(name)
  if (from === to || from === 'not_tested' || to === 'not_tested' || !field) return null
  return `now ${fieldText(field, to)?.toLowerCase()}`
}

/** The pain during a test whose result stayed the same: "pain −2 of 10". */
function painChange(name: string, a: Examination, b: Examination): string | null {
  const [from, to] = [a.values.get(name), b.values.get(name)]
  if (typeof from !== 'number' || typeof to !== 'number' || from === to) return null
  return `pain ${signed(numberText(to - from, 'of 10', 0), to - from)}`
}

/** What is counted of a finding: its number, or the score of what was ticked. */
function countedOf(item: AssessmentItem, side: Side | null, { values, computed }: Examination) {
  if (item.id !== 'func_stepdown_items') return values.get(side ? `${item.id}_${side}` : item.id)
  return side === null ? null : computed.func_stepdown_score[side]
}

function changeText(item: AssessmentItem, change: number): string {
  if (item.input.kind === 'force') return signed(torqueText(change), change)
  const unit = item.id === 'func_stepdown_items' ? 'of 6' : unitOf(item)
  return signed(numberText(change, unit, digitsOf(item)), change)
}

/** Torque of the two, N·m: the error of a measurement does not grow with the weight of who is measured. */
function torqueChange(from: number, to: number, a: Examination, b: Examination): number | null {
  const [then, now] = [a.context.weightKg, b.context.weightKg]
  return then === null || now === null ? null : to * now - from * then
}

/** "+0.20 N·m/kg (+15 %), 10 to 20 % is uncertain" */
function strengthChange(item: AssessmentItem, text: string, percent: number | null, torque: number | null) {
  if (item.error && torque !== null && Math.abs(torque) <= item.error.amount + 1e-9)
    return `${text}, within measurement error ${item.error.source}`
  if (percent === null) return text
  const rounded = `${text} (${signed(numberText(percent, '%', 0), percent)})`
  const size = Math.abs(percent)
  if (item.error || size > noise.uncertainTo + 1e-9) return rounded
  const { below, uncertainTo } = noise
  return `${rounded}, ${size < below - 1e-9 ? `below ${below} % is noise` : `${below} to ${uncertainTo} % is uncertain`}`
}

function changeOf(item: AssessmentItem, side: Side | null, a: Examination, b: Examination): string | null {
  const name = side ? `${item.id}_${side}` : item.id
  const [from, to] = [a, b].map((exam) => countedOf(item, side, exam))
  if (typeof from === 'string' && typeof to === 'string')
    return saidNow(name, from, to) ?? painChange(side ? `${item.id}_nprs_${side}` : `${item.id}_nprs`, a, b)
  if (typeof from !== 'number' || typeof to !== 'number') return null
  const change = to - from
  const shown = shownNumber(to, digitsOf(item)) - shownNumber(from, digitsOf(item))
  if (Math.abs(shown) < 1e-9) return 'no change'
  const text = changeText(item, shown)
  if (item.input.kind === 'force')
    return strengthChange(item, text, from > 0 ? (100 * change) / from : null, torqueChange(from, to, a, b))
  if (item.error && Math.abs(change) <= item.error.amount + 1e-9)
    return `${text}, within measurement error ${item.error.source}`
  return text
}

/** A name, and how it was measured the two times; null when it is the same or was never said. */
function difference(name: string, a: Examination, b: Examination): string | null {
  const field = fieldOf(name)
  if (!field) return null
  const [then, now] = [a.raw[name], b.raw[name]]
  if (then === now) return null
  return `${fieldText(field, then) ?? 'not recorded'}, then ${fieldText(field, now) ?? 'not recorded'}`
}

/** Values from different set-ups must not be compared: tester strength and fixation change them [90][105]. */
function notComparable(item: AssessmentItem, a: Examination, b: Examination): string | null {
  const [once, twice] = [a, b].map(({ raw }) => unsidedIn(item, raw) !== undefined)
  if (once !== twice) return 'Not compared, side not recorded'
  const measured = item.input.kind === 'force' || item.input.kind === 'number'
  if (!measured) return null
  const position = item.positions ? difference(`${item.id}_position`, a, b) : null
  const usesDevice = item.input.kind === 'force' || unitOf(item) === '°'
  const device = usesDevice ? difference(`device_${item.section}`, a, b) : null
  const why = [position && `position: ${position}`, device && `measured with: ${device}`].filter(Boolean)
  return why.length > 0 ? `Not compared, ${why.join('; ')}` : null
}

const part = (row: FindingRow | undefined, sided: boolean): ComparedPart => ({
  sided: row?.sided ?? sided,
  left: row?.left ?? null,
  right: row?.right ?? null,
  symmetry: row?.symmetry ?? null,
})

/** Every finding recorded in at least one of the two; `a` is the older. */
export function comparedRows(a: Examination, b: Examination): readonly ComparedRow[] {
  const [before, after] = [a, b].map((exam) => new Map(findingRows(exam).map((row) => [row.id, row])))
  return assessmentItems.flatMap((item): ComparedRow[] => {
    const [one, two] = [before?.get(item.id), after?.get(item.id)]
    if (!one && !two) return []
    const not = one && two ? notComparable(item, a, b) : null
    const change = (side: Side | null) => (one && two && !not ? changeOf(item, side, a, b) : null)
    const sided = [one, two].some((row) => row?.sided)
    return [
      {
        id: item.id,
        section: item.section,
        label: item.label,
        sided,
        a: part(one, sided),
        b: part(two, sided),
        left: change(item.sided ? 'left' : null),
        right: sided ? change('right') : null,
        not,
      },
    ]
  })
}
