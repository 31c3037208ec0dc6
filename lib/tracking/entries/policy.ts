import { type Actor, isPatient } from '#lib/access/actor.ts'
import { teamCaseSql } from '#lib/cases/policy.ts'
import type { CaseStatus } from '#lib/cases/schema.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** `loggableCases` for SQL written by hand; `c` is the alias of "Case". */
export const loggableCaseSql = (actor: Actor): Prisma.Sql => {
  const own = isPatient(actor)
    ? Prisma.sql`(c."clinicId" = ${actor.clinicId}::uuid AND c."patientId" = ${actor.patientId}::uuid)`
    : Prisma.sql`false`
  return Prisma.sql`(${own} OR ${teamCaseSql(actor)})`
}

/** Entries go on while a case waits; a case that ended takes none. */
export const takesEntries = (status: CaseStatus): boolean => status === 'open' || status === 'on_hold'

/** Whether somebody else than the patient herself enters it. */
export const entersOnBehalf = (actor: Actor, patientId: string): boolean =>
  !(isPatient(actor) && actor.patientId === patientId)

/** An entry that counts: nothing took its place, and nobody took it back. A questionnaire is one too. */
export const counting = { supersededAt: null, withdrawnAt: null } as const

/** `counting` for SQL written by hand; `alias`: of the entry. */
export const countsSql = (alias: string): Prisma.Sql =>
  Prisma.raw(`${alias}."supersededAt" IS NULL AND ${alias}."withdrawnAt" IS NULL`)

/** An entry of case `c`, a row with "clinicId" and id, that counts. */
export const countsInCaseSql = (alias: string): Prisma.Sql =>
  Prisma.sql`${Prisma.raw(`${alias}."clinicId" = c."clinicId" AND ${alias}."caseId" = c.id`)} AND ${countsSql(alias)}`

/** When an entry was made; one that puts another right, when the first of them was. */
export const madeAtSql = (alias: string): Prisma.Sql =>
  Prisma.raw(`COALESCE(${alias}."firstRecordedAt", ${alias}."recordedAt")`)
