import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { kneeAmong } from '#lib/cases/own/rules.ts'
import type { Treatment } from '#lib/cases/own/schema.ts'
import { addDays, type Day } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { countsInCaseSql, madeAtSql } from '#lib/tracking/entries/policy.ts'
import { treatmentsSql } from '#lib/tracking/entries/queries.ts'
import { ownCaseSql } from '#lib/tracking/progress/policy.ts'
import type { Ran } from './schema.ts'

/** The runs of today and yesterday of the patient who asks, in all her treatments; a walk that was entered as one is none. */
export async function ranLately(tx: Tx, actor: Actor, today: Day): Promise<Ran[]> {
  const rows = await tx.$queryRaw<(Omit<Ran, 'knee'> & { treatments: Treatment[] })[]>`
    SELECT c.id AS "caseId", ${treatmentsSql} AS treatments, to_char(x."logDate", 'YYYY-MM-DD') AS day, x.km::float8 AS km, x.unit::text AS unit
    FROM "Case" c JOIN "RunLog" x ON ${countsInCaseSql('x')}
    WHERE ${ownCaseSql(actor)} AND x."logDate" BETWEEN ${addDays(today, -1)}::date AND ${today}::date
      AND (x.type <> 'walk_run' OR NOT walked_as_run(c."clinicId", c.id, x."logDate", ${madeAtSql('x')}))
    ORDER BY x."recordedAt"`
  return rows.map(({ treatments, ...ran }) => ({ ...ran, knee: kneeAmong(treatments, ran.caseId) }))
}
