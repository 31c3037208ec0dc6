/**
 * The inputs of the factor and pattern rules, each with where it came from: the newest answer of a form, or of a log
 * about a new injury, the newest value of an assessment, or calculated from those.
 *
 *   const { values, sources } = caseInputs({ forms, assessments, today, limits })
 *   evaluateFactors(values, limits)
 */

import { painsEndedBy, replaces } from '#lib/assessment/newest/rules.ts'
import { adviceRules } from '#lib/content/factors/advice.ts'
import { factors } from '#lib/content/factors/index.ts'
import { patterns } from '#lib/content/factors/patterns.ts'
import { blockRules, keepRunningRows, planRows, returnToRunRule } from '#lib/content/factors/plan.ts'
import { sentences } from '#lib/content/factors/sentences.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import type { Limits } from '#lib/content/limits/index.ts'
import type { Day } from '#lib/dates.ts'
import type { InputSource, StoredInputs } from '#lib/factors/schema.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import type { Trace, TraceInput } from '#lib/rules/explain.ts'
import { parseRule } from '#lib/rules/parse.ts'
import type { Registry, RuleValue, RuleValues } from '#lib/rules/registry.ts'
import type { IndexSide } from '#lib/rules/sides.ts'
import { idsOf } from '#lib/rules/tree.ts'
import { measuredFor } from '../unanswered/rules.ts'

export interface FormInput {
  readonly id: string
  /** `log`: what was told of a new injury. */
  readonly kind: 'intake' | 'review_form' | 'visit_form' | 'log'
  readonly on: Day
  /** Only what was answered on this occasion. */
  readonly answers: Answers
}

type Sides = { readonly left?: RuleValue; readonly right?: RuleValue }

/** One value for the person, or one for each side. */
export type Finding = RuleValue | Sides

export interface AssessmentInput {
  readonly id: string
  readonly on: Day
  /** Recorded findings by id; two-sided ones as `{ left, right }` or under `<id>_left` and `<id>_right`. */
  readonly findings: Readonly<Record<string, Finding>>
}

export interface CaseInput {
  /** Oldest first. */
  readonly forms: readonly FormInput[]
  /** Oldest first. */
  readonly assessments: readonly AssessmentInput[]
  /** Findings that are calculated from the newest recorded ones (`lsi_*`, `*_diff_*`, `pfp_cluster` …); null: not known any more. */
  readonly calculated?: Readonly<Record<string, Finding>>
  readonly today: Day
  /** Those of the clinic. */
  readonly limits: Limits
  /** The side of the case, which a clinician has set: it counts before that of the form. With `both` neither knee stands for the other. */
  readonly side?: 'left' | 'right' | 'both'
}

export interface FactorInputs {
  readonly values: RuleValues
  readonly sources: ReadonlyMap<string, InputSource>
}

export function indexSideOf(values: RuleValues): IndexSide | null {
  const side = values.get('index_side')
  return side === 'left' || side === 'right' || side === 'equal' ? side : null
}

const isSides = (finding: Finding): finding is Sides =>
  typeof finding === 'object' && finding !== null && ('left' in finding || 'right' in finding)

/** Findings under the names that rules read: `<id>_left` and `<id>_right` for two-sided ones. */
export function findingValues(findings: Readonly<Record<string, Finding>>): [string, RuleValue][] {
  return Object.entries(findings).flatMap(([id, finding]): [string, RuleValue][] => {
    if (!isSides(finding)) return [[id, finding]]
    return [
      [`${id}_left`, finding.left ?? null],
      [`${id}_right`, finding.right ?? null],
    ]
  })
}

const calculated: InputSource = { kind: 'calculated', sourceId: null, on: null }

/** Everything the rules can read about a case. A later form or assessment only replaces what it answered itself. */
export function caseInputs(input: CaseInput): FactorInputs {
  const { forms, assessments, calculated: extra, today, limits, side } = input
  const answers: Record<string, Answers[string]> = {}
  const sources = new Map<string, InputSource>()
  for (const form of forms) {
    for (const [id, answer] of Object.entries(form.answers)) {
      if (answer === null || answer === undefined) continue
      answers[id] = answer
      sources.set(id, { kind: form.kind, sourceId: form.id, on: form.on })
    }
  }
  const values = new Map<string, RuleValue>(intakeValues(answers, { today, limits }))
  if (side) values.set('index_side', side === 'both' ? 'equal' : side)
  for (const { id: sourceId, on, findings } of assessments) {
    const found = findingValues(findings)
    for (const pain of painsEndedBy(found)) {
      values.delete(pain)
      sources.delete(pain)
    }
    for (const [id, value] of found) {
      if (value === null || !replaces(values.get(id), value)) continue
      values.set(id, value)
      sources.set(id, { kind: 'assessment', sourceId, on })
    }
  }
  for (const [id, value] of findingValues(extra ?? {})) {
    // What one examination says by itself keeps its day.
    if (JSON.stringify(values.get(id) ?? null) === JSON.stringify(value)) continue
    values.delete(id)
    sources.delete(id)
    if (value === null) continue
    values.set(id, value)
    sources.set(id, calculated)
  }
  for (const id of values.keys()) {
    if (!sources.has(id) && !questionById.has(id)) sources.set(id, calculated)
  }
  return { values, sources }
}

/** Every id that a rule or a sentence of this file of the specification reads; two-sided ones under both sides. */
const readIds: ReadonlySet<string> = new Set(
  [
    'index_side',
    'age_years',
    ...[
      ...factors.flatMap((factor) => factor.levels.map(({ rule }) => rule)),
      ...patterns.flatMap((pattern) => [...pattern.for, ...pattern.against].map(({ rule }) => rule)),
      ...[...planRows, ...blockRules].map(({ rule }) => rule),
      returnToRunRule,
      ...[...keepRunningRows, ...adviceRules].map(({ rule }) => rule),
    ].flatMap((rule) => idsOf(parseRule(rule))),
    ...sentences.flatMap((one) => [
      ...(one.values?.flatMap(({ show, norm }) => [show, ...(norm ? [norm] : [])]) ?? []),
      ...[...one.text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
    ]),
    ...['km_week_now', 'km_longest_now', 'runs_week_now', 'rest_days_week'],
  ]
    .flatMap((id) => [id, ...measuredFor(id)])
    .flatMap((id) => (flagRuleIds.get(id)?.sided ? [`${id}_left`, `${id}_right`] : [id])),
)

const copy = (value: RuleValue): StoredInputs[string]['value'] =>
  Array.isArray(value) ? [...value] : (value as string | number | null)

/** What is stored with an evaluation: the known inputs that its rules read, each with its source. */
export function storedInputsOf({ values, sources }: FactorInputs): StoredInputs {
  return Object.fromEntries(
    [...readIds].toSorted().flatMap((id) => {
      const value = values.get(id) ?? null
      if (value === null || (Array.isArray(value) && value.length === 0)) return []
      return [[id, { value: copy(value), from: sources.get(id) ?? calculated }] as const]
    }),
  )
}

/** The values of a stored evaluation, as the rules read them then. */
export const valuesOfInputs = (inputs: StoredInputs): RuleValues =>
  new Map(Object.entries(inputs).map(([id, { value }]) => [id, value] as const))

/** The ids as they were for these stored values: one that stands there without a side had none then. */
export const idsThen = (values: RuleValues): Registry => ({
  get(id) {
    const spec = flagRuleIds.get(id)
    return spec?.sided && values.has(id) ? { ...spec, sided: false } : spec
  },
})

function inputsOf(trace: Trace): readonly TraceInput[] {
  return trace.kind === 'condition' ? trace.inputs : trace.parts.flatMap(inputsOf)
}

/** Every input of some traces once, in the order of the rules, with the value that was read. */
export function basisOf(traces: readonly Trace[]): { id: string; value: StoredInputs[string]['value'] }[] {
  const found = new Map(traces.flatMap(inputsOf).map(({ id, value }) => [id, value] as const))
  return [...found].map(([id, value]) => ({ id, value: copy(value) }))
}
