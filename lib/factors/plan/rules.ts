/**
 * Which main program the findings suggest (clinical/factors.md 8). A proposal that the physiotherapist edits.
 *
 *   proposeProgram(values, evaluation)   // { program: 'prog_itb', row: 4, … }
 */
import { exerciseById } from '#lib/content/exercises/index.ts'
import { planRows } from '#lib/content/factors/plan.ts'
import { flagRuleIds } from '#lib/content/ids/flags.ts'
import { templateById } from '#lib/content/programs/index.ts'
import { basisOf } from '#lib/factors/inputs/rules.ts'
import { topPattern } from '#lib/factors/patterns/rules.ts'
import type { StoredEvaluation } from '#lib/factors/schema.ts'
import { isImpactItem } from '#lib/programs/block/rules.ts'
import { explain, missingIds } from '#lib/rules/explain.ts'
import { loadRule } from '#lib/rules/parse.ts'
import type { RuleValue, RuleValues } from '#lib/rules/registry.ts'

const loaded = planRows.map((row) => ({ ...row, rule: loadRule(row.rule, flagRuleIds) }))

/** Rows that keep somebody from exercising: while one is not assessed nothing is proposed. */
const guardRows = 2

/** The present factor of strength and flexibility with the most points; of equal ones the first. */
export function topMuscleFactor(evaluation: StoredEvaluation): string {
  const [first] = evaluation.factors
    .filter((factor) => factor.group === 'grp_muscle' && factor.status === 'present')
    .toSorted((a, b) => b.points - a.points)
  return first?.id ?? 'none'
}

export interface Proposal {
  readonly program: string | null
  /** The row that applied; null when a guard could not be decided or the flags stop everything. */
  readonly row: number | null
  readonly note: string
  /** The condition of the row as written, and the values that decided it. */
  readonly rule: string | null
  readonly basis: readonly { readonly id: string; readonly value: RuleValue }[]
  /** What the rows before it, or the guard, still wait for. */
  readonly missing: readonly string[]
  /** Programs of rows before it that applied, but run while a flag stops running. */
  readonly held: readonly string[]
}

const undecided = { rule: null, basis: [], missing: [], held: [] }

/** A program that runs in any phase is nothing for somebody who may not. A drill that is optional is left out of it. */
const isForRunners = (programId: string | null): boolean =>
  (templateById(programId ?? '')?.phases ?? []).some(({ items }) =>
    items.some(({ exerciseIds, optional }) => {
      const exercise = exerciseById(exerciseIds[0] ?? '')
      return exercise !== null && !optional && exercise.region !== 'plyometric' && isImpactItem(exercise)
    }),
  )

/**
 * Whether exercises and running may be suggested beside the program: not while a flag has to be resolved, nor where a guard
 * applies or is not decided. The first of them sends a bone that may be breaking to a doctor.
 */
export const mayProposeMore = ({ row, note }: Proposal): boolean =>
  row === null ? note === '' : row > guardRows

/** `values` also holds the flags, `unresolved_level` and `block_level`, which are not assessed when they are absent. */
export function proposeProgram(values: RuleValues, evaluation: StoredEvaluation): Proposal {
  const known = new Map<string, RuleValue>([
    ...values,
    ...evaluation.factors.map(({ id, level }) => [id, level] as const),
    ...evaluation.patterns.map(({ id, status }) => [id, status] as const),
    ['top_pattern', topPattern(evaluation.patterns)],
    ['top_muscle_factor', topMuscleFactor(evaluation)],
  ])
  const level = known.get('unresolved_level')
  if (level === 'emergency' || level === 'same_day' || known.get('block_level') === 'programme') {
    return { program: null, row: null, note: 'a flag has to be resolved first', ...undecided }
  }
  const missing: string[] = []
  const held: string[] = []
  for (const { row, rule, program, note } of loaded) {
    const trace = explain(rule, { values: known, registry: flagRuleIds })
    if (trace.result === 'F') continue
    if (known.get('block_level') === 'impact' && isForRunners(program)) {
      if (trace.result === 'T' && program) held.push(program)
      continue
    }
    if (trace.result === 'T') {
      const decided = { program, row, note, rule: rule.text, basis: basisOf([trace]) }
      return { ...decided, missing: [...new Set(missing)], held: [...new Set(held)] }
    }
    missing.push(...missingIds(trace))
    if (row <= guardRows)
      return { program: null, row: null, note: 'not assessed', ...undecided, missing: [...new Set(missing)] }
  }
  return { program: null, row: null, note: '', ...undecided, missing: [...new Set(missing)], held }
}
