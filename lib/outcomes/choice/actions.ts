'use server'

import { action } from '#lib/forms/action.ts'
import { chooseKneeMeasure } from './commands.ts'
import { kneeMeasureInput } from './schema.ts'

export const chooseKneeMeasureAction = action(
  kneeMeasureInput,
  (actor, input) => chooseKneeMeasure(actor, input),
  {
    goTo: ({ caseId }) => `/cases/${caseId}/outcomes?saved=knee`,
    refresh: ({ caseId }) => [`/cases/${caseId}/outcomes`],
  },
)
