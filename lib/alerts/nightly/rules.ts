import { type Day, dayIn, wallClock } from '#lib/dates.ts'
import type { ClinicRound } from '#lib/jobs/schema.ts'

/** The time on the clinic's own clock from which its night's round is due. */
const roundTime = '02:00'

/**
 * The clinic's day whose round is due; null when it is done or not yet time. A round asks how things stand now, so that after
 * days without a server one round catches up with all of them.
 */
export function dueDay({ zone, lastDay }: ClinicRound, now: Date): Day | null {
  const today = dayIn(zone, now)
  if (lastDay !== null && lastDay >= today) return null
  return wallClock(now, zone).time >= roundTime ? today : null
}
