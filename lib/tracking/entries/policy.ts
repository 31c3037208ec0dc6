import { type Actor, isPatient, isPhysio } from '#lib/access/actor.ts'
import { loggableCases } from '#lib/access/cases.ts'
import type { CaseStatus } from '#lib/cases/schema.ts'
import { Prisma } from '#prisma/generated/client.ts'

export { loggableCases }

/** `loggableCases` for SQL written by hand; `c` is the alias of "Case". */
export const loggableCaseSql = (actor: Actor): Prisma.Sql => {
  const own = isPatient(actor)
    ? Prisma.sql`(c."clinicId" = ${actor.clinicId}::uuid AND c."patientId" = ${actor.patientId}::uuid)`
    : Prisma.sql`false`
  const team = isPhysio(actor)
    ? Prisma.sql`(c."clinicId" = ${actor.clinicId}::uuid AND EXISTS (
        SELECT 1 FROM "CareTeamMember" m WHERE m."clinicId" = c."clinicId" AND m."caseId" = c.id
          AND m."accountId" = ${actor.accountId}::uuid AND m."removedAt" IS NULL))`
    : Prisma.sql`false`
  return Prisma.sql`(${own} OR ${team})`
}

/** Entries go on while a case waits; a case that ended takes none. */
export const takesEntries = (status: CaseStatus): boolean => status === 'open' || status === 'on_hold'

/** Whether somebody else than the patient herself enters it. */
export const entersOnBehalf = (actor: Actor, patientId: string): boolean =>
  !(isPatient(actor) && actor.patientId === patientId)
