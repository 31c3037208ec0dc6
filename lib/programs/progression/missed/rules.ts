import type { StageAnswers } from '#lib/programs/running/schema.ts'
import type { RuleValues } from '#lib/rules/registry.ts'

const text = (values: RuleValues, id: string) => {
  const value = values.get(id)
  return typeof value === 'string' ? value : null
}
const number = (values: RuleValues, id: string) => {
  const value = values.get(id)
  return typeof value === 'number' ? value : null
}

/** What the starting stage is decided from. */
export const startStageAnswers = (values: RuleValues): StageAnswers => ({
  runnerType: text(values, 'runner_type'),
  runningStatus: text(values, 'running_status'),
  stoppedWeeks: number(values, 'stopped_weeks'),
  painOnsetMinutes: number(values, 'run_pain_onset_min'),
})
