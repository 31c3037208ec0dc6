import 'server-only'
import { dayText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'

/** The day of the last round of alerts, in words, when that could not ask the rules of this case; else null. */
export async function notAskedOn(tx: Tx, caseId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ day: string }[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day FROM cases_not_asked() WHERE ${caseId}::uuid = ANY (readable)`
  return row ? dayText(row.day) : null
}
