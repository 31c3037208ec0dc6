import { type Actor, isPatient } from '#lib/access/actor.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** `ownCases` for SQL written by hand; `c` is the alias of "Case". */
export const ownCaseSql = (actor: Actor): Prisma.Sql =>
  isPatient(actor)
    ? Prisma.sql`(c."clinicId" = ${actor.clinicId}::uuid AND c."patientId" = ${actor.patientId}::uuid)`
    : Prisma.sql`false`
