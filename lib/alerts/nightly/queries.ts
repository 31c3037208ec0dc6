import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { type Day, dayText } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { sendsMail } from '#lib/mail/queries.ts'
import { MAX_ATTEMPTS } from '#lib/mail/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { silenceOf } from './rules.ts'
import type { Silence, SilenceRow } from './schema.ts'

/** The columns of a `SilenceRow`, for a statement that a page sends anyway. */
export const silenceSql = (now: Date) => Prisma.sql`last_look() AS "lastLook",
  (SELECT "urgentSince" FROM mail_stuck(${now}::timestamptz, ${MAX_ATTEMPTS}::int)) AS "urgentSince"`

/** `outbox`: the reader sees such mail in the outbox where no mail server is. */
export const readSilence = (row: SilenceRow, zone: string, now: Date, outbox = true): Silence =>
  silenceOf(row, { sends: sendsMail() || !outbox, zone, now })

/** What the nights say of a case: the day of the last round when that could not ask its rules, and whether there are rounds. */
export async function nightsOfCase(
  tx: Tx,
  actor: Actor,
  caseId: string,
  now: Date,
): Promise<{ notAsked: string | null; unlooked: string | null }> {
  const [row] = await tx.$queryRaw<(SilenceRow & { notAsked: Day | null })[]>`
    SELECT ${silenceSql(now)}, (SELECT to_char(day, 'YYYY-MM-DD') FROM cases_not_asked() WHERE ${caseId}::uuid = ANY (readable)) AS "notAsked"`
  return {
    notAsked: row?.notAsked ? dayText(row.notAsked) : null,
    unlooked: row ? readSilence(row, actor.timeZone, now).unlooked : null,
  }
}
