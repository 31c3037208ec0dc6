/** Findings in words: what a clinician reads of one examination and of two beside each other. */
import { fieldText, numberText } from '#lib/assessment/draft/rules.ts'
import { fieldOf, unsidedIn } from '#lib/assessment/fields/schema.ts'
import { isMarked } from '#lib/assessment/lines/rules.ts'
import { forceOf } from '#lib/assessment/measured/rules.ts'
import { heelRaiseNorm, kneeExtensionLine, sitToStandLine } from '#lib/assessment/norms/rules.ts'
import type { StoredContext } from '#lib/assessment/record/schema.ts'
import type { ComputedFindings } from '#lib/assessment/rules.ts'
import type { Raw } from '#lib/assessment/schema.ts'
import {
  apart,
  bandOf,
  bandWords,
  bestOf,
  limbSymmetry,
  percentBodyMass,
  weakWords,
} from '#lib/assessment/symmetry/rules.ts'
import { assessmentItems } from '#lib/content/assessment/index.ts'
import { type AssessmentItem, type SectionId, type Side, sides } from '#lib/content/assessment/types.ts'
import { wellsText } from '#lib/content/flags/wells.ts'
import { inWords, type LimitId, type Limits } from '#lib/content/limits/index.ts'
import type { RuleValues } from '#lib/rules/registry.ts'

/** One examination, ready to be read. */
export type Examination = {
  readonly raw: Raw
  readonly context: StoredContext
  readonly values: RuleValues
  readonly computed: ComputedFindings
  /** Those of the clinic. */
  readonly limits: Limits
}

export type CellText = { readonly text: string; readonly detail: string | null; readonly marked: boolean }

export type FindingRow = {
  readonly id: string
  readonly section: SectionId
  readonly group: string
  readonly label: string
  /** Left and right; a finding of the person alone stands in `left`. */
  readonly sided: boolean
  readonly left: CellText | null
  readonly right: CellText | null
  /** "82 %, possible deficit", "6° apart". */
  readonly symmetry: string | null
  readonly marked: boolean
  readonly reference: string | null
  readonly source: string
  readonly note: string | null
  readonly setUp: string | null
}

const key = (id: string, side: Side | null) => (side ? `${id}_${side}` : id)
const sidesOf = (item: AssessmentItem): readonly (Side | null)[] => (item.sided ? sides : [null])
const numberIn = (values: RuleValues, id: string): number | null => {
  const value = values.get(id)
  return typeof value === 'number' ? value : null
}

export const unitOf = (item: AssessmentItem): string => ('unit' in item.input ? item.input.unit : '')
/** Digits of a best or a mean; a mean of whole angles is shown whole. */
export const digitsOf = (item: AssessmentItem): number =>
  item.input.kind === 'force' ? 2 : item.input.kind === 'number' ? item.input.decimals : 0

/** A torque has two digits everywhere, so that a column compares. */
export function torqueText(value: number): string {
  const [whole, digits = ''] = numberText(value, '', 2).split('.')
  return `${whole}.${digits.padEnd(2, '0')} N·m/kg`
}

function detailOf(item: AssessmentItem, side: Side | null, exam: Examination): string | null {
  const { raw, context } = exam
  if (item.input.kind === 'force') {
    const { name, newton } = forceOf(item, side, raw)
    const field = fieldOf(name)
    const best = bestOf(newton)
    if (!field || best === null) return null
    const mass = context.weightKg ? `${percentBodyMass(best, context.weightKg).toFixed(1)} % body mass` : null
    return [fieldText(field, raw[name]), mass].filter(Boolean).join('; ')
  }
  if (item.input.kind === 'list' && item.id === 'func_stepdown_items') {
    const field = fieldOf(key(item.id, side))
    return field ? fieldText(field, raw[field.name]) : null
  }
  const pain = raw[key(`${item.id}_nprs`, side)]
  if (typeof pain === 'number') return `pain ${pain} of 10`
  const trials = raw[key(item.id, side)]
  const field = fieldOf(key(item.id, side))
  return field?.type === 'number' && Array.isArray(trials) && trials.length > 1
    ? fieldText(field, trials)
    : null
}

function cellOf(item: AssessmentItem, side: Side | null, exam: Examination): CellText | null {
  const { raw, values, computed } = exam
  const name = key(item.id, side)
  const marked = isMarked(item, side, exam)
  const detail = detailOf(item, side, exam)
  if (item.input.kind === 'force') {
    const torque = numberIn(values, name)
    if (torque !== null) return { text: torqueText(torque), detail, marked }
    return detail === null
      ? null
      : { text: detail, detail: 'lever arm or body weight missing', marked: false }
  }
  if (item.id === 'func_stepdown_items') {
    const score = side === null ? null : computed.func_stepdown_score[side]
    return typeof score === 'number' ? { text: `${score} of 6`, detail, marked } : null
  }
  if (item.id === 'wells_items') return wellsCell(exam, marked)
  const number = numberIn(values, name)
  if (number !== null)
    return { text: numberText(number, unitOf(item), Math.max(digitsOf(item), 0)), detail, marked }
  const field = fieldOf(name)
  const text = field ? fieldText(field, raw[name]) : null
  return text === null ? (detail ? { text: detail, detail: null, marked } : null) : { text, detail, marked }
}

/** The score with what was ticked, which is read alone where there is no score. */
function wellsCell({ raw, computed }: Examination, marked: boolean): CellText | null {
  const field = fieldOf('wells_items')
  const ticked = field ? fieldText(field, raw.wells_items) : null
  const score = computed.wells_dvt_score.value
  if (ticked === null) return null
  return typeof score === 'number'
    ? { text: wellsText(score), detail: ticked, marked }
    : { text: ticked, detail: null, marked }
}

/** A grade that was recorded once, for the worse side: as it was recorded, and that nobody knows the side. */
function onceCell(item: AssessmentItem, exam: Examination): CellText | null {
  const text = unsidedText(item, exam.raw)
  return text === null ? null : { text, detail: null, marked: isMarked(item, 'left', exam) }
}

/** "Marked, side not recorded"; null for a finding that has its sides. */
export function unsidedText(item: AssessmentItem, raw: Raw): string | null {
  const value = unsidedIn(item, raw)
  const field = fieldOf(item.id)
  const text = field ? fieldText(field, value) : null
  return text === null || value === 'not_tested' ? text : `${text}, side not recorded`
}

/** From where on sides apart count. */
export const apartLimit = (limit: number | LimitId, limits: Limits): number =>
  typeof limit === 'number' ? limit : limits[limit]

/** "82 %, possible deficit"; "6° apart". `side`: the one that the percentage is of. */
export function symmetryOf(
  item: AssessmentItem,
  exam: Examination,
): { text: string; marked: boolean; side: Side | null } | null {
  const { symmetry } = item
  if (!symmetry) return null
  if (symmetry.kind === 'lsi') {
    const lsi = symmetry.id ? exam.computed[symmetry.id as keyof ComputedFindings]?.value : lsiOf(item, exam)
    if (typeof lsi !== 'number') return null
    const band = bandOf(lsi, exam.limits)
    const weak = otherIsWeak(item, exam) ? weakWords : ''
    const text = `${lsi.toFixed(1)} %, ${bandWords[band]}${weak}`
    const { affected } = exam.context
    const side = affected === 'left' || affected === 'right' ? affected : null
    return { text, marked: band !== 'symmetric', side }
  }
  const [left, right] = [numberIn(exam.values, `${item.id}_left`), numberIn(exam.values, `${item.id}_right`)]
  const gap = apart(left, right)
  if (gap === null) return null
  const digits = Math.max(digitsOf(item), item.input.kind === 'number' && item.input.decimals === 0 ? 0 : 1)
  const behind =
    symmetry.kind === 'behind' ? exam.computed[symmetry.id as keyof ComputedFindings]?.value : gap
  const counts = typeof behind === 'number' ? behind : null
  const limit = apartLimit(symmetry.limit, exam.limits)
  const over =
    counts !== null &&
    ('atLeast' in symmetry && symmetry.atLeast ? counts - limit >= -1e-9 : counts - limit > 1e-9)
  return { text: `${numberText(gap, unitOf(item), digits)} apart`, marked: over, side: null }
}

function lsiOf({ id }: AssessmentItem, { values, context: { affected } }: Examination): number | null {
  if (affected !== 'left' && affected !== 'right') return null
  const other = affected === 'left' ? 'right' : 'left'
  return limbSymmetry(numberIn(values, `${id}_${affected}`), numberIn(values, `${id}_${other}`))
}

/** The side it is compared with is itself below its line (clinical/assessment.md 6.1). */
function otherIsWeak(item: AssessmentItem, exam: Examination): boolean {
  const { indexSide } = exam.context
  if (item.id !== 'str_knee_ext' || (indexSide !== 'left' && indexSide !== 'right')) return false
  return exam.computed.knee_ext_low[indexSide === 'left' ? 'right' : 'left'] === 'yes'
}

/** What is usual for this person, before what is usual in general. */
export function referenceOf(
  item: AssessmentItem,
  { context, limits }: Pick<Examination, 'context' | 'limits'>,
  position: string | null,
): string | null {
  const { ageYears: age, sex } = context
  const general = item.reference === undefined ? null : inWords(item.reference, limits)
  if (item.id === 'func_heel_raise') {
    const norm = heelRaiseNorm(age, sex)
    return norm === null ? general : `${numberText(norm, 'reps', 1)} at this age and sex`
  }
  if (item.id === 'func_sts30') {
    const line = sitToStandLine(age, sex)
    return line === null
      ? 'No agreed norm at this age'
      : `Low below ${numberText(line, 'reps', 1)} at this age`
  }
  if (item.id === 'str_knee_ext') {
    const line = kneeExtensionLine(position, age, sex, limits)
    return line === null ? general : `Low below ${numberText(line, 'N·m/kg', 3)} [EO]`
  }
  return general
}

export const positionOf = (item: AssessmentItem, raw: Raw): string | null => {
  const value = raw[`${item.id}_position`]
  return typeof value === 'string' ? value : null
}

function setUpOf(item: AssessmentItem, raw: Raw): string | null {
  const names = [`${item.id}_position`, item.input.kind === 'force' ? `${item.id}_lever_m` : '']
  const words = names.flatMap((name) => {
    const field = fieldOf(name)
    const text = field ? fieldText(field, raw[name]) : null
    return text ? [name.endsWith('lever_m') ? `lever ${text}` : text] : []
  })
  return words.length > 0 ? words.join(', ') : null
}

function rowOf(item: AssessmentItem, exam: Examination): FindingRow {
  const once = onceCell(item, exam)
  const [first, second] = once ? [once] : sidesOf(item).map((side) => cellOf(item, side, exam))
  const symmetry = symmetryOf(item, exam)
  const note = exam.raw[`${item.id}_note`]
  return {
    id: item.id,
    section: item.section,
    group: item.group,
    label: item.label,
    source: item.source,
    sided: item.sided && !once,
    left: first ?? null,
    right: second ?? null,
    symmetry: symmetry?.text ?? null,
    marked: (first?.marked ?? false) || (second?.marked ?? false) || (symmetry?.marked ?? false),
    reference: referenceOf(item, exam, positionOf(item, exam.raw)) ?? item.accuracy ?? null,
    note: typeof note === 'string' ? note : null,
    setUp: setUpOf(item, exam.raw),
  }
}

const itemById = new Map(assessmentItems.map((item) => [item.id, item]))
const isRecorded = (row: FindingRow) => row.left !== null || row.right !== null || row.note !== null

/** What was recorded, in the order of the form. */
export const findingRows = (exam: Examination): readonly FindingRow[] =>
  assessmentItems.map((item) => rowOf(item, exam)).filter(isRecorded)

export type SpokenPart = 'left' | 'right' | 'once' | 'symmetry'
/** A recorded value in a line: "Noble compression, left: Positive", "Knee extension, left: 82.0 % of the right, possible deficit". */
export type Spoken = {
  readonly id: string
  /** Its side, what compares both, or `once` for a sided finding that nobody knows the side of. */
  readonly part: SpokenPart
  readonly text: string
  readonly marked: boolean
  /** "Unclear", "unable", a force of which no torque is known: it speaks neither for nor against anything. */
  readonly silent: boolean
}

/** Alone in a letter, a percentage says of which side and of what. */
function comparedText(label: string, { text, side }: { text: string; side: Side | null }): string {
  if (!side) return `${label}: ${text}`
  return `${label}, ${side}: ${text.replace(' %', ` % of the ${side === 'left' ? 'right' : 'left'}`)}`
}

function spokenOf(row: FindingRow, exam: Examination): Spoken[] {
  const item = itemById.get(row.id)
  const cell = (side: Side, of: CellText | null): Spoken[] => {
    const name = row.sided ? key(row.id, side) : row.id
    const value = exam.raw[name]
    if (of === null || value === 'not_tested') return []
    const noTorque = item?.input.kind === 'force' && !exam.values.has(name)
    const part = item?.sided && !row.sided ? 'once' : side
    return [
      {
        id: row.id,
        part,
        text: `${row.label}${row.sided ? `, ${side}` : ''}: ${of.text}`,
        marked: of.marked,
        silent: noTorque || value === 'unclear' || value === 'unable',
      },
    ]
  }
  const compared = item ? symmetryOf(item, exam) : null
  return [
    ...cell('left', row.left),
    ...cell('right', row.right),
    ...(compared
      ? [
          {
            id: row.id,
            part: 'symmetry' as const,
            text: comparedText(row.label, compared),
            marked: compared.marked,
            silent: false,
          },
        ]
      : []),
  ]
}

/** Everything that was recorded, line by line; "not tested" is no recorded value. */
export const spokenFindings = (exam: Examination): readonly Spoken[] =>
  findingRows(exam).flatMap((row) => spokenOf(row, exam))

/** What stands out, one line each. */
export const standsOut = (exam: Examination): readonly Spoken[] =>
  spokenFindings(exam).filter(({ marked }) => marked)
