/** The Wells score beside what was told about the risk of a clot (clinical/red-flags.md 3, `flag_dvt`, and 4.2). */
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { wellsApplies } from '#lib/flags/aids/rules.ts'
import type { AnswerValue } from '#lib/intake/answers/schema.ts'
import { answerInWords } from '#lib/intake/words/rules.ts'
import type { RuleValues } from '#lib/rules/registry.ts'

export const noScore = 'No score in pregnancy or soon after birth: medical assessment at once.'

export type WellsView = { applies: boolean; told: readonly string[] }

/** What stands next to the score: the answers of the forms, and that there is none in pregnancy. */
export function wellsView(intake: RuleValues): WellsView {
  const question = questionById.get('rf_dvt_risk')
  const value = intake.get('rf_dvt_risk') ?? null
  const answer = question && value !== null ? answerInWords(question, value as AnswerValue) : null
  const applies = wellsApplies(intake)
  return {
    applies,
    told: [`Told about the risk of a clot: ${answer ?? 'not asked'}.`, ...(applies ? [] : [noScore])],
  }
}
