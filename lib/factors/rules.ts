/** Stored evaluations, read back. */
import { type StoredEvaluation, type StoredInputs, storedEvaluation, storedInputs } from './schema.ts'

/** An evaluation as it was stored. What an older version stored in another shape is read as far as it goes. */
export function readEvaluation(row: { ruleSetVersion: number; inputs: unknown; results: unknown }): {
  evaluation: StoredEvaluation
  inputs: StoredInputs
} {
  const results = typeof row.results === 'object' && row.results !== null ? row.results : {}
  const evaluation = storedEvaluation.safeParse({ ...results, ruleSetVersion: row.ruleSetVersion })
  const inputs = storedInputs.safeParse(row.inputs)
  return {
    evaluation: evaluation.success
      ? evaluation.data
      : { ruleSetVersion: row.ruleSetVersion, factors: [], patterns: [] },
    inputs: inputs.success ? inputs.data : {},
  }
}
