'use server'

import { action } from '#lib/forms/action.ts'
import { setCaseLimit, setClinicLimit } from './commands.ts'
import { caseLimitInput, clinicLimitInput, savedAddress } from './schema.ts'

export const setClinicLimitAction = action(clinicLimitInput, (actor, input) => setClinicLimit(actor, input), {
  goTo: ({ limitId }) => savedAddress(limitId),
  refresh: () => ['/admin/clinic/limits'],
})
export const setCaseLimitAction = action(caseLimitInput, (actor, input) => setCaseLimit(actor, input), {
  goTo: ({ caseId, limitId }) => `/cases/${caseId}/alerts?saved=${limitId}#${limitId}`,
})
