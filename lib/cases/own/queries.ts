import 'server-only'
import { type Actor, ownZone } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { type Day, dayIn } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { goesOnAlone } from '#lib/programs/rules.ts'
import { ownCaseSql } from '#lib/tracking/progress/policy.ts'
import type { OwnCase, Treatment } from './schema.ts'

/**
 * A patient's own cases that go on, the newest first, then those that ended with a program that goes on alone, unless
 * the same knee was treated after that or still is; none for anybody else. One statement.
 */
export async function readTreatments(tx: Tx, actor: Actor, today: Day): Promise<OwnCase[]> {
  const rows = await tx.$queryRaw<(OwnCase & { templateId: string | null })[]>`
    SELECT c.id, c."patientId", c.status::text AS status, c.side::text AS side, c.complaint, v."templateId"
    FROM "Case" c LEFT JOIN LATERAL (SELECT x."templateId" FROM "ProgramVersion" x WHERE x."clinicId" = c."clinicId" AND x."caseId" = c.id
      AND x."publishedAt" IS NOT NULL AND x."startsOn" <= ${today}::date ORDER BY x.number DESC LIMIT 1) v ON true
    WHERE ${ownCaseSql(actor)} AND c.status IN ('open', 'on_hold', 'discharged')
      AND (c.status <> 'discharged' OR NOT EXISTS (SELECT 1 FROM "Case" l WHERE l."clinicId" = c."clinicId" AND l."patientId" = c."patientId"
        AND l.id <> c.id AND (l.side = c.side OR 'both' IN (l.side, c.side)) AND (l."closedAt" IS NULL OR l."closedAt" > c."closedAt")))
    ORDER BY c.status = 'discharged', c."openedAt" DESC`
  return rows
    .filter(({ status, templateId }) => status !== 'discharged' || goesOnAlone({ templateId }))
    .map(({ templateId: _, ...own }) => own)
}

/** For the pages of her program and her progress: one to choose from each. */
export const ownTreatments = (actor: Actor, now: Date = new Date()): Promise<Treatment[]> =>
  asActor(actor, async (tx) =>
    (await readTreatments(tx, actor, dayIn(ownZone(actor), now))).map(({ id, side, complaint }) => ({
      id,
      side,
      complaint,
    })),
  )

/** Only those that are open or on hold, newest first, inside the transaction of a page that says which of them it is about. */
export const readOpenTreatments = (tx: Tx, actor: Actor): Promise<Treatment[]> =>
  tx.case.findMany({
    where: { AND: [ownCases(actor), { status: { in: ['open', 'on_hold'] } }] },
    orderBy: { openedAt: 'desc' },
    select: { id: true, side: true, complaint: true },
  })
