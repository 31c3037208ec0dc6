/**
 * What is known of a case by now: of every finding the newest recorded value, and what is computed from those
 * (clinical/intake.md 1.3), never from an older one that was measured again.
 *
 *   newestOf(recorded, now)   // recorded: oldest first
 */
import { allFields } from '#lib/assessment/fields/schema.ts'
import type { StoredContext } from '#lib/assessment/record/schema.ts'
import {
  type AssessmentContext,
  behindIds,
  type ComputedFindings,
  type ComputedId,
  computedFindings,
  onIndexSide,
  symmetryIds,
} from '#lib/assessment/rules.ts'
import type { Raw } from '#lib/assessment/schema.ts'
import { assessmentItem } from '#lib/content/assessment/index.ts'
import { type Side, sides } from '#lib/content/assessment/types.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'

/** One examination: its measured values, and what its findings are computed with. */
export type Recorded = { readonly measured: RuleValues; readonly context: AssessmentContext }

/** Read in the examination that measured it: they hang on the age then, on position and device, or on what was before it. */
const ofOneDay: Readonly<Partial<Record<ComputedId, string>>> = {
  heel_raise_gap: 'func_heel_raise',
  heel_raise_norm_pct: 'func_heel_raise',
  knee_ext_low: 'str_knee_ext',
  chg_stepdown: 'func_stepdown_items',
  chg_noble_nprs: 'test_noble_nprs',
  chg_knee_ext_pct: 'str_knee_ext',
  chg_hip_abd_pct: 'str_hip_abd',
}

/** Of the person, whatever the side, with the age on the day of the measurement. */
const ofThatAge: Readonly<Partial<Record<ComputedId, string>>> = {
  sts30_low: 'func_sts30',
  heel_raise_norm: 'func_heel_raise',
}

/** The sides may be of two days when they were measured alike (clinical/assessment.md 1.4). */
const ofTwoSides: Readonly<Partial<Record<ComputedId, string>>> = {
  ...behindIds,
  rom_hip_ir_loss_deg: 'rom_hip_ir_deg',
}

const sameDay: Readonly<Partial<Record<ComputedId, string>>> = symmetryIds

/**
 * Whether a newer finding takes the place of an older one. "Not tested" is no recorded value. "Unclear" and "unable" speak neither
 * for nor against anything: they take back what was normal, and never a positive sign.
 */
export function replaces(older: RuleValue | undefined, newer: RuleValue): boolean {
  if (older === undefined || older === null) return true
  if (newer === 'not_tested') return false
  return older !== 'positive' || (newer !== 'unclear' && newer !== 'unable')
}

/** The pain beside a test belongs to its result: by the id of the result. */
const painBeside: ReadonlyMap<string, string> = new Map(
  allFields
    .filter(({ part }) => part === 'pain')
    .map(({ item, side, name }) => [[item?.id, side].filter(Boolean).join('_'), name]),
)

/** What an examination ends of what was known before: the pain of a test that it did again. */
export const painsEndedBy = (findings: Iterable<readonly [string, RuleValue]>): string[] =>
  [...findings].flatMap(([id, value]) => {
    const pain = value === null || value === 'not_tested' ? undefined : painBeside.get(id)
    return pain ? [pain] : []
  })

function measuredBy(all: readonly Recorded[]) {
  const measured = new Map<string, RuleValue>()
  const from = new Map<string, Recorded>()
  for (const one of all) {
    for (const pain of painsEndedBy(one.measured)) {
      measured.delete(pain)
      from.delete(pain)
    }
    for (const [id, value] of one.measured) {
      if (!replaces(measured.get(id), value)) continue
      measured.set(id, value)
      from.set(id, one)
    }
  }
  return { measured, from }
}

/** What was entered by now, the oldest examination first: "not tested" does not take away what was found before. */
export const knownRaw = (all: readonly Raw[]): Raw =>
  Object.fromEntries(all.flatMap((raw) => Object.entries(raw).filter(([, value]) => value !== 'not_tested')))

/** Position and, of an angle, the device. */
function alike(id: string, a: Recorded, b: Recorded): boolean {
  const item = assessmentItem(id)
  const angle = item?.input.kind === 'number' && item.input.unit === '°'
  const setUp = [`${id}_position`, ...(item && angle ? [`device_${item.section}`] : [])]
  return setUp.every((name) => a.measured.get(name) === b.measured.get(name))
}

const unknown = { value: null, left: null, right: null }

/** `now`: side, age and sex as they are now. Throws for a case that nobody has examined. */
export function newestOf(
  all: readonly Recorded[],
  now: StoredContext,
): { measured: RuleValues; computed: ComputedFindings } {
  const newest = all.at(-1)
  if (!newest) throw new RangeError('No examination')
  const { measured, from } = measuredBy(all)
  const { affected, indexSide } = now
  const context = { ...newest.context, affected, indexSide, earlier: [] }
  const onDay = new Map<Recorded, ComputedFindings>()
  const findingsOf = (one: Recorded) => {
    const known = onDay.get(one) ?? computedFindings(one.measured, one.context)
    onDay.set(one, known)
    return known
  }
  const where = (id: string, side: Side) => from.get(`${id}_${side}`) ?? from.get(id)
  const computed = Object.entries(computedFindings(measured, context)).map(([name, finding]) => {
    const id = name as ComputedId
    const aged = ofThatAge[id]
    if (aged) {
      const one =
        where(aged, indexSide === 'right' ? 'right' : 'left') ??
        sides.map((side) => where(aged, side)).find(Boolean)
      return [id, one ? findingsOf(one)[id] : finding]
    }
    const own = ofOneDay[id]
    if (own) {
      const [left = null, right = null] = sides.map((side) => {
        const one = where(own, side)
        return one ? findingsOf(one)[id][side] : null
      })
      return [id, onIndexSide(id, { left, right }, context)]
    }
    const compared = sameDay[id] ?? ofTwoSides[id]
    if (!compared) return [id, finding]
    const [left, right] = sides.map((side) => where(`${compared}_force`, side) ?? where(compared, side))
    const together = left && right && (left === right || (!sameDay[id] && alike(compared, left, right)))
    return [id, together ? finding : unknown]
  })
  return { measured, computed: Object.fromEntries(computed) as ComputedFindings }
}
