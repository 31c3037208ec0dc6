import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { readCaseFrame } from '#lib/cases/queries.ts'
import { clinicCalendar } from '#lib/clinic/hours/rules.ts'
import { readAs, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { isOpenAt } from '#lib/flags/targets/rules.ts'
import { isMinorOn } from '#lib/patients/births/rules.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type DangerRow, dangerOf } from './rules.ts'
import type { EntryDanger } from './schema.ts'

type Of = { clinicId: string; caseId: string }

/** Whether an alert that is open was opened or renewed by the entry. */
const alertBySql = (
  alertId: string,
  entryId: string,
  more = Prisma.empty,
) => Prisma.sql`EXISTS (SELECT 1 FROM "Alert" a
  WHERE a."clinicId" = c."clinicId" AND a."caseId" = c.id AND a."closedAt" IS NULL AND a."alertId" = ${alertId}
    AND a."sourceId" = ${entryId}::uuid ${more})`

/**
 * Flags that an entry raised or said again, saved or not, in whichever treatment of its patient, and its urgent alerts. The caller
 * has checked the case.
 */
export async function readDanger(tx: Tx, { clinicId, caseId }: Of, entryId: string): Promise<DangerRow> {
  const [row] = await tx.$queryRaw<DangerRow[]>`
    SELECT COALESCE((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'flagId', f."flagId", 'urgency', f.urgency, 'block', f.block)
          ORDER BY f.urgency, f."raisedAt", f.id)
        FROM "RedFlag" f WHERE f."clinicId" = c."clinicId" AND f."patientId" = c."patientId" AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL
          AND (f."sourceId" = ${entryId}::uuid OR f."saidAgainIn" = ${entryId}::uuid)), '[]') AS flags,
      ${alertBySql('al_pain_severe', entryId)} AS severe,
      ${alertBySql('al_red_flag', entryId, Prisma.sql`AND a.inputs->'log_safety' ? 'new_injury'`)} AS injured,
      json_build_object('clinicPhone', k.phone, 'emergencyNumber', k."emergencyNumber", 'outOfHoursPhone', k."outOfHoursPhone") AS numbers,
      k."timeZone", k."openingHours", k."closedDays"
    FROM "Case" c JOIN "Clinic" k ON k.id = c."clinicId" WHERE c."clinicId" = ${clinicId}::uuid AND c.id = ${caseId}::uuid`
  if (!row) throw new NotFound('case')
  return row
}

/** What an entry of a case told of danger; null for nothing. Throws NotFound for whoever may not read the case. */
export const entryDanger = (
  actor: Actor,
  caseId: string,
  entryId: string,
  now: Date,
): Promise<EntryDanger | null> =>
  readAs(actor, async (tx) => {
    const { births, today } = await readCaseFrame(tx, actor, caseId, 'log', now)
    const row = await readDanger(tx, { clinicId: actor.clinicId, caseId }, entryId)
    const isOpen = isOpenAt(now, clinicCalendar(row))
    return dangerOf(row, { minor: isMinorOn(births, today), isOpen })
  })
