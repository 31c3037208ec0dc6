import 'server-only'
import { type Urgency, urgencies } from '#lib/content/flags/types.ts'
import { onSafetyDuty, type Tx } from '#lib/db/as-actor.ts'
import { isAlarming } from '#lib/flags/messages/rules.ts'
import { flagsBearingSql } from '#lib/flags/responses/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'

/**
 * A common table that marks the flags of a case whose message stands on the page of its patient, before `SELECT`: once, with
 * the moment of it. `level`: that of the message; null without one. What an examination found is told in person.
 */
export const keepShownSql = (
  of: { clinicId: string; caseId: string },
  level: Urgency | null,
  now: Date,
): Prisma.Sql => Prisma.sql`WITH shown AS (UPDATE "RedFlag" SET "shownAt" = ${now} WHERE id IN (
    SELECT f.id FROM "Case" c, ${flagsBearingSql} AND c."clinicId" = ${of.clinicId}::uuid AND c.id = ${of.caseId}::uuid
      AND f."patientId" = app_patient() AND f."shownAt" IS NULL AND f."resolvedAt" IS NULL AND f."supersededAt" IS NULL
      AND f.source <> 'assessment' AND f.urgency::text = ${level}) RETURNING id)`

/**
 * Whether the words of an alarming flag wait for a page of the form, its lines below a graver message too: it was saved from
 * one that may be closed. With `shownAt` the page at hand has them, which is kept. For whoever fills the form in for
 * herself.
 */
export const waitForPage = (
  tx: Tx,
  of: { clinicId: string; intakeId: string },
  shownAt: Date | null,
): Promise<boolean> =>
  onSafetyDuty(tx, async () => {
    const open = { shownAt: null, resolvedAt: null, supersededAt: null }
    const where = { ...of, ...open, shownTo: 'page', urgency: { in: urgencies.filter(isAlarming) } }
    if (!shownAt) return (await tx.redFlag.count({ where })) > 0
    await tx.redFlag.updateMany({ where, data: { shownAt } })
    return false
  })
