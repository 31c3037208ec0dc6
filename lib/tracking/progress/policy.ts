import { type Actor, isPatient } from '#lib/access/actor.ts'
import { isOnCareTeam, ownCases, readableCases, teamCases } from '#lib/access/cases.ts'
import { readableCaseSql, teamCaseSql } from '#lib/cases/policy.ts'
import { Prisma } from '#prisma/generated/client.ts'

export { isOnCareTeam, ownCases, readableCaseSql, readableCases, teamCaseSql, teamCases }

/** `ownCases` for SQL written by hand; `c` is the alias of "Case". */
export const ownCaseSql = (actor: Actor): Prisma.Sql =>
  isPatient(actor)
    ? Prisma.sql`(c."clinicId" = ${actor.clinicId}::uuid AND c."patientId" = ${actor.patientId}::uuid)`
    : Prisma.sql`false`
