import type { Actor } from '#lib/access/actor.ts'
import { isPhysio } from '#lib/access/actor.ts'
import { aboutOthers, teamCases } from '#lib/access/cases.ts'

/** Intakes whose numbers a physio may take over: those that no case has come out of, and those of her team's cases. */
export const contactIntakes = (actor: Actor) =>
  isPhysio(actor)
    ? {
        clinicId: actor.clinicId,
        kind: 'intake' as const,
        OR: [{ status: { not: 'accepted' as const }, ...aboutOthers(actor) }, { case: teamCases(actor) }],
      }
    : { id: { in: [] as string[] } }
