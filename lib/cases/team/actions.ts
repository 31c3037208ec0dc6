'use server'

import { isAdmin } from '#lib/access/actor.ts'
import { action } from '#lib/forms/action.ts'
import { changeTeam } from './commands.ts'
import { changeTeamInput } from './schema.ts'

/** Whoever is not on the team does not see the case: an admin goes on at the patient, who took herself off at her caseload. */
export const changeTeamAction = action(
  changeTeamInput,
  async (actor, input) => {
    const { caseId, patientId } = await changeTeam(actor, input)
    const stays = input.leadId === actor.accountId || input.memberIds.includes(actor.accountId)
    if (stays) return { to: `/cases/${caseId}` }
    return { to: isAdmin(actor) ? `/patients/${patientId}` : '/caseload' }
  },
  { goTo: ({ to }) => to, refresh: ({ to }) => [to] },
)
