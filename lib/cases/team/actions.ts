'use server'

import { action } from '#lib/forms/action.ts'
import { changeTeam } from './commands.ts'
import { changeTeamInput } from './schema.ts'

/** Whoever takes herself off a team loses sight of the case, so the way leads to the caseload then. */
export const changeTeamAction = action(
  changeTeamInput,
  async (actor, input) => {
    const { caseId } = await changeTeam(actor, input)
    const stays = input.leadId === actor.accountId || input.memberIds.includes(actor.accountId)
    return { to: stays ? `/cases/${caseId}` : '/caseload' }
  },
  { goTo: ({ to }) => to, refresh: ({ to }) => [to] },
)
