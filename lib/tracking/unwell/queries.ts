import 'server-only'
import { epoch } from '#lib/db/days.ts'
import { Prisma } from '#prisma/generated/client.ts'

/*
 * What she tells of her body in one treatment bears on each (clinical/red-flags.md 5). Both functions of the database look past
 * row-level security, so that a physio of one of two treatments meets what the patient does, and learns no more of the other.
 */

type Asked = {
  readonly caseId: Prisma.Sql
  /** The patient's. */
  readonly zone: Prisma.Sql
  readonly since: Prisma.Sql
}

/**
 * The days since 1970 on which nothing was due because of a fever, as an array: those that an entry with one is about, and those
 * on which she said so.
 */
export const unwellDaysSql = ({ caseId, zone, since }: Asked): Prisma.Sql =>
  Prisma.sql`ARRAY(SELECT u - ${epoch} FROM unwell_days(${caseId}, ${zone}, ${since}) u)`

/** The first day of the program of "Case" `c`, from which its weeks are counted; null before it. */
export const programSinceSql: Prisma.Sql = Prisma.sql`(
  SELECT g."activatedOn" FROM "Program" g WHERE g."clinicId" = c."clinicId" AND g."caseId" = c.id)`

type Of = { readonly caseId: string; readonly timeZone: string; readonly today: string }

/** A row of severe, injured, "runStop", "waitsSince" of any of her treatments, to be read in a FROM. */
export const standsSql = ({ caseId, timeZone, today }: Of): Prisma.Sql =>
  Prisma.sql`stands_in_any_treatment(${caseId}::uuid, ${timeZone}, ${today}::date)`
