'use server'

import { action } from '#lib/forms/action.ts'
import { acceptIntake } from './accepting/commands.ts'
import { releaseIntake, takeIntake } from './commands.ts'
import { referIntake } from './referring/commands.ts'
import { acceptInput, referInput, releaseInput, takeInput } from './schema.ts'

const refresh = ({ intakeId }: { intakeId: string }) => ['/intakes', `/intakes/${intakeId}`]

export const takeIntakeAction = action(takeInput, takeIntake, { refresh })
export const releaseIntakeAction = action(releaseInput, releaseIntake, { refresh })
export const referIntakeAction = action(referInput, (actor, input) => referIntake(actor, input), {
  goTo: () => '/intakes',
  refresh: () => ['/intakes'],
  anew: ({ intakeId }) => [`/intakes/${intakeId}`],
})
/** Whoever is not on the new team sees no more of it. */
export const acceptIntakeAction = action(acceptInput, (actor, input) => acceptIntake(actor, input), {
  goTo: ({ caseId, onTeam }) => (onTeam ? `/cases/${caseId}` : '/intakes'),
  refresh: () => ['/intakes'],
})
