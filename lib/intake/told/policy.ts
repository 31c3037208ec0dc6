import { Prisma } from '#prisma/generated/client.ts'

/**
 * The forms of a case: the intake that it came out of and every form sent since. `i` is the alias of "Intake" and `c` that of
 * "Case" (its id, clinicId, patientId and intakeId).
 */
export const formsOfCaseSql: Prisma.Sql = Prisma.sql`(i."clinicId" = c."clinicId" AND i."patientId" = c."patientId"
  AND i."submittedAt" IS NOT NULL AND (i."caseId" = c.id OR i.id = c."intakeId"))`

/** The day of the safety answers of a form: they may be older than its sending. `a` is the alias of "IntakeAnswers". */
export const safetyDaySql = (zone: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`to_char(COALESCE(a."safetyOn", (i."submittedAt" AT TIME ZONE ${zone})::date), 'YYYY-MM-DD')`

/** Those of them that ask the safety questions. */
export const screenedFormsSql: Prisma.Sql = Prisma.sql`(${formsOfCaseSql} AND i.kind <> 'visit_form')`
