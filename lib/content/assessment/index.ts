/** The physical assessment as data (clinical/assessment.md). */
import { flexibilityItems } from './flexibility.ts'
import { functionItems } from './function.ts'
import { gaitItems } from './gait.ts'
import { observationItems } from './observation.ts'
import { palpationItems } from './palpation.ts'
import { strengthItems } from './strength.ts'
import { testItems } from './tests.ts'
import type { AssessmentItem, SectionId } from './types.ts'

export const assessmentItems: readonly AssessmentItem[] = [
  ...observationItems,
  ...palpationItems,
  ...testItems,
  ...functionItems,
  ...strengthItems,
  ...flexibilityItems,
  ...gaitItems,
]

const byId = new Map(assessmentItems.map((item) => [item.id, item]))

export const assessmentItem = (id: string): AssessmentItem | null => byId.get(id) ?? null

export const itemsOf = (section: SectionId): readonly AssessmentItem[] =>
  assessmentItems.filter((item) => item.section === section)

export const sectionTitles: Record<SectionId, string> = {
  observation: 'Observation and range',
  palpation: 'Palpation',
  ligaments: 'Ligaments and meniscus',
  kneecap: 'Kneecap and tendons',
  hip_nerves: 'Hip, bone, nerves and vessels',
  function: 'Function',
  strength: 'Strength',
  flexibility: 'Flexibility',
  gait: 'Running gait',
}

export const resultOptions = [
  { value: 'normal', label: 'Normal' },
  { value: 'positive', label: 'Positive' },
  { value: 'unclear', label: 'Unclear' },
  { value: 'unable', label: 'Unable' },
  { value: 'not_tested', label: 'Not tested' },
] as const
