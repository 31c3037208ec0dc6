import { Prisma } from '#prisma/generated/client.ts'

/** The day from which `DayNumber` counts: a date minus it is one. */
export const epoch: Prisma.Sql = Prisma.sql`DATE '1970-01-01'`
