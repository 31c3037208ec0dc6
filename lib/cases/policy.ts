import { type AccountActor, type Actor, isPhysio } from '#lib/access/actor.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** Somebody of the staff who is treated here is not the clinician of her own case. */
const notHerOwn = (actor: AccountActor): Prisma.Sql =>
  Prisma.sql`c."patientId" IS DISTINCT FROM ${actor.patientId}::uuid`

const onTeamSql = (actor: AccountActor): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM "CareTeamMember" m WHERE m."clinicId" = c."clinicId" AND m."caseId" = c.id
                  AND m."accountId" = ${actor.accountId}::uuid AND m."removedAt" IS NULL)`

/** `teamCases` for SQL that is written by hand; `c` is the alias of "Case". */
export const teamCaseSql = (actor: Actor): Prisma.Sql =>
  isPhysio(actor)
    ? Prisma.sql`(c."clinicId" = ${actor.clinicId}::uuid AND ${notHerOwn(actor)} AND ${onTeamSql(actor)})`
    : Prisma.sql`false`

/**
 * `readableCases` for SQL that is written by hand; `c` is the alias of "Case". The care team, and for an hour a physio
 * behind broken glass.
 */
export const readableCaseSql = (actor: Actor, now: Date): Prisma.Sql =>
  isPhysio(actor)
    ? Prisma.sql`(c."clinicId" = ${actor.clinicId}::uuid AND ${notHerOwn(actor)} AND (
        ${onTeamSql(actor)}
        OR EXISTS (SELECT 1 FROM "BreakGlass" g WHERE g."clinicId" = c."clinicId" AND g."caseId" = c.id
                     AND g."accountId" = ${actor.accountId}::uuid AND g."expiresAt" > ${now})))`
    : Prisma.sql`false`

/** A row of a case, for SQL written by hand; `alias`: of any table of the record. */
export const ofCaseSql = (
  alias: string,
  { clinicId, caseId }: { readonly clinicId: string; readonly caseId: string },
): Prisma.Sql =>
  Prisma.sql`${Prisma.raw(alias)}."clinicId" = ${clinicId}::uuid AND ${Prisma.raw(alias)}."caseId" = ${caseId}::uuid`
