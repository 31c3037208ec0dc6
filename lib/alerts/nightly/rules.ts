import { addDays, type Day, dayIn, dayText, timeText, wallClock } from '#lib/dates.ts'
import type { ClinicRound } from '#lib/jobs/schema.ts'
import type { Silence, SilenceRow } from './schema.ts'

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

/** Without a mail server (`sends`) the outbox is the way, and nothing there is late. */
export function silenceOf(
  { lastLook, urgentSince }: SilenceRow,
  { sends, zone, now }: { sends: boolean; zone: string; now: Date },
): Silence {
  const today = dayIn(zone, now)
  const last = lastLook && dayIn(zone, lastLook)
  return {
    unlooked: last && last < addDays(today, -1) ? dayText(last, today) : null,
    uncalled: sends && urgentSince ? timeText(urgentSince, zone, now) : null,
  }
}
