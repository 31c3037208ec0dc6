'use server'

import { action } from '#lib/forms/action.ts'
import { acceptPhase, declinePhase } from './commands.ts'
import { acceptPhaseForm, declinePhaseForm } from './schema.ts'

const page = ({ caseId }: { caseId: string }) => [`/cases/${caseId}/program`]

export const acceptPhaseAction = action(acceptPhaseForm, (actor, input) => acceptPhase(actor, input), {
  refresh: page,
  message: 'Accepted. The next phase holds from today.',
})
export const declinePhaseAction = action(declinePhaseForm, (actor, input) => declinePhase(actor, input), {
  refresh: page,
  message: 'Declined. The phase goes on.',
})
