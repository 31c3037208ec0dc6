/** What limits the first runs of a suggested program, with where it comes from (clinical/programmes.md 5.7, 5.9). */
import type { Limits } from '#lib/content/limits/index.ts'
import { firstWeekLimit, runningPolicyOf } from '#lib/content/programs/index.ts'
import type { ProgramTemplate } from '#lib/content/programs/types.ts'
import { firstWeekLimited, startDistance } from '#lib/programs/running/rules.ts'
import type { FirstRunAnswers } from '#lib/programs/running/schema.ts'
import type { RunningProposal } from '../running/rules.ts'
import type { FirstWeeks } from '../weeks/rules.ts'

/** Null where nothing limits them; what is not known gives the general words and is named in `missing`. */
export function firstRuns(
  template: ProgramTemplate | null,
  choice: RunningProposal['choice'],
  answers: FirstRunAnswers,
  limits: Limits,
): FirstWeeks | null {
  if (choice === 'wait') return null
  const basisOf = (values: Readonly<Record<string, number | null>>) => ({
    basis: Object.entries(values).flatMap(([id, value]) => (value === null ? [] : [{ id, value }])),
    missing: Object.entries(values).flatMap(([id, value]) => (value === null ? [id] : [])),
  })
  if (template?.firstRuns === 'pain_onset') {
    if (choice === 'return_to_run') return null
    const km = startDistance(answers, limits)
    return {
      situation: 'Start distance of a run',
      rule: `${limits.start_pain_pct / 100} × run_pain_onset_min / pace_easy`,
      lines: [
        km === null ? (runningPolicyOf(template.id, limits) ?? '') : `Begin with runs of at most ${km} km`,
      ],
      ...basisOf({ run_pain_onset_min: answers.painOnsetMinutes, pace_easy: answers.paceEasy }),
    }
  }
  const limited = firstWeekLimited(answers)
  if (template?.firstRuns !== 'body_mass' || limited === 'F') return null
  const most = `at most ${firstWeekLimit.km} km of jogging in total`
  return {
    situation: 'Jogging of the first week',
    rule: firstWeekLimit.rule,
    lines: [`Week 1: ${most}${limited === 'T' ? '' : ' when the body mass index is above 30'}`],
    ...basisOf({ bmi: answers.bmi }),
  }
}
