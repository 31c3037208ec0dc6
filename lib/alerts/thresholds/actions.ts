'use server'

import { action } from '#lib/forms/action.ts'
import { setCaseThreshold, setClinicThreshold } from './commands.ts'
import { caseThresholdInput, clinicThresholdInput, savedAddress } from './schema.ts'

export const setClinicThresholdAction = action(
  clinicThresholdInput,
  (actor, input) => setClinicThreshold(actor, input),
  {
    goTo: ({ thresholdId }) => savedAddress(thresholdId),
    refresh: () => ['/admin/clinic/thresholds'],
  },
)
export const setCaseThresholdAction = action(
  caseThresholdInput,
  (actor, input) => setCaseThreshold(actor, input),
  {
    goTo: ({ caseId, thresholdId }) => `/cases/${caseId}/alerts?saved=${thresholdId}#${thresholdId}`,
  },
)
