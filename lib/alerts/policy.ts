import type { Actor } from '#lib/access/actor.ts'
import { teamCaseSql } from '#lib/cases/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'

/**
 * An open alert that stops a treatment given by the actor, though it was told in another of the patient: she may resolve it, and
 * nothing else (as `stopsPlan`). `a` is the alias of "Alert".
 */
export const alertStopsSql = (
  actor: Actor,
): Prisma.Sql => Prisma.sql`(a."alertId" = 'al_red_flag' AND a."closedAt" IS NULL
  AND COALESCE(a.inputs -> 'log_safety' @> '"new_injury"', false)
  AND EXISTS (SELECT 1 FROM "Case" c WHERE c."clinicId" = a."clinicId" AND c."patientId" = a."patientId" AND c.id <> a."caseId"
    AND c.status IN ('open', 'on_hold') AND ${teamCaseSql(actor)}))`
