import { type Actor, isAdmin } from '#lib/access/actor.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** What patients ask about their record, as far as the actor carries it out (design.md 3). */
export const managedRequests = (actor: Actor) =>
  isAdmin(actor) ? { clinicId: actor.clinicId } : { id: { in: [] as string[] } }

/** The same for SQL that is written by hand; `r` is the alias of "RecordRequest". */
export const managedRequestsSql = (actor: Actor): Prisma.Sql =>
  isAdmin(actor) ? Prisma.sql`r."clinicId" = ${actor.clinicId}::uuid` : Prisma.sql`false`
