import { type Actor, isPatient, isPhysio } from '#lib/access/actor.ts'
import { isOnCareTeam, ownCases, readableCases, teamCases } from '#lib/access/cases.ts'
import { readableCaseSql } from '#lib/cases/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'

export { isOnCareTeam, ownCases, readableCaseSql, readableCases, teamCases }

/** `ownCases` for SQL written by hand; `c` is the alias of "Case". */
export const ownCaseSql = (actor: Actor): Prisma.Sql =>
  isPatient(actor)
    ? Prisma.sql`(c."clinicId" = ${actor.clinicId}::uuid AND c."patientId" = ${actor.patientId}::uuid)`
    : Prisma.sql`false`

/** `teamCases` likewise: exporting is for the care team, not for who opened the record behind broken glass. */
export const teamCaseSql = (actor: Actor): Prisma.Sql =>
  isPhysio(actor)
    ? Prisma.sql`(c."clinicId" = ${actor.clinicId}::uuid AND EXISTS (
        SELECT 1 FROM "CareTeamMember" m WHERE m."clinicId" = c."clinicId" AND m."caseId" = c.id
          AND m."accountId" = ${actor.accountId}::uuid AND m."removedAt" IS NULL))`
    : Prisma.sql`false`
