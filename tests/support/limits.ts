import type { AccountActor } from '#lib/access/actor.ts'
import * as commands from '#lib/limits/commands.ts'
import { clinicLimits } from '#lib/limits/queries.ts'
import type { ClinicLimitInput } from '#lib/limits/schema.ts'

/** Sets a number of the clinic as an admin does who has just looked at it. */
export async function setClinicLimit(admin: AccountActor, input: Omit<ClinicLimitInput, 'seen'>, now?: Date) {
  const cards = await clinicLimits(admin, now ?? new Date())
  const seen = cards.find(({ id }) => id === input.limitId)?.own ?? null
  return commands.setClinicLimit(admin, { ...input, seen }, now)
}
