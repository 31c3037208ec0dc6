'use server'

import { action } from '#lib/forms/action.ts'
import { takeReferralBack } from './commands.ts'
import { takeBackInput } from './schema.ts'

export const takeReferralBackAction = action(
  takeBackInput,
  (actor, input) => takeReferralBack(actor, input),
  {
    goTo: ({ intakeId }) => `/intakes/${intakeId}`,
    refresh: () => ['/intakes'],
    anew: ({ intakeId }) => [`/intakes/${intakeId}`],
  },
)
