import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { dayIn } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { limitRowsSql } from '#lib/limits/values/queries.ts'
import { type LimitRow, limitValues } from '#lib/limits/values/rules.ts'
import type { RecordedBirth } from '#lib/patients/births/rules.ts'
import { ownCaseSql } from '#lib/tracking/progress/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { screenFormsSql } from './policy.ts'
import { newestScreen, type ScreenForm } from './rules.ts'

type ScreenRow = { caseId: string; forms: ScreenForm[]; recorded: RecordedBirth; limits: LimitRow[] | null }

/** Those of a patient's own treatments in which safety questions have no answer, so that her plan waits. */
export async function ownUnanswered(tx: Tx, actor: AccountActor, now: Date): Promise<ReadonlySet<string>> {
  const today = dayIn(actor.ownZone, now)
  const rows = await tx.$queryRaw<ScreenRow[]>`
    SELECT c.id AS "caseId", ${screenFormsSql(Prisma.sql`${actor.ownZone}`)} AS forms,
      to_json(p."dateOfBirth" || p."notBornOn") AS recorded, ${limitRowsSql(Prisma.sql`c."clinicId"`)} AS limits
    FROM "Case" c JOIN "Patient" p ON p."clinicId" = c."clinicId" AND p.id = c."patientId"
    WHERE ${ownCaseSql(actor)} AND c.status IN ('open', 'on_hold')`
  const isOpen = ({ forms, recorded, limits }: ScreenRow) =>
    !newestScreen(forms, recorded, today, limitValues(limits ?? [])).complete
  return new Set(rows.filter(isOpen).map(({ caseId }) => caseId))
}
