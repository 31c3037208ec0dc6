import { type Actor, isPhysio } from '#lib/access/actor.ts'
import { aboutOthers } from '#lib/access/cases.ts'
import { Prisma } from '#prisma/generated/client.ts'

/**
 * Intakes whose state a physio of the clinic may look at and decide: of other patients than herself. Review forms belong to
 * their case.
 */
export const triageIntakes = (actor: Actor) =>
  isPhysio(actor)
    ? { clinicId: actor.clinicId, kind: 'intake' as const, ...aboutOthers(actor) }
    : { id: { in: [] as string[] } }

/** Intakes whose answers every other physio may read, because nobody has accepted them yet; `i` is the alias of "Intake". */
export const waitingIntakeSql = (actor: Actor): Prisma.Sql =>
  isPhysio(actor)
    ? Prisma.sql`(i."clinicId" = ${actor.clinicId}::uuid AND i.kind = 'intake' AND i.status <> 'accepted'
        AND i."patientId" IS DISTINCT FROM ${actor.patientId}::uuid)`
    : Prisma.sql`false`
