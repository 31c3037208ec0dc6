/** The fields of the form, made from the content: one definition for the page, the check and the stored document. */
import { assessmentItems, itemsOf, resultOptions } from '#lib/content/assessment/index.ts'
import { devices, yesNo } from '#lib/content/assessment/setup.ts'
import { forceLimits, leverLimits, scaleLimits, weightLimits } from '#lib/content/assessment/strength.ts'
import {
  type AssessmentItem,
  assessmentSections,
  type Option,
  type SectionId,
  type Side,
  sides,
} from '#lib/content/assessment/types.ts'

export const formSections = [...assessmentSections, 'finish'] as const
export type FormSection = (typeof formSections)[number]

/** `kg`: the force as a scale shows it. */
export type FieldPart =
  | 'value'
  | 'force'
  | 'kg'
  | 'lever'
  | 'pain'
  | 'position'
  | 'note'
  | 'device'
  | 'weight'

type Base = {
  /** The name in the form and the key in the stored document. */
  readonly name: string
  readonly section: FormSection
  readonly part: FieldPart
  readonly item: AssessmentItem | null
  readonly side: Side | null
  /** "Knee flexion, left". */
  readonly label: string
}
export type NumberField = Base & {
  readonly type: 'number'
  readonly min: number
  readonly max: number
  readonly usual: readonly [number, number]
  readonly decimals: 0 | 1 | 2
  readonly unit: string
  readonly trials: 1 | 3
}
export type Field =
  | NumberField
  | (Base & { readonly type: 'option' | 'list'; readonly options: readonly Option[] })
  | (Base & { readonly type: 'text'; readonly max: number })

const named = (item: AssessmentItem, side: Side | null, part = '') =>
  [item.label, part, side].filter(Boolean).join(', ')

const sidesOf = (item: AssessmentItem): readonly (Side | null)[] => (item.sided ? sides : [null])
const key = (id: string, side: Side | null) => (side ? `${id}_${side}` : id)

type NumberShape = Pick<NumberField, 'min' | 'max' | 'usual' | 'decimals' | 'unit' | 'trials'>
const numberShape = (
  limits: { min: number; max: number; usual: readonly [number, number] },
  unit: string,
  decimals: 0 | 1 | 2,
  trials: 1 | 3,
): NumberShape => ({ ...limits, unit, decimals, trials })

const painShape = numberShape({ min: 0, max: 10, usual: [0, 10] }, 'of 10', 0, 1)

function valueField(item: AssessmentItem, side: Side | null): Field {
  const { input, section } = item
  const base = {
    section,
    item,
    side,
    part: 'value',
    name: key(item.id, side),
    label: named(item, side),
  } as const
  switch (input.kind) {
    case 'number':
      return { ...base, type: 'number', ...numberShape(input, input.unit, input.decimals, input.trials) }
    case 'force':
      return {
        ...base,
        part: 'force',
        name: key(`${item.id}_force`, side),
        type: 'number',
        ...numberShape(forceLimits, 'N', 1, 3),
      }
    case 'result':
      return { ...base, type: 'option', options: resultOptions }
    case 'choice':
      return { ...base, type: 'option', options: input.options }
    case 'list':
      return { ...base, type: 'list', options: input.options }
  }
}

function fieldsOfItem(item: AssessmentItem): readonly Field[] {
  const base = { section: item.section, item, side: null } as const
  const pains = sidesOf(item).map(
    (side): Field => ({
      ...base,
      side,
      part: 'pain',
      name: key(`${item.id}_nprs`, side),
      label: named(item, side, 'pain'),
      type: 'number',
      ...painShape,
    }),
  )
  const kilograms = sidesOf(item).map(
    (side): Field => ({
      ...base,
      side,
      part: 'kg',
      name: key(`${item.id}_kg`, side),
      label: named(item, side, 'on a scale'),
      type: 'number',
      ...numberShape(scaleLimits, 'kg', 1, 3),
    }),
  )
  const { positions } = item
  return [
    ...sidesOf(item).map((side) => valueField(item, side)),
    ...(item.input.kind === 'force' ? kilograms : []),
    ...(item.input.kind === 'result' ? pains : []),
    ...(item.input.kind === 'force'
      ? [
          {
            ...base,
            part: 'lever',
            name: `${item.id}_lever_m`,
            label: named(item, null, 'lever arm'),
            type: 'number',
            ...numberShape(leverLimits, 'm', 2, 1),
          } as const,
        ]
      : []),
    ...(positions
      ? [
          {
            ...base,
            part: 'position',
            name: `${item.id}_position`,
            label: named(item, null, 'position'),
            type: 'option',
            options: positions,
          } as const,
        ]
      : []),
    {
      ...base,
      part: 'note',
      name: `${item.id}_note`,
      label: named(item, null, 'note'),
      type: 'text',
      max: 500,
    },
  ]
}

function setUp(section: SectionId): readonly Field[] {
  const base = { section, item: null, side: null } as const
  const of = devices[section]
  return [
    ...(of
      ? [
          {
            ...base,
            part: 'device',
            name: `device_${section}`,
            label: 'Measured with',
            type: 'option',
            options: of,
          } as const,
        ]
      : []),
    ...(section === 'strength'
      ? [
          {
            ...base,
            part: 'weight',
            name: 'weight_today_kg',
            label: 'Body weight today',
            type: 'number',
            ...numberShape(weightLimits, 'kg', 1, 1),
          } as const,
        ]
      : []),
  ]
}

const finish = { section: 'finish', item: null, side: null, part: 'value' } as const
const finishFields: readonly Field[] = [
  { ...finish, name: 'general_note', part: 'note', label: 'Summary', type: 'text', max: 4000 },
  { ...finish, name: 'red_flags_reviewed', label: 'Red flags reviewed', type: 'option', options: yesNo },
  { ...finish, name: 'guardian_consent', label: 'Consent of the guardian', type: 'option', options: yesNo },
]

const fieldsIn = (section: FormSection): readonly Field[] =>
  section === 'finish' ? finishFields : [...setUp(section), ...itemsOf(section).flatMap(fieldsOfItem)]

const fieldsBySection: ReadonlyMap<FormSection, readonly Field[]> = new Map(
  formSections.map((section) => [section, fieldsIn(section)]),
)

export const sectionFields = (section: FormSection): readonly Field[] => fieldsBySection.get(section) ?? []

export const allFields: readonly Field[] = formSections.flatMap((section) => sectionFields(section))

const byName = new Map(allFields.map((field) => [field.name, field]))

/** Of findings that were recorded without a side, under their bare id; never entered any more. */
export const unsidedFields: readonly Field[] = assessmentItems
  .filter((item) => item.wasUnsided)
  .map((item) => valueField(item, null))

const unsidedByName = new Map(unsidedFields.map((field) => [field.name, field]))

export const fieldOf = (name: string): Field | null => byName.get(name) ?? unsidedByName.get(name) ?? null

/** What was recorded of a finding before it had sides; undefined as soon as one of its sides is recorded. */
export const unsidedIn = <Value>(
  item: AssessmentItem,
  raw: Readonly<Record<string, Value>>,
): Value | undefined =>
  item.wasUnsided && sides.every((side) => raw[key(item.id, side)] === undefined) ? raw[item.id] : undefined

/** Where a finding is entered, by the id that a rule names: the section and the name of its first field. */
export function placeOf(findingId: string): { section: FormSection; name: string } | null {
  const computedFrom: Readonly<Record<string, string>> = entryOfComputed
  const id = computedFrom[findingId] ?? findingId
  const field =
    byName.get(id) ??
    byName.get(`${id}_left`) ??
    allFields.find((one) => one.item?.id === id && (one.part === 'value' || one.part === 'force'))
  return field ? { section: field.section, name: field.name } : null
}

/** A computed finding is entered by what it is computed from. */
const entryOfComputed: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    assessmentItems.flatMap((item) => {
      const id = item.symmetry?.id
      return id ? [[id, item.id] as const] : []
    }),
  ),
  pfp_cluster: 'test_squat_pain',
  ottawa_positive: 'test_patella_isolated_tender',
  wells_dvt_score: 'wells_items',
  func_stepdown_score: 'func_stepdown_items',
  sts30_low: 'func_sts30',
  knee_ext_low: 'str_knee_ext',
  heel_raise_norm: 'func_heel_raise',
  heel_raise_gap: 'func_heel_raise',
  heel_raise_norm_pct: 'func_heel_raise',
  heel_raise_diff_pct: 'func_heel_raise',
  side_heel_raise_pct: 'func_heel_raise',
  min_bridge_sl: 'func_bridge_sl',
  diff_bridge_sl_pct: 'func_bridge_sl',
  chg_stepdown: 'func_stepdown_items',
  chg_noble_nprs: 'test_noble',
  chg_knee_ext_pct: 'str_knee_ext',
  chg_hip_abd_pct: 'str_hip_abd',
  n_palp_recorded: 'test_patella_isolated_tender',
  n_func_recorded: 'func_stepdown_items',
}
