import { expect, it } from 'vitest'
import { questionnaire } from '#lib/content/intake/questionnaire.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { placeToCorrect } from '#lib/intake/drafts/messages/rules.ts'

const at = { today: '2026-11-27', limits: defaultLimits }
const place = (answers: Answers, level: 'emergency' | 'same_day') =>
  placeToCorrect(answers, questionnaire.sections, level, at)

it('a slip is put right in the part of the answer that the words are about', () => {
  expect(place({ nprs_now: 10 }, 'same_day')).toBe('intensity')
  expect(place({ rf_chest_breathless: 'yes', nprs_now: 10 }, 'emergency')).toBe('safety')
  expect(place({ rf_hot_red_swollen: 'yes', medications: ['steroid_tablets'] }, 'emergency')).toBe('safety')
  expect(place({ medical_conditions: ['clotting_disorder'], swelling_now: 'clear' }, 'same_day')).not.toBe(
    'safety',
  )
})

it('where no answer says so any more it is looked for among the safety questions', () => {
  expect(place({}, 'emergency')).toBe('safety')
})
