import { type Day, inSentence, nearDayText, wallClock } from '#lib/dates.ts'
import type { Came } from './schema.ts'

/** A few minutes say nothing. */
const SHORT_S = 300

/** "Entered on the phone yesterday 18:10, reached the clinic today 07:02"; null where that is no different. */
export function cameText(came: Came | null, zone: string, today: Day): string | null {
  if (!came || came.waited < SHORT_S) return null
  const at = new Date(came.at)
  const text = (moment: Date) => {
    const { day, time } = wallClock(moment, zone)
    return `${inSentence(nearDayText(day, today))} ${time}`
  }
  const entered = new Date(at.getTime() - came.waited * 1000)
  return `Entered on the phone ${text(entered)}, reached the clinic ${text(at)}`
}
