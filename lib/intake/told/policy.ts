import { Prisma } from '#prisma/generated/client.ts'

/**
 * The forms of a case: the intake that it came out of and every form sent since. `i` is the alias of "Intake" and `c` that of
 * "Case" (its id, clinicId, patientId and intakeId).
 */
export const formsOfCaseSql: Prisma.Sql = Prisma.sql`(i."clinicId" = c."clinicId" AND i."patientId" = c."patientId"
  AND i."submittedAt" IS NOT NULL AND (i."caseId" = c.id OR i.id = c."intakeId"))`

/** Those of them that ask the safety questions. */
export const screenedFormsSql: Prisma.Sql = Prisma.sql`(${formsOfCaseSql} AND i.kind <> 'visit_form')`
